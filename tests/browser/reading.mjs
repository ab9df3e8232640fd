// usage: node reading.mjs SITE PAGE
// Reads a briefing as a person does, without JavaScript: from a marker to its note and back, by mouse and by
// keyboard, and on to the source's page, where a sentence leads back to the marker.
import { Findings, address, launch } from './open.mjs';

const [, , site, path] = process.argv;
const findings = new Findings();
const browser = await launch();
const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
const page = await context.newPage();
const here = () => decodeURIComponent(new URL(page.url()).hash);
// A click waits until the page has gone where it leads; a key does not.
const arrives = hash => page.waitForURL(url => decodeURIComponent(url.hash) === hash, { timeout: 10_000 }).then(() => true, () => false);
// Pages may scroll smoothly, so it may take a moment.
const inView = async locator => {
  for (let tries = 0; tries < 50; tries++) {
    const box = await locator.boundingBox();
    if (box !== null && box.y >= -1 && box.y < 900) return true;
    await page.waitForTimeout(100);
  }
  return false;
};

// Where nothing stands beside the text, a card says what a marker leads to, and stays while somebody points at it.
await page.setViewportSize({ width: 900, height: 900 });
await page.goto(address(site, path));
const pointed = page.locator('.cite:hover + .side, .cite + .side:hover');
const first = page.locator('.prose .cite').first();
await first.hover();
findings.expect(await pointed.isVisible(), path, 'pointing at a marker shows no card');
const [from, card] = [await first.boundingBox(), await pointed.boundingBox()];
await page.mouse.move(from.x + from.width / 2, card.y + card.height / 2, { steps: 20 });
findings.expect(await pointed.isVisible(), path, 'the card is gone before anybody can point at it');
findings.expect(card.x >= 0 && card.x + card.width <= 900, path, 'the card does not fit the window');
await page.mouse.move(0, 0);
findings.expect(await pointed.count() === 0, path, 'the card stays when nobody points at it');

await page.setViewportSize({ width: 1280, height: 900 });
await page.goto(address(site, path));
const marker = page.locator('a[role=doc-noteref]').first();
const [note, use] = [await marker.getAttribute('href'), await marker.getAttribute('id')];

await marker.click();
findings.expect(here() === note, path, `the marker leads to ${here()} and not to ${note}`);
const target = page.locator(`[id="${note.slice(1)}"]`);
findings.expect(await inView(target), path, `the note ${note} is not in view`);

const back = target.locator(`a[role=doc-backlink][href="#${use}"]`);
findings.expect(await back.count() === 1, path, `${note} has ${await back.count()} ways back to ${use}`);
await back.click();
findings.expect(here() === '#' + use, path, `the way back leads to ${here()}`);
findings.expect(await inView(page.locator(`[id="${use}"]`)), path, 'the marker is not in view');

await marker.focus();
await page.keyboard.press('Enter');
findings.expect(await arrives(note), path, 'Enter on a marker does not lead to its note');

const labels = await page.locator('a[role=doc-backlink]').evaluateAll(links => links.map(link => link.getAttribute('aria-label')));
findings.expect(new Set(labels).size === labels.length, path, 'two back-links say the same');

// From the note to the source's page, and from its first use there back to this marker or another.
await target.locator('a[href*="sources/"]').first().click();
findings.expect(/\/sources\//.test(page.url()), path, `the note leads to ${page.url()} and not to a source's page`);
const uses = page.locator('a[href*="#cite-"]');
findings.expect(await uses.count() > 0, page.url(), 'a source that is cited names no use');
await uses.first().click();
findings.expect(here().startsWith('#cite-'), page.url(), 'a use does not lead to a marker');
findings.expect(await inView(page.locator(`[id="${here().slice(1)}"]`)), page.url(), 'the marker that a source leads to is not in view');

await browser.close();
findings.end(1);

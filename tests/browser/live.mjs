// usage: node live.mjs PROGRAM SITE, with STANDPOINT_PICTURES=FOLDER for pictures of the panel
// Edits the files of a site while a browser shows it, and looks whether the page follows and the reader keeps the place.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Findings, launch } from './open.mjs';
import { Preview, Tab } from './preview.mjs';

const pictures = process.env.STANDPOINT_PICTURES;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const findings = new Findings();
const preview = new Preview(...process.argv.slice(2));
await preview.start();
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const tab = new Tab(page, preview, findings);
const { panel, drawer, pill } = tab;
const expect = (truth, what) => tab.expect(truth, what);
const picture = async name => {
  if (!pictures) return;
  for (const [width, height] of [[360, 740], [1440, 900]])
    for (const colorScheme of ['light', 'dark']) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
    }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light' });
};

const briefing = 'content/briefings/b.md';
await tab.open('/briefings/b.html');
expect(await drawer.isHidden() && await pill.isHidden(), 'nothing is wrong, and yet the panel shows');

// A paragraph is saved. Everything that the reader has done stays.
await page.evaluate(() => { window.sameDocument = true; });
await page.locator('#more summary').click();
await page.locator('.plain summary').click();
await page.locator('input[type=checkbox]').check();
await page.locator('#number').fill('42');
const search = page.locator('.search');
await search.fill('typed words');
await search.evaluate(input => input.setSelectionRange(2, 5));
await page.evaluate(() => scrollTo(0, 900));
const scrolled = await page.evaluate(() => scrollY);
const kept = async what => {
  const state = await page.evaluate(() => {
    const input = document.querySelector('.search');
    return {
      same: window.sameDocument, open: [...document.querySelectorAll('footer details')].every(one => one.open),
      ticked: document.querySelector('input[type=checkbox]').checked, number: document.querySelector('#number').value,
      typed: input.value, focus: document.activeElement === input, at: [input.selectionStart, input.selectionEnd].join(),
    };
  });
  const expected = { same: true, open: true, ticked: true, number: '42', typed: 'typed words', focus: true, at: '2,5' };
  for (const key of Object.keys(expected)) expect(state[key] === expected[key], `${what}: ${key} is ${state[key]}`);
};
preview.edit(briefing, 'Paragraph 30 says so', 'Paragraph 30 says **otherwise**');
await tab.says('Paragraph 30 says otherwise');
expect(await page.evaluate(() => scrollY) === scrolled, 'the page has scrolled');
await kept('after a paragraph');

preview.edit(briefing, 'title: Briefing b', 'title: A better title');
await tab.says('A better title');
expect((await page.title()).startsWith('A better title'), `the title is ${await page.title()}`);
expect(await page.locator('h1').innerText() === 'A better title', 'the heading is old');
await kept('after a title');

// A paragraph more, above the place where the reader is.
const seen = () => page.locator('p', { hasText: 'Paragraph 20 ' }).first().boundingBox();
const before = await seen();
preview.edit(briefing, 'Paragraph 1 says', 'New first paragraph.\n\nParagraph 1 says');
await tab.says('New first paragraph.');
expect(Math.abs((await seen()).y - before.y) < 2, `the text moved by ${(await seen()).y - before.y}px`);
await kept('after a paragraph above');

// A style sheet and a template.
// Functions, since the pages forbid to make code out of text.
const colour = wanted => getComputedStyle(document.querySelector('footer')).color === wanted;
preview.write('themes/own/static/own.css', 'footer { color: rgb(7, 8, 9); }\n');
await tab.until('the colour', colour, 'rgb(7, 8, 9)');
await tab.caughtUp();
expect(await page.locator('link[href*="own.css"]').count() === 1, 'the old style sheet is still there');
await kept('after a style sheet');
preview.edit('themes/own/templates/footer.html', 'Hidden words', 'Other words');
await tab.says('Other words');
expect(await page.evaluate(colour, 'rgb(7, 8, 9)'), 'the old style sheet has come back');
await kept('after a template');

// A mistake.
const good = preview.read(briefing);
preview.edit(briefing, '[@un, p. 2]', '[@unn] <x-img src=x onerror=alert(1)>');
await drawer.waitFor({ state: 'visible' });
const text = await drawer.innerText();
const line = 1 + preview.read(briefing).split('\n').findIndex(line => line.includes('[@unn]'));
for (const part of ['1 error', `${briefing}:${line}:22`, 'unknown-source', 'did you mean', '<x-img src=x onerror=alert(1)>'])
  expect(text.includes(part), `the drawer does not say ${part}: ${text}`);
expect(await drawer.locator('x-img').count() === 0, 'what an author wrote has become markup');
expect(await drawer.locator('mark').first().innerText() === '@unn', 'the place is not marked');
await kept('with a drawer');
await page.evaluate(axe);
const result = await page.evaluate(() => window.axe.run('standpoint-live', { preload: false, rules: { 'target-size': { enabled: true } } }));
for (const { id, nodes } of result.violations) findings.add('panel', `axe ${id}: ${nodes[0].html.slice(0, 200)}`);

await drawer.locator('button.place').first().click();
await panel.locator('.toast', { hasText: `Opened ${briefing}:` }).waitFor();

// Closed over one mistake, it opens again for another.
await page.keyboard.press('Escape');
expect(await drawer.isHidden() && await pill.innerText() === '1 error', 'Escape does not close the drawer');
preview.edit(briefing, 'Paragraph 3 says', 'Paragraph 3 indeed says');
await tab.says('Paragraph 3 indeed says');
expect(await drawer.isHidden(), 'the drawer opens again over the same mistake');
preview.edit(briefing, '[@un, p. 4]', '[@nobody-at-all]');
await drawer.locator('h2', { hasText: '2 errors' }).waitFor();
await picture('errors');

// On paper there is nothing of it: what is drawn on the sheets is the same with and without the panel.
const sheets = async () => {
  const pdf = (await page.pdf()).toString('latin1');
  return [...pdf.matchAll(/(?<!end)stream\r?\n[^]*?endstream/g)].join();
};
// The first time Chromium gives other places of headings than from then on, whatever there is to print.
await sheets();
const withPanel = await sheets();
await page.evaluate(() => {
  window.panel = document.querySelector('standpoint-live');
  window.panel.remove();
});
expect(withPanel === await sheets(), 'the panel prints');
await page.evaluate(() => document.documentElement.append(window.panel));

preview.write(briefing, good);
await drawer.waitFor({ state: 'hidden' });
await pill.waitFor({ state: 'hidden' });

// A mistake in a template stands before all others, with its place; the page stays as it was until it is mended.
const footer = 'themes/own/templates/footer.html';
const goodFooter = preview.read(footer);
preview.edit(briefing, '[@un, p. 2]', '[@unn]');
await drawer.locator('h2', { hasText: '1 error' }).waitFor();
preview.edit(footer, 'Other words', '{{ page.titel }}');
await drawer.locator('h2', { hasText: '2 errors' }).waitFor();
const both = await drawer.innerText();
for (const part of ['has no field', `${footer}:1:`, 'template-error', 'did you mean'])
  expect(both.includes(part), `the drawer does not say ${part}: ${both}`);
expect(both.indexOf('template-error') < both.indexOf('unknown-source'), `the template does not come first: ${both}`);
expect(await drawer.locator('mark').first().innerText() === 'titel', 'the place in the template is not marked');
expect((await tab.text()).includes('Paragraph 40'), 'the page is gone while its template has a mistake');
await picture('template');
await drawer.locator('button.place').first().click();
await panel.locator('.toast', { hasText: `Opened ${footer}:` }).waitFor();
preview.write(footer, goodFooter);
preview.write(briefing, good);
await drawer.waitFor({ state: 'hidden' });
await tab.says('Other words');

// A doubt.
preview.edit('content/sources/un.md', 'https://un.example/report', 'https://un.example/report?utm_source=mail');
await pill.filter({ hasText: '1 warning' }).waitFor();
expect(await drawer.isHidden(), 'a warning opens the drawer');
await picture('pill');
await pill.focus();
await page.keyboard.press('Enter');
expect(await drawer.isVisible() && await pill.isHidden(), 'the pill does not open its list');
await picture('warnings');
await page.keyboard.press('Escape');
expect(await pill.evaluate(pill => pill.getRootNode().activeElement === pill), 'the focus does not return to the pill');

// From the page to the text.
await page.locator('main p', { hasText: 'Paragraph 12 ' }).click({ modifiers: ['Alt'] });
await panel.locator('.toast', { hasText: `Opened ${briefing}` }).waitFor();
await page.locator('#note-un').click({ modifiers: ['Alt'] });
await panel.locator('.toast', { hasText: 'Opened content/sources/un.md' }).waitFor();
expect(page.url().endsWith('/briefings/b.html'), 'a click for the editor has led away');

// What sentences rest on: tinted without touching the page, and a click leads to the line.
const tinted = () => page.evaluate(() => ['well', 'weak', 'lost'].map(name =>
  [...(CSS.highlights.get(`standpoint-${name}`) ?? [])].map(range => range.toString())));
const button = panel.locator('button.grounds');
const untouched = await page.locator('main').innerHTML();
await button.click();
let weak = [];
for (let tries = 0; tries < 100 && weak.length < 3; tries++) {
  await page.waitForTimeout(100);
  [, weak] = await tinted();
}
expect(weak.length > 2, `no sentences are tinted: ${await page.evaluate(() => fetch('/_standpoint/grounds?page=/briefings/b.html').then(answer => answer.text()))}`);
expect(weak.includes('Paragraph 12 says so'), `the sentence is not tinted as it stands: ${weak}`);
expect(await page.locator('main').innerHTML() === untouched, 'the tints have changed the page');
await picture('grounds');
await page.locator('main p', { hasText: 'Paragraph 12 ' }).click({ position: { x: 12, y: 12 } });
await panel.locator('.toast', { hasText: '1 source · single-source' }).waitFor();
await button.click();
expect((await tinted()).flat().length === 0, 'the tints stay');

// Gone, and back; renamed, and back.
preview.remove(briefing);
await drawer.locator('.notice', { hasText: 'This page was removed' }).waitFor();
expect((await tab.text()).includes('Paragraph 40'), 'its last version is gone too');
await picture('gone');
preview.write(briefing, good);
await drawer.waitFor({ state: 'hidden' });
expect(await page.evaluate(() => window.sameDocument), 'the page was loaded again');
preview.rename(briefing, 'content/briefings/c.md');
await page.waitForURL('**/briefings/c.html');
preview.rename('content/briefings/c.md', briefing);
await page.waitForURL('**/briefings/b.html');
expect((await tab.text()).includes('Paragraph 40'), 'a renamed page is another one');

// The words that a page shows of another text lead to that text, to the line of their key.
for (const [path, words, place] of [
  ['/positions/russia/troops.html', 'Who may come?', 'content/issues/troops.md:3'],
  ['/changes.html', 'Nobody.', 'content/positions/russia/troops.md:4'],
]) {
  await tab.open(path);
  await page.locator('main').getByText(words, { exact: true }).first().click({ modifiers: ['Alt'] });
  await panel.locator('.toast', { hasText: `Opened ${place}` }).waitFor();
}

expect(tab.noise.length === 0, `the console says: ${tab.noise.join(' | ')}`);
await browser.close();
await preview.end();
findings.end(1);

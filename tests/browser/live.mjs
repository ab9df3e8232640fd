// usage: node live.mjs ADDRESS SITE, with STANDPOINT_PICTURES=FOLDER for pictures of the panel
// Edits the files of a site while a browser shows it, and looks whether the page follows and the reader keeps the place.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Findings, launch } from './open.mjs';

const [, , address, site] = process.argv;
const pictures = process.env.STANDPOINT_PICTURES;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const findings = new Findings();
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
const page = await context.newPage();
const noise = [];
page.on('console', message => ['error', 'warning'].includes(message.type()) && noise.push(message.text()));
page.on('pageerror', error => noise.push(error.message));

const expect = (truth, what) => findings.expect(truth, 'live', what);
const painted = () => page.evaluate(() => Number(document.documentElement.dataset.standpointPainted ?? 0));
const until = async (what, test, ...rest) => {
  try { await page.waitForFunction(test, ...rest, { timeout: 10000 }); } catch { findings.add('live', `never: ${what}`); }
};
// What runs until the next state is on the screen.
const after = async change => {
  const before = await painted();
  await change();
  await until('painted', before => Number(document.documentElement.dataset.standpointPainted) > before, before);
};
const file = path => join(site, path);
const read = path => readFileSync(file(path), 'utf8');
const write = (path, text) => {
  // As most editors do: beside it, and then in its place.
  writeFileSync(file(path + '~'), text);
  renameSync(file(path + '~'), file(path));
};
const edit = (path, from, to) => write(path, read(path).replace(from, to));
const panel = page.locator('standpoint-live');
const drawer = panel.locator('.drawer');
const pill = panel.locator('button.pill');
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
await page.goto(`${address}/briefings/b.html`);
await until('the first state', () => 'standpointPainted' in document.documentElement.dataset);
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
await after(() => edit(briefing, 'Paragraph 30 says so', 'Paragraph 30 says **otherwise**'));
expect((await page.locator('main').innerText()).includes('Paragraph 30 says otherwise'), 'the new paragraph is not there');
expect(await page.evaluate(() => scrollY) === scrolled, 'the page has scrolled');
await kept('after a paragraph');

await after(() => edit(briefing, 'title: Briefing b', 'title: A better title'));
expect((await page.title()).startsWith('A better title'), `the title is ${await page.title()}`);
expect(await page.locator('h1').innerText() === 'A better title', 'the heading is old');
await kept('after a title');

// A paragraph more, above the place where the reader is.
const seen = () => page.locator('p', { hasText: 'Paragraph 20 ' }).first().boundingBox();
const before = await seen();
await after(() => edit(briefing, 'Paragraph 1 says', 'New first paragraph.\n\nParagraph 1 says'));
expect(Math.abs((await seen()).y - before.y) < 2, `the text moved by ${(await seen()).y - before.y}px`);
await kept('after a paragraph above');

// A style sheet and a template.
const colour = () => page.locator('footer').evaluate(footer => getComputedStyle(footer).color);
await after(() => write('themes/own/static/own.css', 'footer { color: rgb(7, 8, 9); }\n'));
expect(await colour() === 'rgb(7, 8, 9)', `the colour is ${await colour()}`);
expect(await page.locator('link[href*="own.css"]').count() === 1, 'the old style sheet is still there');
await kept('after a style sheet');
await after(() => edit('themes/own/templates/footer.html', 'Hidden words', 'Other words'));
expect((await page.locator('#more').innerText()).includes('Other words'), 'the template is old');
expect(await colour() === 'rgb(7, 8, 9)', 'the old style sheet has come back');
await kept('after a template');

// A mistake.
const good = read(briefing);
await after(() => edit(briefing, '[@un, p. 2]', '[@unn] <img src=x onerror=alert(1)>'));
await drawer.waitFor({ state: 'visible' });
const text = await drawer.innerText();
for (const part of ['1 error', 'content/briefings/b.md:', 'unknown-source', 'did you mean', '<img src=x onerror=alert(1)>'])
  expect(text.includes(part), `the drawer does not say ${part}: ${text}`);
expect(await drawer.locator('img').count() === 0, 'what an author wrote has become markup');
expect(await drawer.locator('mark').first().innerText() === '@unn', 'the place is not marked');
await kept('with a drawer');
await page.evaluate(axe);
const result = await page.evaluate(() => window.axe.run('standpoint-live', { preload: false, rules: { 'target-size': { enabled: true } } }));
for (const { id, nodes } of result.violations) findings.add('panel', `axe ${id}: ${nodes[0].html.slice(0, 200)}`);

await drawer.locator('button.place').first().click();
await panel.locator('.toast', { hasText: 'Opened content/briefings/b.md:' }).waitFor();

// Closed over one mistake, it opens again for another.
await page.keyboard.press('Escape');
expect(await drawer.isHidden() && await pill.innerText() === '1 error', 'Escape does not close the drawer');
await after(() => edit(briefing, 'Paragraph 3 says', 'Paragraph 3 indeed says'));
expect(await drawer.isHidden(), 'the drawer opens again over the same mistake');
await after(() => edit(briefing, '[@un, p. 4]', '[@nobody-at-all]'));
expect(await drawer.isVisible() && (await drawer.innerText()).includes('2 errors'), 'a new mistake does not show');
await page.emulateMedia({ media: 'print' });
expect(await panel.isHidden(), 'the panel prints');
await page.emulateMedia({ media: 'screen' });
await picture('errors');
await after(() => write(briefing, good));
await drawer.waitFor({ state: 'hidden' });
expect(await pill.isHidden(), 'the mistakes are mended, and the pill stays');

// A doubt.
await after(() => edit('content/sources/un.md', 'https://un.example/report', 'https://un.example/report?utm_source=mail'));
expect(await drawer.isHidden() && await pill.innerText() === '1 warning', 'a warning is no pill');
await picture('pill');
await pill.focus();
await page.keyboard.press('Enter');
expect(await drawer.isVisible() && await pill.isHidden(), 'the pill does not open its list');
await picture('warnings');
await page.keyboard.press('Escape');
expect(await pill.evaluate(pill => pill.getRootNode().activeElement === pill), 'the focus does not return to the pill');

// From the page to the text.
await page.locator('main p', { hasText: 'Paragraph 12 ' }).click({ modifiers: ['Alt'] });
await panel.locator('.toast', { hasText: 'Opened content/briefings/b.md' }).waitFor();
await page.locator('#note-un').click({ modifiers: ['Alt'] });
await panel.locator('.toast', { hasText: 'Opened content/sources/un.md' }).waitFor();
expect(page.url().endsWith('/briefings/b.html'), 'a click for the editor has led away');

// Gone, and back.
await after(() => rmSync(file(briefing)));
expect((await drawer.innerText()).includes('This page was removed'), 'a removed page says nothing');
expect((await page.locator('main').innerText()).includes('Paragraph 40'), 'its last version is gone too');
await picture('gone');
await after(() => write(briefing, good));
await drawer.waitFor({ state: 'hidden' });
expect(await page.evaluate(() => window.sameDocument), 'the page was loaded again');

// A hidden tab rests, and catches up.
const show = visible => page.evaluate(visible => {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: visible ? 'visible' : 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
}, visible);
await show(false);
edit(briefing, 'Paragraph 5 says', 'Paragraph 5 whispers');
await page.waitForTimeout(500);
expect(!(await page.locator('main').innerText()).includes('whispers'), 'a hidden tab is at work');
await after(() => show(true));
expect((await page.locator('main').innerText()).includes('whispers'), 'a shown tab has not caught up');

// Without a server.
await context.setOffline(true);
await show(false);
await show(true);
await panel.locator('.lost', { hasText: 'Preview stopped' }).waitFor();
await picture('stopped');
await context.setOffline(false);
await until('connected again', () => document.querySelector('standpoint-live').shadowRoot.querySelector('.lost').textContent === '');

const serious = noise.filter(text => !/ERR_INTERNET_DISCONNECTED|ERR_NETWORK/.test(text));
expect(serious.length === 0, `the console says: ${serious.join(' | ')}`);
await browser.close();
findings.end(1);

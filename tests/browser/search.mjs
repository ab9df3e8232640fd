// usage: node search.mjs ROOT
// A reader searches the site of `tests/it/search.rs` that stands at ROOT: on a disk, or below a path of a host.
import { Findings, launch } from './open.mjs';

const root = process.argv[2];
const findings = new Findings();
const expect = (truth, what) => findings.expect(truth, root, what);
const browser = await launch();
const context = await browser.newContext();
await context.addInitScript(() => {
  window.broken = [];
  document.addEventListener('securitypolicyviolation', event => window.broken.push(`${event.effectiveDirective} refuses ${event.blockedURI}`));
});
const page = await context.newPage();
let asked = [];
page.on('request', request => asked.push(request.url()));
page.on('pageerror', error => findings.add(root, error.message));
page.on('console', message => { if (['error', 'warning'].includes(message.type())) findings.add(root, message.text()); });

const scripts = () => asked.filter(url => url.endsWith('.js')).map(url => url.slice(root.length));
const field = page.locator('#sp-search-words');
const names = () => page.$$eval('#sp-search-hits .hit-name', list => list.map(name => name.textContent));
const said = () => page.$$eval('#sp-search-hits .hit-words', list => list.map(words => words.textContent));
const count = () => page.textContent('#sp-search-count');
// The page says how many there are when it has looked.
async function settled() {
  await page.waitForTimeout(300);
  await page.waitForFunction(() => document.getElementById('sp-search-count').textContent);
  await page.waitForTimeout(100);
}
async function type(words) {
  await field.fill('');
  await field.pressSequentially(words);
  await settled();
}
const same = (is, wanted, what) => expect(JSON.stringify(is) === JSON.stringify(wanted), `${what}: ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);

// From any page the key leads to the field, and nothing is loaded before somebody types.
await page.goto(root + 'positions/velia/dam.html');
same(scripts(), ['assets/search.js'], 'on other pages');
await page.keyboard.press('/');
await page.waitForURL(root + 'search.html#q=');
await page.waitForFunction(() => document.activeElement.id === 'sp-search-words');
expect(await page.isVisible('#sp-search-all'), 'the list of all pages is there until something is found');
asked = [];
await page.waitForTimeout(200);
same(scripts(), [], 'before the first key');

// A word finds its forms. A claim says what, when, how, and on how much it rests.
await type('гарантія');
same(scripts().sort(), ['search/claims-0.js', 'search/head.js', 'search/words-0.js'], 'the packs');
expect((await said()).includes('Погоджується, якщо отримає п’ять гарантій.'), `гарантія finds гарантій: ${await said()}`);
const first = await page.$eval('#sp-search-hits li:has(.hit-words)', hit => hit.innerText);
expect(/Position/.test(first) && /2025/.test(first), `a claim has its kind and date: ${first}`);
expect(await page.isHidden('#sp-search-all'), 'hits take the place of the list');
expect(page.url() === root + 'search.html#q=' + encodeURIComponent('гарантія'), `the address says it: ${page.url()}`);
expect(/^\d+ hits$/.test(await count()), `the number is said: ${await count()}`);

// A stroke in the field is a sign as others.
await type('weir/dam');
expect(await field.inputValue() === 'weir/dam', 'the key `/` can be typed');

// Words, leaving out, phrases, actors, sources.
await type('inspections weir');
same(await names(), ['What to expect in spring'], 'two words');
await type('sluice -harvest');
expect(!(await said()).some(words => words.includes('harvest')) && (await said()).length === 2, `without a word: ${await said()}`);
await type('"sluice stays shut"');
same(await said(), ['Шлюз лишається зачиненим.', 'The sluice stays shut.'], 'a phrase, in the translation');
await type('"shut stays sluice"');
same(await said(), [], 'a phrase in another order');
await type('by:upper inspector');
same(await said(), ['Refuses inspectors.'], 'by an actor, under another name');
await type('by:morvan inspector');
same(await names(), [], 'by another actor');
expect(await count() === 'Nothing was found. Try fewer or shorter words.', `none: ${await count()}`);
await type('cites:letter');
same((await said()).sort(), ['Refuses inspectors.', 'The sluice will open before the harvest'], 'what cites a source');
await type('cites:@letter');
same((await said()).length, 2, 'the key of a source as a text writes it');
await type('kingfis');
same(await names(), ['Velia: Гарантії безпеки'], 'a word that is not finished');

await type('安');
same(await names(), ['Über uns'], 'one sign of a script without spaces');
await type('障');
same(await names(), ['Über uns'], 'one sign that ends a run');
await type('站');
same(await names(), ['水电站'], 'the last sign of a title');
expect(!/text/.test(await page.textContent('#sp-search-hits')), `it stands in the title: ${await page.textContent('#sp-search-hits')}`);
await type('C++');
expect(/^Nothing/.test(await count()), `signs that are no word: ${await count()}`);

// Arrow keys go through the hits and back to the field.
await type('sluice');
await page.keyboard.press('ArrowDown');
const at = () => page.evaluate(() => [...document.querySelectorAll('#sp-search-hits a')].indexOf(document.activeElement));
expect(await at() === 0, 'down leads to the first hit');
await page.keyboard.press('ArrowDown');
expect(await at() === 1, 'and to the next');
await page.keyboard.press('ArrowUp');
await page.keyboard.press('ArrowUp');
expect(await page.evaluate(() => document.activeElement.id) === 'sp-search-words', 'up leads back');

// Filters, and an address that has them.
const before = (await names()).length;
await page.selectOption('[data-filter="kind"]', 'judgement');
await settled();
same(await said(), ['The sluice will open before the harvest'], 'one kind');
expect(before > 1 && page.url().endsWith('#q=sluice&kind=judgement'), `in the address: ${page.url()}`);

// A hit leads to its place, and the way back to the hits.
await page.click('#sp-search-hits a');
await page.waitForURL(root + 'briefings/spring.html#cite-letter-2');
expect(await page.evaluate(() => !!document.querySelector(':target')), 'the place of a claim is there');
await page.goBack();
await settled();
same(await said(), ['The sluice will open before the harvest'], 'back');
expect(await field.inputValue() === 'sluice' && await page.inputValue('[data-filter="kind"]') === 'judgement', 'with words and filter');
await type('weir');
await page.goBack();
await settled();
expect(await field.inputValue() === 'sluice', `back to the search before: ${await field.inputValue()}`);

// Where a box is ticked the key leads there too: nothing can be typed into it.
await page.goto(root + 'matrix.html');
await page.evaluate(() => {
  const box = Object.assign(document.createElement('input'), { type: 'checkbox' });
  document.querySelector('main').append(box);
  box.focus();
});
await page.keyboard.press('/');
await page.waitForURL(root + 'search.html#q=');

// A search can be linked to.
const other = await context.newPage();
await other.goto(root + 'search.html#q=upper&year=2024');
await other.waitForSelector('#sp-search-hits .hit-words');
same(await other.$$eval('#sp-search-hits .hit-words', list => list.map(words => words.textContent)), ['Refuses inspectors.'], 'a link');
await other.click('#sp-search-words');

for (const one of [page, other]) for (const what of await one.evaluate(() => window.broken)) findings.add(root, what);
expect(asked.every(url => url.startsWith(root)), 'nobody else is asked');

// Without script there is the list, and no field that does nothing.
const plain = await browser.newContext({ javaScriptEnabled: false });
const list = await plain.newPage();
await list.goto(root + 'search.html');
expect(await list.isHidden('#sp-search') && await list.isVisible('#sp-search-all'), 'without script');
await list.click('.search-letters a >> nth=-1');
expect(/#sp-letter-\d+$/.test(list.url()), 'letters lead down');
await list.click('.search-letter:last-of-type a');
expect(list.url() === root + 'pages/station.html', `titles lead to pages: ${list.url()}`);

await browser.close();
findings.end(1);

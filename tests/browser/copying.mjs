// usage: node copying.mjs ROOT
// A reader copies citations, and sentences with their sources, from the site of `tests/it/copying.rs` that stands at ROOT:
// on a disk, or below a path of a host.
import { Findings, launch } from './open.mjs';

const root = process.argv[2];
const findings = new Findings();
const expect = (truth, what) => findings.expect(truth, root, what);
const same = (is, wanted, what) => expect(JSON.stringify(is) === JSON.stringify(wanted), `${what}: ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`);
const browser = await launch();
const context = await browser.newContext();
// What the page hands to the clipboard, in whatever way.
await context.addInitScript(() => {
  window.copied = [];
  window.broken = [];
  document.addEventListener('copy', () => {
    const field = document.activeElement;
    window.copied.push('value' in field ? field.value : `${getSelection()}`);
  });
  const real = navigator.clipboard?.writeText.bind(navigator.clipboard);
  if (real) navigator.clipboard.writeText = text => { if (window.closed) return Promise.reject(new Error('closed')); window.copied.push(text); return real(text).catch(() => {}); };
  document.addEventListener('securitypolicyviolation', event => window.broken.push(`${event.effectiveDirective} refuses ${event.blockedURI}`));
});
const page = await context.newPage();
page.on('pageerror', error => findings.add(root, error.message));
page.on('console', message => { if (['error', 'warning'].includes(message.type())) findings.add(root, message.text()); });
const last = () => page.evaluate(() => window.copied.at(-1));

for (const path of ['sources/herald.html', 'briefings/talks.html']) {
  await page.goto(root + path);
  expect(!await page.isVisible('.reference-form'), `${path}: forms are seen before somebody asks`);
  await page.focus('.reference summary');
  await page.keyboard.press('Enter');
  same(await page.locator('.reference-copy').count(), 4, `${path}: buttons`);
  for (const name of ['BibTeX', 'RIS', 'CSL-JSON']) {
    await page.getByRole('button', { name: `Copy ${name}` }).click();
    const form = await page.$$eval('.reference-name', (names, name) =>
      names.find(one => one.firstChild.data === name).nextElementSibling.textContent, name);
    same(await last(), form, `${path}: ${name}`);
    same(await page.textContent('.reference [role=status]'), 'Copied', `${path}: ${name} is told`);
  }
}
same(await last(), JSON.stringify(JSON.parse(await last())).replace(/^\[/, '[\n').replace(/\]$/, '\n]\n'), 'CSL-JSON is JSON');

// Where the clipboard is closed to scripts, the old way still is.
await page.evaluate(() => { window.closed = true; });
await page.getByRole('button', { name: 'Copy RIS' }).click();
expect((await last()).startsWith('TY  - RPRT'), 'RIS in the old way');
await page.evaluate(() => { window.closed = false; });

// A part of a sentence is selected: all of it is copied, with its source and the place in it.
const button = page.getByRole('button', { name: 'Copy this sentence with its source' });
const plain = 'Ana Petrova, Bo Li, “Talks ‘now’”, River desk, as of about August 2025. https://example.org/repo/briefings/talks.html';
async function select(from, to) {
  await page.evaluate(([from, to]) => {
    const walker = document.createTreeWalker(document.querySelector('.prose'), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.data.includes(from)) range.setStart(node, node.data.indexOf(from));
      if (node.data.includes(to)) range.setEnd(node, node.data.indexOf(to) + to.length);
    }
    range.startContainer.parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }, [from, to]);
  await page.waitForTimeout(350);
}
expect(await button.count() === 0, 'the button is there before somebody selects');
await select('want', 'water');
expect(await button.isVisible(), 'no button at what is selected');
const box = await button.boundingBox(), size = page.viewportSize();
expect(box.x >= 0 && box.x + box.width <= size.width && box.y >= 0 && box.y + box.height <= size.height, 'the button is in sight');
await button.click();
same((await last()).split('\n'), [
  '“Both sides want water, says Dr. Li, and more of it.”',
  'Ana Duarte, Bo Li. Dams & <rights> of 100% “water”. The Herald, Press & Sons, 4 March 2025. p. 4 https://press.example/a?b=1&c=2',
  `${plain}#cite-herald-1`,
], 'a sentence');

// Two sentences, by mouse and keyboard; a confidential source is told as readers know it.
await page.evaluate(() => getSelection().removeAllRanges());
await page.waitForTimeout(350);
const spot = words => page.evaluate(words => {
  const walker = document.createTreeWalker(document.querySelector('.prose'), NodeFilter.SHOW_TEXT), range = document.createRange();
  let node = walker.nextNode();
  while (!node.data.includes(words)) node = walker.nextNode();
  range.setStart(node, node.data.indexOf(words));
  range.setEnd(node, node.data.indexOf(words) + words.length);
  const box = range.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}, words);
await page.mouse.dblclick(...await spot('more'));
await page.keyboard.down('Shift');
await page.mouse.click(...await spot('pays'));
await page.keyboard.up('Shift');
await page.waitForTimeout(350);
const isThere = () => page.evaluate(() => document.activeElement.className === 'copy-sentence');
for (let at = 0; at < 6 && !await isThere(); at++) {
  await page.keyboard.press('Tab');
  await page.waitForTimeout(300);
}
expect(await isThere(), `the keyboard does not lead to the button: ${await page.evaluate(() => document.activeElement.outerHTML)}`);
await page.keyboard.press('Enter');
const two = (await last()).split('\n');
same(two[0], '“Both sides want water, says Dr. Li, and more of it. Nobody pays.”', 'two sentences');
same(two.length, 5, `two sentences rest on three sources: ${two}`);
expect(two[2].startsWith('A wire report. March 2025.') && two[2].endsWith('https://wire.example/1'), `wire: ${two[2]}`);
expect(two[3].includes('A senior official') && !two[3].includes('secret'), `confidential: ${two[3]}`);

// Without a source the place is the sentence itself; nothing selected, no button.
await select('half', 'rests');
await button.click();
same((await last()).split('\n'), ['“This half-sentence rests on nothing.”', `${plain}#:~:text=This%20half%2Dsentence%20rests%20on%20nothing.`], 'no source');
await page.evaluate(() => getSelection().removeAllRanges());
await page.waitForTimeout(350);
expect(await button.count() === 0, 'the button stays when nothing is selected');

// An author's note comes along as a whole, with what it cites and without what stands beside the text; a short word ends its sentence.
await page.goto(root + 'briefings/own.html');
const copied = async (from, to) => {
  await select(from, to);
  await button.click();
  return (await last()).split('\n');
};
const own = await copied('gauge', 'read');
same(own.slice(0, 2), ['“The gauge is read daily.”', 'The first part. an item level = 3 A last part with a map.'], 'a note of several parts');
expect(own.length === 4 && own[2].startsWith('A wire report. March 2025.'), `what a note cites: ${own}`);
for (const [from, sentence] of [['Denied', 'Denied.'], ['One', 'One.'], ['met', 'Two met Xi.'], ['left', 'Kim left.'],
  ['stayed', 'Gen. Kim and Prof. Li stayed with No. 5 of them.']]) same((await copied(from, from))[0], `“${sentence}”`, from);
const cites = await copied('The ferry', 'runs');
expect(cites[1]?.startsWith('Told by ') && cites.length === 3, `a note that cites by its addresses: ${cites}`);

// Nothing of it on paper, and without script the forms are there all the same.
await page.emulateMedia({ media: 'print' });
expect(!await page.isVisible('.reference'), 'the forms are on paper');
same(await page.evaluate(() => window.broken), [], 'policy');
const still = await browser.newContext({ javaScriptEnabled: false });
const dead = await still.newPage();
await dead.goto(root + 'sources/herald.html');
await dead.click('.reference summary');
expect(await dead.isVisible('pre.reference-form') && await dead.locator('button').count() === 0, 'without script');
await browser.close();
findings.end('copying');

// usage: node paper.mjs SITE PAGE SHAPES
// Prints a page and compares its sheets with SHAPES, such as `PLP`: portrait, landscape, portrait. What a wide
// matrix is called must lie on the sheet with it, and what a reader has closed is printed all the same.
import { Findings, address, launch } from './open.mjs';

const [, , site, path, shapes] = process.argv;
const findings = new Findings();
const browser = await launch();
const page = await browser.newPage();
await page.goto(address(site, path));

const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
const boxes = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)];
const printed = boxes.map(([, width, height]) => (Number(width) > Number(height) ? 'L' : 'P')).join('');
findings.expect(printed === shapes, path, `the sheets are ${printed} and not ${shapes}`);

await page.emulateMedia({ media: 'print' });
const left = await page.$$eval('.block:has(> .matrix-many)', blocks => blocks
  .map(block => block.previousElementSibling)
  .filter(before => /^H\d$/.test(before.tagName) && getComputedStyle(before).page !== 'wide')
  .map(before => before.textContent));
for (const heading of left) findings.add(path, `the heading “${heading}” stays behind its matrix`);

findings.expect(await page.$('main details:not(.reference)'), path, 'there is nothing that a reader could close');
const hidden = await page.$$eval('main details:not(.reference)', all => all.filter(details => {
  details.open = false;
  const inside = details.querySelector(':scope > :not(summary)');
  return inside.getClientRects().length === 0 || !inside.checkVisibility({ contentVisibilityAuto: true });
}).length);
findings.expect(hidden === 0, path, `${hidden} closed parts stay closed on paper`);

await browser.close();
findings.end(`${boxes.length} sheets`);

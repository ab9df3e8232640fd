// usage: node light.mjs ROOT PAGE [WIDTH…]
// What a first visit to a page of the model site costs, and how much of it moves when its letters come late. With widths, what moves there alone.
import { launch, Findings } from './open.mjs';
import { gzipSync } from 'node:zlib';

const [root, path, ...widths] = process.argv.slice(2);
const MOST_BYTES = 110_000, MOST_SHIFT = 0.1; // web.dev/articles/cls: up to 0.1 is good
const LATE = 800; // milliseconds
const APART = widths.length ? 0.025 : 0.01; // Latin letters are as wide as ours in English, and others use them unlike it

const findings = new Findings();
const browser = await launch();
for (const width of widths.length ? widths.map(Number) : [1440, 360]) {
  const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
  const bytes = new Map();
  page.on('pageerror', error => findings.add(path, error.message));
  page.on('response', async response => {
    const url = response.url().slice(root.length), body = await response.body();
    bytes.set(url, url.endsWith('.woff2') ? body.length : gzipSync(body).length);
  });
  await page.route('**/*.woff2', route => setTimeout(() => route.continue(), LATE));
  await page.addInitScript(() => {
    window.shifts = [];
    const told = ({ node }) => node?.nodeType === Node.TEXT_NODE ? node.data.trim().slice(0, 30) : `${node?.nodeName}.${node?.className}`;
    new PerformanceObserver(list => list.getEntries().forEach(({ value, sources }) => window.shifts.push([value, sources.map(told)])))
      .observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(root + path);
  await page.waitForTimeout(2 * LATE);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(300);
  const all = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  const shifts = await page.evaluate(() => window.shifts), shift = shifts.reduce((sum, [value]) => sum + value, 0);
  console.log(`${width}: ${all} bytes, layout shift ${shift.toFixed(4)}`);
  const fonts = [...bytes.keys()].filter(url => url.endsWith('.woff2'));
  findings.expect(fonts.length >= 4, path, `only ${fonts} were asked for`);
  findings.expect(widths.length || all <= MOST_BYTES, path, `${width}: ${all} bytes: ${JSON.stringify([...bytes])}`);
  findings.expect(shift <= MOST_SHIFT, path, `${width}: a shift of ${shift}: ${JSON.stringify(shifts)}`);
  // What stands there until they come: each such face that this system has sets the words of the page as wide as ours does.
  const wide = await page.evaluate(async () => {
    const said = p => [...p.childNodes].filter(node => !node.matches?.('.cite, .side')).map(node => node.textContent).join('');
    const words = [...document.querySelectorAll('.prose p')].map(said).join(' ').slice(0, 8000);
    const canvas = document.createElement('canvas').getContext('2d');
    const measured = async (family, weight) => {
      await document.fonts.load(`${weight} 16px "${family}"`);
      canvas.font = `${weight} 16px "${family}"`;
      return canvas.measureText(words).width;
    };
    const told = [];
    for (const face of document.fonts) {
      const [like, kind] = face.family.replaceAll('"', '').split(' ');
      if (like !== 'Like' || !await face.load().then(() => true, () => false)) continue;
      const ours = await measured(kind === 'Serif' ? 'Source Serif 4' : 'Source Sans 3', face.weight);
      told.push([`${face.family} ${face.weight}`, await measured(face.family.replaceAll('"', ''), face.weight) / ours]);
    }
    return told;
  });
  for (const [face, ratio] of wide) findings.expect(Math.abs(ratio - 1) < APART, path, `${face} is ${ratio} times as wide as ours`);
}
await browser.close();
findings.end('widths');

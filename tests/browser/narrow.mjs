// usage: node narrow.mjs SITE PAGE…
// In a window as narrow as one at 400 % zoom no letter of a line of facts lies where its clip takes it, and of the dots
// between facts only those are seen that have something before them.
import { Findings, address, launch } from './open.mjs';

const [, , site, ...paths] = process.argv;
const findings = new Findings();
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
let seen = 0;
for (const path of paths) {
  await page.goto(address(site, path));
  const lines = await page.$$eval('.meta', all => all.map(meta => {
    const edge = meta.getBoundingClientRect().left + parseFloat(getComputedStyle(meta).clipPath.split(' ').at(-1));
    const walker = document.createTreeWalker(meta, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const cut = [];
    let items = 0;
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (!text.data.trim()) continue;
      range.selectNodeContents(text);
      items += 1;
      if ([...range.getClientRects()].some(line => line.width > 0 && line.left < edge)) cut.push(text.data);
    }
    return { items, cut, wide: meta.scrollWidth > meta.clientWidth + 1 };
  }));
  for (const { items, cut, wide } of lines) {
    seen += items;
    for (const words of cut) findings.add(path, `letters of “${words}” are clipped`);
    findings.expect(!wide, path, 'a line of facts is wider than the window');
  }
}
await browser.close();
findings.end(`${seen} facts`);

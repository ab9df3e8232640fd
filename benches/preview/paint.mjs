// usage: node paint.mjs PAGE SITE TIMES
// Saves files of a site while Chromium shows a page of it. Says what was saved and how many ms later the page had
// painted it, line by line. One clock: this process writes the file, and the page calls it back.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch } from '../../tests/browser/open.mjs';

const [, , address, site, times] = process.argv;
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const session = await page.context().newCDPSession(page);
let told = () => {};
session.on('Runtime.bindingCalled', () => told(performance.now()));
await session.send('Runtime.enable');
await session.send('Runtime.addBinding', { name: 'paintedNow' });

await page.goto(address);
await page.waitForFunction(() => 'standpointPainted' in document.documentElement.dataset);
await page.evaluate(() => {
  const observer = new MutationObserver(() => window.paintedNow(''));
  observer.observe(document.documentElement, { attributeFilter: ['data-standpoint-painted'] });
});

const briefing = name => {
  const path = join(site, `content/briefings/briefing-${name}.md`);
  const text = readFileSync(path, 'utf8');
  return words => writeFileSync(path, text.replace('\n---\n', `\n---\n${words} `));
};
const template = join(site, 'themes/own/templates/footer.html');
const kinds = [
  ['paragraph', briefing('00000'), true],
  ['template', words => writeFileSync(template, `<footer>${words}</footer>\n`), true],
  ['other', briefing('00001'), false],
];
for (const [kind, save, seen] of kinds)
  // The first ones are for caches and compilers.
  for (let nth = -5; nth < times; nth++) {
    const words = `Saved ${kind} ${nth}.`;
    await sleep(100 + (nth + 5) * 137 % 700);
    const painted = new Promise((done, fail) => {
      told = done;
      setTimeout(() => fail(new Error(`never painted: ${words}`)), 20000).unref();
    });
    const start = performance.now();
    save(words);
    const end = await painted;
    if (seen !== await page.evaluate(words => document.body.textContent.includes(words), words))
      throw new Error(`painted without it: ${words}`);
    if (nth >= 0) console.log(`${kind}\t${end - start}`);
  }
await browser.close();

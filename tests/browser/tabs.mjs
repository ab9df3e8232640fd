// usage: node tabs.mjs PROGRAM SITE
// Several tabs of a site that is being edited, a hidden one, and a server that ends and comes back.
import { Findings, launch } from './open.mjs';
import { Preview, Tab } from './preview.mjs';

const findings = new Findings();
const preview = new Preview(...process.argv.slice(2));
await preview.start();
const browser = await launch();
const context = await browser.newContext();
const briefing = 'content/briefings/b.md';

// A browser has six connections for all tabs of a site.
const tabs = [];
for (let nth = 0; nth < 7; nth++) {
  const tab = new Tab(await context.newPage(), preview, findings);
  tabs.push(tab);
  await tab.open('/briefings/b.html');
}
for (const words of ['insists', 'repeats']) {
  preview.edit(briefing, /Paragraph 2 \w+/, `Paragraph 2 ${words}`);
  await Promise.all(tabs.map(tab => tab.says(`Paragraph 2 ${words}`)));
}
for (const tab of tabs) {
  tab.expect(await tab.page.evaluate(() => document.visibilityState === 'visible'), 'a tab is not visible');
  tab.expect(tab.noise.length === 0, `the console says: ${tab.noise.join(' | ')}`);
}
await Promise.all(tabs.slice(1).map(tab => tab.page.close()));
const [tab] = tabs;

// A hidden tab rests, and catches up.
await tab.show(false);
preview.edit(briefing, 'Paragraph 5 says', 'Paragraph 5 whispers');
await tab.page.waitForTimeout(500);
tab.expect(!(await tab.text()).includes('whispers'), 'a hidden tab is at work');
await tab.show(true);
await tab.says('whispers');

// Without a server, and with the next one.
const lost = tab.panel.locator('.lost', { hasText: 'Preview stopped' });
await preview.end();
await lost.waitFor();
preview.edit(briefing, 'Paragraph 6 says', 'Paragraph 6 shouts');
await preview.start();
await lost.waitFor({ state: 'hidden' });
await tab.says('shouts');
preview.edit(briefing, 'Paragraph 7 says', 'Paragraph 7 sings');
await tab.says('sings');

await browser.close();
await preview.end();
findings.end(tabs.length);

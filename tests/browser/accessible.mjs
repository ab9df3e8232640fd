// usage: node accessible.mjs SITE [--width 360] [--dark] [--print] [--most 30]
// Looks at pages as a browser and as the rules of WCAG 2.2 AA see them: axe-core (target size included), console
// errors, requests that leave the site, pages wider than the window.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Findings, address, launch, pages } from './open.mjs';

const option = (name, other) => { const at = process.argv.indexOf(name); return at < 0 ? other : process.argv[at + 1]; };
const site = process.argv[2];
const width = +option('--width', 1280);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const findings = new Findings();
const browser = await launch();
const context = await browser.newContext({
  viewport: { width, height: 900 },
  colorScheme: process.argv.includes('--dark') ? 'dark' : 'light',
});
const paths = pages(site, +option('--most', 30));
for (const path of paths) {
  const page = await context.newPage();
  page.on('console', message => message.type() === 'error' && findings.add(path, 'console: ' + message.text()));
  page.on('pageerror', error => findings.add(path, 'script: ' + error.message));
  page.on('request', request => { if (!request.url().startsWith('file:')) findings.add(path, 'asks for ' + request.url()); });
  page.on('requestfailed', request => findings.add(path, 'cannot have ' + request.url()));
  await page.goto(address(site, path), { waitUntil: 'load' });
  if (process.argv.includes('--print')) await page.emulateMedia({ media: 'print' });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (!process.argv.includes('--print')) findings.expect(over <= 0, path, `${over}px wider than the window of ${width}px`);
  await page.evaluate(axe);
  const rules = { resultTypes: ['violations'], preload: false, rules: { 'target-size': { enabled: true } } };
  const result = await page.evaluate(rules => window.axe.run(document, rules), rules);
  for (const { id, impact, nodes } of result.violations)
    findings.add(path, `axe ${id} (${impact}), ${nodes.length} times, first ${nodes[0].target}: ${nodes[0].html.slice(0, 120)}`);
  await page.close();
}
await browser.close();
findings.end(paths.length);

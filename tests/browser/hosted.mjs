// A built site as readers get it from a host: nothing is missing, nothing is asked of others, fonts and styles are
// there, on every page and at addresses where nothing stands.
//   node hosted.mjs BASE SITE [MOST]
import { Findings, launch, pages } from './open.mjs';

const [base, site, most] = process.argv.slice(2);
const findings = new Findings();
const browser = await launch();
const page = await browser.newPage();

let at = '';
const wanted = url => url.startsWith(base) || url.startsWith('data:');
page.on('request', request => findings.expect(wanted(request.url()), at, `asks for ${request.url()}`));
page.on('response', response => {
  const missing = at.startsWith('gone') && response.url() === base + at;
  findings.expect(response.status() === (missing ? 404 : 200), at, `${response.status()} for ${response.url()}`);
});
page.on('console', message => findings.expect(at.startsWith('gone'), at, `console: ${message.text()}`));
page.on('pageerror', error => findings.add(at, `error: ${error.message}`));

const all = pages(site, Number(most) || Infinity);
for (at of [...all, 'gone.html', 'gone/very/deep/', 'gone/deep.html']) {
  await page.goto(base + at);
  const look = await page.evaluate(async () => {
    await document.fonts.ready;
    return {
      sheets: [...document.styleSheets].length,
      fonts: [...document.fonts].filter(font => font.status === 'loaded').length,
      // `Like Serif` and `Like Sans` are fonts of the system, of which none has all.
      failed: [...document.fonts].filter(font => font.status === 'error' && !font.family.includes('Like ')).length,
    };
  });
  findings.expect(look.sheets >= 2, at, 'has no styles');
  findings.expect(look.fonts > 0 && look.failed === 0, at, `fonts: ${look.fonts} loaded, ${look.failed} failed`);
}
await browser.close();
findings.end(all.length);

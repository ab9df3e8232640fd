// usage: node policy.mjs SITE [--most 40]
// Pages as readers have them: from a host, from below a folder of a host, and from disk. On none of them may the
// security policy be broken, another host be asked, or a style sheet or font be missing.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Findings, address, launch, pages } from './open.mjs';

const site = process.argv[2];
const most = process.argv.includes('--most') ? +process.argv[process.argv.indexOf('--most') + 1] : Infinity;
const findings = new Findings();
const kinds = { '.html': 'text/html', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.js': 'text/javascript' };

// Some of the rules of GitHub Pages: a site below a folder, and its 404.html at any address that is not there.
const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://host').pathname);
  const file = path.startsWith('/repo/') ? path.slice('/repo/'.length) : path.slice(1);
  const give = (status, name, body) => response.writeHead(status, { 'Content-Type': kinds[extname(name)] ?? 'text/plain' }).end(body);
  try { give(200, file || 'index.html', await readFile(join(site, file || 'index.html'))); }
  catch { give(404, '404.html', await readFile(join(site, '404.html'))); }
});
await new Promise(done => server.listen(0, '127.0.0.1', done));
const host = `http://127.0.0.1:${server.address().port}`;

const browser = await launch();
const context = await browser.newContext();
await context.addInitScript(() => {
  window.broken = [];
  document.addEventListener('securitypolicyviolation', event => window.broken.push(`${event.effectiveDirective} refuses ${event.blockedURI}`));
});

// A tab for the pages of one place: `from` is what all their addresses begin with.
async function look(from, list) {
  const page = await context.newPage();
  let where, missing;
  page.on('console', message => {
    const expected = missing && message.text().includes('404');
    if (['error', 'warning'].includes(message.type()) && !expected) findings.add(where, 'console: ' + message.text());
  });
  page.on('request', request => findings.expect(request.url().startsWith(from), where, 'asks for ' + request.url()));
  page.on('requestfailed', request => {
    // What the next page came before, such as the icon.
    if (request.failure().errorText !== 'net::ERR_ABORTED') findings.add(where, 'cannot have ' + request.url());
  });
  for (const url of list) {
    [where, missing] = [url, url.includes('nothing')];
    await page.goto(url, { waitUntil: 'load' });
    const seen = await page.evaluate(async () => {
      await document.fonts.ready;
      return {
        broken: window.broken,
        policy: document.head.querySelector('meta:nth-child(2)')?.httpEquiv,
        styled: getComputedStyle(document.querySelector('.skip')).position === 'absolute',
        fonts: [...document.fonts].filter(font => font.status === 'loaded').length,
        // `Like Serif` and `Like Sans` are fonts of the system, of which none has all.
        failed: [...document.fonts].filter(font => font.status === 'error' && !font.family.includes('Like ')).length,
      };
    });
    for (const what of seen.broken) findings.add(where, what);
    findings.expect(seen.policy === 'Content-Security-Policy', where, 'the policy is not the second thing in the head');
    findings.expect(seen.styled, where, 'has no style sheet');
    findings.expect(seen.fonts > 0 && !seen.failed, where, `${seen.fonts} fonts are there, ${seen.failed} are not`);
  }
  await page.close();
}

const paths = pages(site, most);
const more = ['', 'nothing.html', 'deep/below/nothing.html'];
await Promise.all([
  look(`${host}/`, [...paths, ...more].map(path => `${host}/repo/${path}`)),
  look(address(site, ''), paths.map(path => address(site, path))),
]);

// A policy that lets everything pass would pass all of that too.
const script = await context.newPage();
await script.goto(`${host}/repo/`);
const stopped = await script.evaluate(async () => {
  const image = new Image();
  image.src = 'http://127.0.0.1:9/x.png';
  const script = document.createElement('script');
  script.textContent = 'window.ran = true';
  document.head.append(script, image);
  const asked = await fetch('http://127.0.0.1:9/').then(() => true, () => false);
  await new Promise(done => setTimeout(done));
  return { asked, ran: !!window.ran, broken: window.broken };
});
const directives = stopped.broken.map(what => what.split(' ')[0]).sort().join();
findings.expect(!stopped.asked && !stopped.ran, 'policy', 'a script of the page ran, or another host was asked');
findings.expect(directives === 'connect-src,img-src,script-src-elem', 'policy', `stopped only ${directives}`);

await browser.close();
server.close();
findings.end(paths.length);

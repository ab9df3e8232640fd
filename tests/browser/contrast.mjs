// usage: node contrast.mjs SITE [--dark] [--print] PAGE…
// Measures every text of pages against what lies behind it, and every sign of a stance: as it stands, and on the
// first two pages also pointed at, with the focus, visited, and led to. 4.5 to 1 for text, 3 to 1 for large text, signs and the ring of the focus, as WCAG 2.2 AA asks.
import { Findings, address, launch } from './open.mjs';

const [site, ...rest] = process.argv.slice(2);
const [dark, print] = ['--dark', '--print'].map(flag => rest.includes(flag));
const paths = rest.filter(word => !word.startsWith('--'));

// What runs in the page.
function measure(ring) {
  const scratch = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const rgba = text => {
    if (!known.has(text)) {
      const mixed = text.match(/^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)$/);
      const plain = text.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/);
      const [, r, g, b, a] = mixed ?? plain ?? [];
      if (r === undefined) throw new Error('no colour: ' + text);
      const scale = mixed ? 255 : 1;
      known.set(text, [r * scale, g * scale, b * scale, a === undefined ? 1 : +a]);
    }
    return known.get(text);
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((part, at) => part * a + under[at] * (1 - a));
  // The ground of a sheet or of a window.
  const isDark = getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches;
  const grounds = new Map([[null, isDark ? [18, 18, 18] : [255, 255, 255]]]);
  const behind = element => {
    if (!grounds.has(element)) {
      const colour = rgba(getComputedStyle(element).backgroundColor);
      grounds.set(element, colour[3] === 1 ? colour.slice(0, 3) : over(colour, behind(element.parentElement)));
    }
    return grounds.get(element);
  };
  const light = colour => {
    const [r, g, b] = colour.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (fore, ground) => {
    const [a, b] = [light(over(fore, ground)), light(ground)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !element.closest('.visually-hidden, .skip') && element.getClientRects().length > 0;
  const found = [];
  let count = 0;
  const expect = (element, what, fore, least) => {
    const ground = behind(element);
    const is = contrast(rgba(fore), ground);
    count++;
    if (is < least - 0.005)
      found.push(`${what}: ${is.toFixed(2)}, needs ${least} (${fore} on ${ground.map(Math.round)}) <${element.localName} class="${element.getAttribute('class') ?? ''}">`);
  };
  const least = style => {
    const size = parseFloat(style.fontSize);
    return size >= 24 || size >= 18.66 && +style.fontWeight >= 600 ? 3 : 4.5;
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (!seen(element)) continue;
    const style = getComputedStyle(element);
    const own = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('').trim();
    if (own && parseFloat(style.fontSize) > 0) {
      const svg = element.namespaceURI.endsWith('svg');
      if (!svg || element.localName === 'text') expect(element, `“${own.slice(0, 30)}”`, svg ? style.fill : style.color, least(style));
    }
    for (const name of ['::before', '::after']) {
      const made = getComputedStyle(element, name);
      if (/[\p{L}\p{N}✓!×▸▾]/u.test(made.content) && !/^(none|normal|counter)/.test(made.content) && made.display !== 'none')
        expect(element, `${name} ${made.content}`, made.color, least(made));
    }
    if (element.classList.contains('symbol')) expect(element, 'a sign', style.color, 3);
    if (ring && element.matches('a, summary')) {
      const target = element.parentElement;
      if (style.outlineStyle !== 'none') expect(target, 'the ring of the focus', style.outlineColor, 3);
    }
  }
  return { found, count };
}

const findings = new Findings();
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: dark ? 'dark' : 'light' });
let looked = 0;
for (const path of paths) {
  const page = await context.newPage();
  await page.goto(address(site, path), { waitUntil: 'load' });
  if (print) await page.emulateMedia({ media: 'print', colorScheme: dark ? 'dark' : 'light' });
  const session = await context.newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument', { depth: 0 });
  const nodes = async selector => (await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector })).nodeIds;
  const [links, places] = [await nodes('a, summary'), await nodes('[id]')];
  const states = print || path !== paths[0] && path !== paths[1] ? [[]] : [[], ['hover'], ['focus', 'focus-visible'], ['visited'], ['target']];
  for (const state of states) {
    const put = forcedPseudoClasses => nodeId => session.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses });
    await Promise.all(links.map(put([])));
    await Promise.all((state[0] === 'target' ? places : links).map(put(state)));
    const { found, count } = await page.evaluate(measure, state.includes('focus'));
    looked += count;
    for (const line of new Set(found)) findings.add(`${path}${state.length ? ' :' + state[0] : ''}`, line);
  }
  if (print) {
    const ground = await page.evaluate(() => [document.documentElement, document.body].map(e => getComputedStyle(e).backgroundColor).join());
    findings.expect(/^rgba\(0, 0, 0, 0\),rgb\(255, 255, 255\)$/.test(ground), path, `the sheet is not white: ${ground}`);
  }
  await page.close();
}
await browser.close();
findings.end(looked);

// usage: node layout.mjs words|markers|matrix|spectrum|sides|sheets SITE PAGE…
// How pages of the sites of `tests/it/layout.rs` lie: titles of long words, two markers, a matrix of many actors, a spectrum that is read
// from the right, notes beside the text. And whether the browser understands every rule of a style sheet.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Findings, address, launch } from './open.mjs';

const [, , what, site, ...paths] = process.argv;
const findings = new Findings();
const browser = await launch();
const open = async (path, width) => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(address(site, path));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  findings.expect(wide <= 0, path, `${width}: ${wide} pixels are beyond the window`);
  return page;
};

// No word of a title is wider than the window, and the language of the page breaks those that would be.
async function words(path) {
  for (const width of [320, 800, 1440]) {
    const page = await open(path, width);
    const titles = await page.$$eval('h1, h2, h3, .masthead-name, .colophon-name', all =>
      all.filter(title => title.checkVisibility()).map(title => {
        const range = document.createRange();
        range.selectNodeContents(title);
        const edge = title.parentElement.getBoundingClientRect().right;
        const out = [...range.getClientRects()].some(line => line.right > edge + 1);
        return { name: title.textContent.trim(), out, hyphens: getComputedStyle(title).hyphens, is: title.localName };
      }));
    findings.expect(titles.length > 2, path, `${width}: only ${titles.length} titles`);
    for (const { name, out, hyphens, is } of titles) {
      findings.expect(!out, path, `${width}: “${name}” is wider than its place`);
      findings.expect(hyphens === 'auto' || (!is.startsWith('h') && width > 768), path, `${width}: “${name}” has hyphens: ${hyphens}`);
    }
    await page.close();
  }
}

// Of two markers side by side none begins a line, however wide the window is.
async function markers(path) {
  let pairs = 0;
  const page = await open(path, 1440);
  for (let width = 300; width < 1440; width += 20) {
    await page.setViewportSize({ width, height: 900 });
    const told = await page.$$eval('.prose .cite', all => all.flatMap(marker => {
      let before = marker.previousSibling;
      if (before?.className === 'side' || before?.className === 'side side-again') before = before.previousSibling;
      return before?.className === 'cite' ? [Math.abs(before.getBoundingClientRect().top - marker.getBoundingClientRect().top)] : [];
    }));
    pairs += told.length;
    findings.expect(told.every(apart => apart < 5), path, `${width}: two markers are ${told} pixels apart`);
  }
  findings.expect(pairs > 100, path, `only ${pairs} pairs`);
  await page.close();
}

// A wide screen shows all columns; on one that cannot, the head and the names of issues stay while the rest is moved.
async function matrix(path) {
  for (const [width, scrolls] of [[1440, true], [2560, false]]) {
    const page = await open(path, width);
    const told = await page.$eval('.matrix-scroll', table => {
      const [head, name] = ['thead th:nth-child(2)', 'tbody th'].map(wanted => table.querySelector(wanted));
      const moves = table.scrollWidth > table.clientWidth + 1;
      table.style.maxBlockSize = '200px';
      const before = [head.getBoundingClientRect().top, name.getBoundingClientRect().left];
      table.scrollTo(300, 200);
      const down = table.scrollTop;
      return { moves, down, before, after: [head.getBoundingClientRect().top, name.getBoundingClientRect().left] };
    });
    findings.expect(told.moves === scrolls, path, `${width}: columns are out of sight: ${told.moves}`);
    findings.expect(told.down > 50, path, `${width}: rows do not move`);
    findings.expect(`${told.before}` === `${told.after}`, path, `${width}: head and names move from ${told.before} to ${told.after}`);
    await page.close();
  }
}

// Where reading begins at the right, so does the scale: in its list, in the picture, and letters are as they are read.
async function spectrum(path) {
  for (const width of [320, 1440]) {
    const page = await open(path, width);
    const told = await page.$eval('.spectrum', figure => {
      const middle = node => { const { left, right } = node.getBoundingClientRect(); return (left + right) / 2; };
      const picture = figure.querySelector('.spectrum-picture');
      const name = figure.querySelector('.spectrum-name');
      const turned = node => new DOMMatrix(getComputedStyle(node).transform).a;
      return {
        options: [...figure.querySelectorAll('.spectrum-options li')].slice(0, 2).map(middle),
        numbers: [...figure.querySelectorAll('.spectrum-number')].map(middle),
        places: [...figure.querySelectorAll('.spectrum-place')].map(middle),
        letters: turned(picture) * turned(name),
        gap: Math.abs(picture.getBoundingClientRect().right - name.getBoundingClientRect().right),
      };
    });
    const falls = list => list.length > 1 && list.every((x, at) => at === 0 || x < list[at - 1]);
    for (const part of ['options', 'numbers', 'places']) findings.expect(falls(told[part]), path, `${width}: ${part} at ${told[part]}`);
    findings.expect(told.letters === 1, path, `${width}: letters are mirrored`);
    findings.expect(told.gap < 3, path, `${width}: names stand ${told.gap} pixels away from where lines are read from`);
    await page.close();
  }
}

// What stands beside the text lies over nothing: no line of text, no picture, no table, no rule, no other note.
async function sides(path) {
  const page = await open(path, 1280);
  for (const width of [1280, 1440, 1920, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const told = await page.evaluate(() => {
      const seen = node => node.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }) && !node.closest('.visually-hidden');
      // What scrolls hides what is beyond its edge.
      const within = (box, node) => {
        const edge = node.closest('.matrix-scroll, .table-scroll, pre')?.getBoundingClientRect();
        return edge ? { top: box.top, bottom: box.bottom, left: Math.max(box.left, edge.left), right: Math.min(box.right, edge.right) } : box;
      };
      const boxes = [...document.querySelectorAll('main *')].filter(node => seen(node) && !node.closest('.side, svg *')).flatMap(node => {
        const box = node.getBoundingClientRect(), style = getComputedStyle(node), range = document.createRange();
        const lines = [...node.childNodes].filter(child => child.nodeType === Node.TEXT_NODE && child.data.trim()).flatMap(text => {
          range.selectNodeContents(text);
          return [...range.getClientRects()];
        });
        if (['table', 'svg', 'img', 'hr', 'pre'].includes(node.localName)) lines.push(box);
        if (parseFloat(style.borderTopWidth)) lines.push({ top: box.top, bottom: box.top + 1, left: box.left, right: box.right });
        return lines.map(line => [`${node.localName}.${node.getAttribute('class')}`, within(line, node)]);
      });
      const sides = [...document.querySelectorAll('.side')].filter(side => side.getClientRects().length);
      const told = sides.map(side => [`note ${side.textContent.trim().slice(0, 20)}`, side.getBoundingClientRect()]);
      const meet = (a, b) => a.bottom > b.top + 1 && a.top < b.bottom - 1 && a.right > b.left + 1 && a.left < b.right - 1;
      const over = told.flatMap(([name, side], at) => [...boxes, ...told.slice(at + 1)].filter(([, box]) => meet(side, box)).map(([other]) => `${name} over ${other}`));
      return { beside: sides.filter(side => getComputedStyle(side).float !== 'none').length, over: [...new Set(over)] };
    });
    findings.expect(told.beside >= 5, path, `${width}: only ${told.beside} notes stand beside the text`);
    for (const over of told.over) findings.add(path, `${width}: ${over}`);
  }
  await page.close();
}

// A list of selectors of which the browser does not know one is dropped as a whole, in silence.
async function sheets(path) {
  const text = readFileSync(join(site, path), 'utf8').replace(/\/\*[^]*?\*\//g, '').replace(/"(\\.|[^"\\])*"/g, '""');
  const heads = [...text.matchAll(/([^{}]+)\{[^{}]*\}/g)].map(([, head]) => head.split(';').at(-1).trim());
  const rules = heads.filter(head => !head.startsWith('@') && !/^(from|to|[\d.]+%)/.test(head));
  findings.expect(rules.length > 100, path, `only ${rules.length} rules`);
  const page = await browser.newPage();
  const unknown = await page.evaluate(rules => rules.filter(rule => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${rule} {}`);
    return sheet.cssRules.length !== 1;
  }), rules);
  for (const rule of unknown) findings.add(path, `the browser does not understand ${rule}`);
  await page.close();
}

for (const path of paths) await { words, markers, matrix, spectrum, sides, sheets }[what](path);
await browser.close();
findings.end(`${paths.length} pages`);

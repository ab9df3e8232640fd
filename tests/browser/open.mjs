// A page of a built site in real Chromium, opened from disk as a double click would.
import { chromium } from 'playwright-core';
import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = () =>
  chromium.launch({ executablePath: process.env.STANDPOINT_BROWSER || '/usr/bin/chromium', args: flags });

export const address = (site, path) => {
  const [file, place] = path.split('#');
  return pathToFileURL(join(site, file)).href + (place === undefined ? '' : '#' + place);
};

// Every page of the site, or `most` of them: of each folder in turn, for pages of a kind stand in one.
export function pages(site, most = Infinity) {
  const walk = folder => readdirSync(folder).sort().flatMap(name => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : name.endsWith('.html') ? [relative(site, path)] : [];
  });
  // The page for missing addresses is made for a host: from disk its addresses lead nowhere.
  const all = walk(site).filter(path => path !== '404.html');
  if (all.length <= most) return all;
  const folders = [...all.reduce((folders, path) => {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    return folders.set(folder, [...(folders.get(folder) ?? []), path]);
  }, new Map()).values()];
  const turns = Array.from({ length: Math.max(...folders.map(pages => pages.length)) }, (_, turn) => turn);
  return turns.flatMap(turn => folders.flatMap(pages => pages.slice(turn, turn + 1))).slice(0, most);
}

// Collects findings and ends the process the way Cargo's tests expect.
export class Findings {
  list = [];
  add(where, what) { this.list.push(`${where}: ${what}`); }
  expect(truth, where, what) { if (!truth) this.add(where, what); }
  end(done) {
    for (const line of this.list) console.log(line);
    console.log(`${done} looked at, ${this.list.length} found`);
    process.exit(this.list.length ? 1 : 0);
  }
}

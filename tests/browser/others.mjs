// usage: node others.mjs SITE ADDRESS
// What a feed reader makes of the feed of a built site, and a JSON-LD processor of its pages. ADDRESS is its `base_url`.
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import FeedParser from 'feedparser';
import jsonld from 'jsonld';
import { Findings, pages } from './open.mjs';

const [site, base] = process.argv.slice(2);
const findings = new Findings();

// The feed.
const entries = [];
const parser = new FeedParser();
parser.on('error', error => findings.add('feed.xml', error.message));
parser.on('readable', () => { for (let entry; (entry = parser.read());) entries.push(entry); });
createReadStream(join(site, 'feed.xml')).pipe(parser);
await new Promise(done => parser.on('end', done));
const { meta } = parser;
const expect = (truth, what) => findings.expect(truth, 'feed.xml', what);
expect(meta['#type'] === 'atom' && meta['#version'] === '1.0', `it is ${meta['#type']} ${meta['#version']}`);
expect(meta.link === base && meta.xmlurl === base + 'feed.xml', `it leads to ${meta.link} and ${meta.xmlurl}`);
expect(meta.title && meta.author && meta.date, 'it lacks a title, an author or a date');
expect(entries.length > 0, 'it is empty');
expect(new Set(entries.map(entry => entry.guid)).size === entries.length, 'an id stands twice');
expect(entries.every((entry, at) => at === 0 || entry.date <= entries[at - 1].date), 'it is not in the order of its dates');
for (const { title, guid, link, date, author, description } of entries) {
  expect(title && link?.startsWith(base) && guid.startsWith(base), `${title}: ${link}, ${guid}`);
  expect(date instanceof Date && !Number.isNaN(+date) && author, `${title}: ${date}, ${author}`);
  expect(description?.includes('<p>') && !/(href|src)="(?!https?:|mailto:)/.test(description), `${title} has no text, or a relative address`);
}

// The terms of schema.org that pages use, each of which stands at schema.org/TERM. Any other one is an error.
const terms = ['name', 'description', 'text', 'inLanguage', 'author', 'publisher', 'citation', 'about', 'appearance', 'claimInterpreter',
  'Report', 'Claim', 'Organization', 'Person', 'Thing', 'CreativeWork', 'NewsArticle', 'Article', 'SocialMediaPosting', 'Dataset', 'DigitalDocument'];
const context = Object.fromEntries(terms.map(term => [term, 'http://schema.org/' + term]));
for (const address of ['url', 'archivedAt']) context[address] = { '@id': 'http://schema.org/' + address, '@type': '@id' };
context.datePublished = { '@id': 'http://schema.org/datePublished', '@type': 'http://schema.org/Date' };
const documentLoader = async url => {
  if (url !== 'https://schema.org') throw new Error(`asks for ${url}`);
  return { contextUrl: null, documentUrl: url, document: { '@context': context } };
};

const found = {};
const paths = pages(site);
for (const path of paths) {
  const html = readFileSync(join(site, path), 'utf8');
  for (const [, json] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
    try {
      const [thing] = await jsonld.expand(JSON.parse(json), { documentLoader, safe: true });
      const type = thing['@type'][0].split('/').at(-1);
      found[type] = (found[type] ?? 0) + 1;
      const held = type === 'Report' ? 'citation' : 'appearance';
      for (const property of ['name', 'url', 'inLanguage', held])
        findings.expect(thing['http://schema.org/' + property], path, `the ${type} has no ${property}`);
      findings.expect(thing['http://schema.org/url']?.[0]['@id'] === base + path, path, 'it has another address');
    } catch (error) { findings.add(path, `${error.message} ${JSON.stringify(error.details ?? {}).slice(0, 200)}`); }
  }
}
findings.expect(found.Report > 0 && found.Claim > 0, 'JSON-LD', `only ${JSON.stringify(found)}`);
findings.end(paths.length);

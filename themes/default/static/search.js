// Search: the page's own index, in packs that are added as scripts, since that works from a disk too.
// Nothing is loaded before somebody types. Each page has this for the key "/", which leads to search.html.
'use strict';
{
// --- Words: folded as the index has them (src/render/files/search/words.rs).

const OTHERS = { ς: 'σ', ґ: 'г', ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' };
const UNSPACED = '\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff';
const RUNS = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, 'gu');

const fold = text => text.normalize('NFKD').toLowerCase().replace(/[\p{M}\u00ad\u200c\u200d]/gu, '')
  .replace(/[ςґłøđıßæœ]/g, letter => OTHERS[letter])
  .replace(/(?<![\p{L}\p{N}])([a-z]{1,2})['’‘ʼ]/gu, '$1 ').replace(/['’‘ʼ]/g, '');

// The words of a text. A script without spaces is cut into pairs of letters.
const wordsOf = text => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(word => word.match(RUNS).flatMap(run =>
  !new RegExp(`[${UNSPACED}]`).test(run) || run.length < 2 ? run : [...run].slice(1).map((letter, at) => [...run][at] + letter)))
  .filter(word => word.length > 1 || /[\p{N}\u0e00-\u9fff]/u.test(word));

const KIN = { з: 'г', ж: 'г', ц: 'к', ч: 'к', с: 'х', ш: 'х' };
const isCyrillic = word => /^[\u0400-\u052f]/.test(word);

// By what the packs of words are chosen: all forms of a word share it.
function keyOf(word) {
  if (!isCyrillic(word)) return [...word].slice(0, 3).join('');
  const consonant = word.slice(1).match(/[^аеиоуыэюяієьъ]/)?.[0] ?? '';
  return word[0] + (KIN[consonant] ?? consonant);
}

// --- Forms: two words are forms of one when they share a stem of three letters and half the word at least, and what is
// left of both is an ending. Vowels that come and go, and consonants that take turns, are one.

const ENDINGS = {
  slavic: ('а я о е у ю ы и і ь є ом ем єм ою ею єю ові еві єві ам ям ами ями ах ях ів ов ев еи ми ню ня ні ей ией ' +
    'ии іи ыи ои ого его ього ому ему ьому им ім ым их іх ых ими іми ыми ая яя ое ее ую юю ые ие оі єі іі ' +
    'ти ть в л ла ло ли еш єш иш іш ешь ишь ет ит ить іть емо ємо имо імо ете єте ите іте ут ют ат ят уть ють ать ять ' +
    'ати ять яти ити іти ыть еть ав ял ала яла ало яло али яли ил ила ило или ел ела ело ели ыл ыла ыло ыли ив іла іло ів іли ' +
    'лю ляють лять лит увати ував увала увало ували ую уєш ує уємо уєте ують уи уите ' +
    'овать овал овала овало овали ует уешь уем уете уют ути ув ула уло ули нуть нул нула нуло нули ьте іть ите').split(' '),
  english: 's es ed ing e y ies ied'.split(' '),
};
const LONGEST = 6;
const sets = { slavic: new Set(ENDINGS.slavic), english: new Set(ENDINGS.english) };

function stems(word, english) {
  const slavic = isCyrillic(word);
  if (!slavic && !english) return [word];
  const endings = slavic ? sets.slavic : sets.english;
  if (slavic && word.length > 5) word = word.replace(/с[яь]$/, '');
  const found = [];
  for (let left = 0; left <= LONGEST; left++) {
    const length = word.length - left;
    if (length < 3 || length < left) break;
    if (left && !endings.has(word.slice(length))) continue;
    const stem = word.slice(0, length);
    found.push(!slavic ? stem.replace(/([^aeiou])\1$/, '$1')
      : stem.replace(/[оеєі]([^аеиоуыэюяієь]{1,2}ь?)$/, '$1').replace(/(.)[зжцчсш]$/, (all, before) => before + KIN[all.at(-1)]));
  }
  return found;
}

// How well a word is what somebody typed: 3 the word, 2 a form of it, 1 it begins so, 0 not at all.
function matcher(typed, english, isWhole) {
  const own = new Set(stems(typed, english));
  const start = typed.slice(0, 2);
  return word => word === typed ? 3
    : typed.length < 3 || !word.startsWith(start[0]) ? 0
    : stems(word, english).some(stem => own.has(stem)) ? 2
    : !isWhole && word.startsWith(typed) ? 1 : 0;
}

// --- What was asked: words that must be there, `-word`, `"a phrase"`, `by:actor`, `cites:source`.

function parse(text) {
  const asked = [];
  for (const [, minus, name, phrase, plain] of text.matchAll(/(-?)(?:(by|cites):)?(?:["“„«]([^"”“»]*)["”“»]?|([^\s"“„«]+))/gu)) {
    const said = phrase ?? plain;
    const words = name === 'cites' ? [said.toLowerCase()] : wordsOf(said);
    if (words.length) asked.push({ not: !!minus, name, words, phrase: phrase === undefined || name ? '' : fold(phrase).trim() });
  }
  // The last word may not be finished yet.
  asked.forEach((one, at) => { one.open = at === asked.length - 1 && !/\s$/.test(text) && !one.phrase; });
  return asked;
}

// --- Packs

const packs = {}, waiting = {};
const root = document.currentScript.src.replace(/assets\/search\.js.*$/, '');
window.standpointSearch = (name, data) => { packs[name] = data; };

const load = name => waiting[name] ??= new Promise((done, fail) => {
  const script = document.createElement('script');
  script.src = `${root}search/${name}.js`;
  script.onload = () => packs[name] ? done(packs[name]) : fail();
  script.onerror = fail;
  document.head.append(script);
}).catch(() => { delete waiting[name]; throw name; });

// Numbers that are kept as their steps to the base of 36.
const numbers = steps => { let last = 0; return steps ? steps.split(',').map(step => last += parseInt(step, 36)) : []; };

let head, english;
async function open() {
  if (head) return;
  const loaded = await load('head');
  loaded.claims.pages = numbers(loaded.claims.pages);
  english = loaded.languages.some(([tag]) => /^en\b/i.test(tag));
  head = loaded;
}

// The hits of one word, each with how well it fits.
async function hitsOf(word, one) {
  const isKey = one.name === 'cites';
  const term = isKey ? '@' + word : word;
  const key = keyOf(term);
  let pack = head.from.length - 1;
  while (pack && head.from[pack] > key) pack--;
  const found = new Map(), words = await load('words-' + pack);
  const fits = isKey ? other => other === term ? 3 : one.open && other.startsWith(term) ? 1 : 0
    : one.phrase ? other => other === term ? 3 : 0 : matcher(term, english, !one.open);
  for (const other in words) {
    const how = fits(other);
    if (how) for (const hit of numbers(words[other])) found.set(hit, Math.max(how, found.get(hit) ?? 0));
  }
  return found;
}

const pageOf = hit => hit < head.pages.length ? hit : head.claims.pages[hit - head.pages.length];
const row = hit => head.pages[pageOf(hit)];
const isClaim = hit => hit >= head.pages.length;
const kindOf = hit => isClaim(hit) ? { p: 'position', j: 'judgement', q: 'quotation' }[head.claims.kinds[hit - head.pages.length]] : head.kinds[row(hit)[0]][0];
const yearOf = hit => (isClaim(hit) ? head.claims.years[hit - head.pages.length] : row(hit)[4]) ?? 0;

// Who is called so: by id, or by words of a name.
const called = words => head.actors.flatMap(([id, name, others], at) =>
  fold(id) === words.join('-') || [id, name, ...others].some(name => { const own = wordsOf(name); return words.every(word => own.includes(word)); }) ? [at] : []);

// What an actor says: positions, and sources in its voice.
const saidBy = (hit, actors) => ['position', 'quotation', 'source'].includes(kindOf(hit)) && (row(hit)[6] ?? []).some(actor => actors.includes(actor));

async function find(text) {
  await open();
  const asked = parse(text);
  const wanted = asked.filter(one => !one.not);
  if (!asked.length) return null;
  const all = () => new Map([...Array(head.pages.length + head.claims.pages.length).keys()].map(hit => [hit, 1]));
  const hits = async one => {
    if (one.name === 'by') { const actors = called(one.words); return new Map([...all()].filter(([hit]) => saidBy(hit, actors))); }
    const each = await Promise.all(one.words.map(word => hitsOf(word, one)));
    return each.reduce((a, b) => new Map([...a].flatMap(([hit, how]) => b.has(hit) ? [[hit, Math.min(how, b.get(hit))]] : [])));
  };
  const lists = await Promise.all(asked.map(hits));
  let found = wanted.length ? lists[asked.indexOf(wanted[0])] : all();
  asked.forEach((one, at) => {
    found = new Map([...found].flatMap(([hit, how]) => lists[at].has(hit) === one.not ? [] : [[hit, one.not ? how : how + lists[at].get(hit)]]));
  });
  const phrases = wanted.map(one => one.phrase).filter(phrase => phrase.includes(' '));
  const plain = wanted.filter(one => !one.name);
  const inTitle = hit => plain.length > 0 && plain.every(one => {
    const own = wordsOf(row(hit)[2]);
    return one.words.every(word => own.some(matcher(word, english, !one.open)));
  });
  // A claim says more than the page on which it stands, unless the page is what was asked for.
  const claimed = new Set([...found.keys()].filter(isClaim).map(pageOf));
  const list = [...found].map(([hit, how]) => ({ hit, how, title: !isClaim(hit) && inTitle(hit) }))
    .filter(one => isClaim(one.hit) || one.title || !claimed.has(one.hit));
  const kept = phrases.length ? (await Promise.all(list.map(async one => await says(one.hit, phrases) ? [one] : []))).flat() : list;
  const rank = one => (one.title ? 200 : isClaim(one.hit) ? 100 : 0) + one.how;
  return kept.sort((a, b) => rank(b) - rank(a) || yearOf(b.hit) - yearOf(a.hit) || a.hit - b.hit);
}

// Whether a claim or a title has some phrases to the letter; of running text only its words are known.
async function says(hit, phrases) {
  const told = isClaim(hit) ? await claim(hit) : [];
  const text = ' ' + wordsOf([told[0], told[5], row(hit)[2]].filter(Boolean).join(' | ')).join(' ') + ' ';
  return phrases.every(phrase => text.includes(' ' + wordsOf(phrase).join(' ') + ' ')) || (!isClaim(hit) && !row(hit)[2].length);
}

async function claim(hit) {
  const number = hit - head.pages.length;
  return (await load('claims-' + Math.floor(number / head.size)))[number % head.size];
}

// --- The page

const field = document.getElementById('sp-search-words');

document.addEventListener('keydown', event => {
  const at = event.target;
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || at.isContentEditable || /^(input|textarea|select)$/i.test(at.tagName)) return;
  event.preventDefault();
  if (field) { field.focus(); field.select(); } else location.href = root + 'search.html';
});

if (field) begin();

function begin() {
  const MOST = 20;
  const named = name => document.getElementById('sp-search-' + name);
  const [list, count, filters, rest] = ['hits', 'count', 'filters', 'all'].map(named);
  const selects = [...filters.querySelectorAll('select')];
  let turn = 0, shown = MOST, settled = true, own = null;

  const make = (name, text, kind) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  // What a filter knows of a hit.
  const values = {
    kind: hit => [kindOf(hit)],
    actor: hit => (row(hit)[6] ?? []).map(at => head.actors[at][0]),
    issue: hit => (row(hit)[7] ?? []).map(at => head.issues[at][0]),
    language: hit => [head.languages[row(hit)[3] ?? 0][0]],
    year: hit => yearOf(hit) ? [String(yearOf(hit))] : [],
  };
  const labels = {
    kind: value => head.kinds.find(([id]) => id === value)[1],
    actor: value => head.actors.find(([id]) => id === value)[1],
    issue: value => head.issues.find(([id]) => id === value)[1],
    language: value => head.languages.find(([tag]) => tag === value)[1],
    year: value => value,
  };

  const chosen = () => selects.filter(select => select.value).map(select => [select.dataset.filter, select.value]);

  // Fills the choices with what the hits have, each with how many have it.
  function offer(hits, wishes) {
    filters.hidden = !hits.length && !Object.keys(wishes).length;
    for (const select of selects) {
      const name = select.dataset.filter, counts = new Map();
      const others = Object.entries(wishes).filter(([other]) => other !== name);
      for (const { hit } of hits) {
        if (others.every(([other, value]) => values[other](hit).includes(value))) for (const value of values[name](hit)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const wish = wishes[name];
      if (wish && !counts.has(wish)) counts.set(wish, 0);
      const order = name === 'kind' ? value => head.kinds.findIndex(([id]) => id === value) : null;
      const sorted = [...counts].sort(([a], [b]) => order ? order(a) - order(b) : name === 'year' ? b - a : labels[name](a).localeCompare(labels[name](b), head.words.language));
      select.replaceChildren(new Option(head.words.all, ''), ...sorted.map(([value, n]) => new Option(`${labels[name](value)} (${n})`, value, false, value === wish)));
      select.parentElement.hidden = sorted.length < 2 && !wish;
    }
  }

  function entry({ hit, title }) {
    const [, address, name, language = 0, , date] = row(hit);
    const item = make('li'), link = make('a', name), facts = make('p', '', 'meta');
    const heading = make('p', '', 'hit-name');
    link.href = root + address;
    link.lang = head.languages[language][0];
    link.dir = 'auto';
    heading.append(link);
    const fact = text => { if (text) facts.append(make('span', text)); };
    fact(labels.kind(kindOf(hit)));
    item.append(heading);
    if (!isClaim(hit)) {
      fact(date);
      if (!title) fact(head.words['in-text']);
      item.append(facts);
      return item;
    }
    const words = make('p', ' ', 'hit-words');
    words.dir = 'auto';
    item.append(words, facts);
    claim(hit).then(([said, date, label, sources = 0, place, translation]) => {
      words.textContent = said;
      if (translation) { const other = make('p', translation, 'hit-words'); other.dir = 'auto'; words.after(other); }
      [date, label].forEach(fact);
      if (kindOf(hit) !== 'quotation') fact(head.sources[sources]);
      if (place) link.href = `${root}${address}#${place}`;
    }).catch(failed);
    return item;
  }

  const failed = () => { count.textContent = count.dataset.failed; list.hidden = filters.hidden = true; rest.hidden = false; };

  async function search(text, wishes) {
    const mine = ++turn;
    let hits;
    try { hits = await find(text); } catch (why) { if (mine === turn) failed(); return; }
    if (mine !== turn) return;
    rest.hidden = !!hits;
    list.hidden = !hits;
    filters.hidden = !hits;
    if (!hits) { count.textContent = ''; return; }
    offer(hits, wishes);
    const kept = hits.filter(({ hit }) => Object.entries(wishes).every(([name, value]) => values[name](hit).includes(value)));
    const forms = head.words.hits;
    const form = forms[new Intl.PluralRules(head.words.language).select(kept.length)] ?? forms.other;
    count.textContent = kept.length ? form.replaceAll('{n}', kept.length) : head.words.none;
    list.replaceChildren(...kept.slice(0, shown).map(entry));
    if (kept.length > shown) {
      const item = make('li', '', 'hit-more'), more = make('button', head.words.more);
      more.type = 'button';
      more.onclick = () => { const first = shown; shown += MOST; search(text, wishes).then(() => list.children[first]?.querySelector('a')?.focus()); };
      item.append(more);
      list.append(item);
    }
  }

  // The address says what was asked, so that it can be linked to, and a reader comes back to it.
  const written = () => {
    const all = new URLSearchParams([['q', field.value], ...chosen()]);
    return field.value.trim() ? '#' + all.toString().replaceAll('+', '%20') : '#';
  };
  function tell() {
    const hash = written();
    own = hash === '#' ? '' : hash;
    if (location.hash === own) return;
    // The first change after a search that was settled leaves that in the history.
    if (settled) location.hash = hash; else location.replace(hash);
    settled = false;
  }

  function read() {
    const said = new URLSearchParams(location.hash.startsWith('#q=') ? location.hash.slice(1) : '');
    const wishes = Object.fromEntries([...said].filter(([name, value]) => name in values && value));
    field.value = said.get('q') ?? '';
    shown = MOST;
    settled = true;
    if (field.value || !list.hidden) search(field.value, wishes);
  }

  let timer;
  const changed = () => {
    shown = MOST;
    tell();
    search(field.value, Object.fromEntries(chosen()));
  };
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(changed, 120); });
  filters.addEventListener('change', changed);
  document.getElementById('sp-search').addEventListener('submit', event => {
    event.preventDefault();
    clearTimeout(timer);
    changed();
    settled = true;
  });
  list.addEventListener('click', () => { settled = true; });
  addEventListener('hashchange', () => { if (location.hash !== own) read(); });

  // Arrows lead from the field through the hits, and back.
  document.getElementById('sp-main').addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...list.querySelectorAll('a, button')];
    const at = links.indexOf(event.target);
    if (!step || list.hidden || (at < 0 && event.target !== field)) return;
    const next = at + step;
    if (at < 0 && step < 0 || next >= links.length) return;
    event.preventDefault();
    (next < 0 ? field : links[next]).focus();
  });

  document.getElementById('sp-search').hidden = false;
  read();
  if (!location.hash) field.focus({ preventScroll: true });
}
}

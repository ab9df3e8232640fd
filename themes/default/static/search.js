// Search in an index whose packs are added as scripts (src/render/files/search.rs): so it works from a disk.
// Nothing is loaded before somebody types. On other pages the key "/" leads to search.html.
'use strict';
{
// --- Words, folded as the index has them

const OTHERS = { ς: 'σ', ґ: 'г', ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' };
const UNSPACED = /[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;
const RUNS = new RegExp(`${UNSPACED.source}+|${UNSPACED.source.replace('[', '[^')}+`, 'g');

const fold = text => text.normalize('NFKD').toLowerCase().replace(/[\p{M}\u00ad\u200c\u200d]/gu, '')
  .replace(/./gsu, letter => OTHERS[letter] ?? letter)
  .replace(/(?<![\p{L}\p{N}])([a-z]{1,2})['’‘ʼ]/gu, '$1 ').replace(/['’‘ʼ]/g, '');

// Scripts without spaces are cut into pairs of letters.
const wordsOf = text => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).flatMap(word => word.match(RUNS).flatMap(run =>
  UNSPACED.test(run) && run.length > 1 ? [...run.slice(1)].map((letter, at) => run[at] + letter) : run))
  .filter(word => word.length > 1 || /\p{N}/u.test(word) || UNSPACED.test(word));

const KIN = { з: 'г', ж: 'г', ц: 'к', ч: 'к', с: 'х', ш: 'х' };
const isCyrillic = word => /^[\u0400-\u052f]/.test(word);

// All forms of a word share its key.
function keyOf(word) {
  if (!isCyrillic(word)) return [...word].slice(0, UNSPACED.test(word) ? 1 : 3).join('');
  const consonant = word.slice(1).match(/[^аеиоуыэюяієьъ]/)?.[0] ?? '';
  return word[0] + (KIN[consonant] ?? consonant);
}

// --- Forms: words are one that share a stem, of three letters and half the word, before endings of one sort.
// Vowels that come and go, and consonants that take turns, are left out of it.

const each = (starts, ends) => starts.split(',').flatMap(start => ends.split(',').map(end => start + end));
const NAMES = 'а,я,о,е,у,ю,ы,и,і,ь,є,ів,ов,ев,еи,ми,ові,еві,єві,оі,єі,ею,єю,ою,еию,иею,ого,его,ього,ому,ему,ьому,ая,яя,ое,ее,ую,юю,ые,ие';
const VERBS = 'у,ю,ь,ую,уют,ують,ут,ют,ат,ят,уть,ють,ать,ять,лю,ляють,лять,лят,те,ьмо,ьм,ьте,уи,уите';
const sets = [
  ['n', [NAMES, each('а,я,и,і,ы,о,е,є', 'м,х,ми'), 'ии,іи,ыи,ои']],
  ['v', [VERBS, each('е,є,и,і,уе,ує', 'ш,шь,т,ть,м,мо,те'), 'е,є,и,і,ує', each(',а,я,и,і,е,у,ы,ува,юва,ова', 'ти,ть,в,л,ла,ло,ли')]],
  ['e', ['s,es,is,ed,ing,e,y,ies,ied']],
].map(([sort, endings]) => [sort, new Set(`${endings}`.split(',')).add(sort === 'v' ? 'у' : '')]);

function stems(word, english) {
  const slavic = isCyrillic(word);
  if (!slavic && !english) return [word];
  let self = '';
  if (slavic && word.length > 5) {
    word = word.replace(/с[яь]$/, () => { self = '*'; return ''; }).replace(/([аиіуя]ти)м(у|еш|ем?о?|ете|уть)$/, '$1');
  }
  const found = [];
  for (let length = word.length; length >= 3 && length * 2 + 2 >= word.length; length--) {
    const stem = word.slice(0, length).replace(/([^aeiouаеиоуыэюяієь])\1$/, '$1').replace(/[зжцчсш]$/, last => KIN[last]);
    const both = [stem, stem.replace(/[оеєі]([^aeiouаеиоуыэюяієь]{1,2}ь?)$/, '$1')];
    const left = word.slice(length);
    for (const [sort, endings] of sets) {
      if ((sort === 'e') !== slavic && endings.has(left)) found.push(...both.map(stem => sort + self + stem));
    }
  }
  return found;
}

// How well a word fits: 3 it is the same, 2 a form, 1 it begins so.
function matcher(typed, english, isWhole) {
  const own = new Set(stems(typed, english));
  return word => word === typed ? 3
    : UNSPACED.test(typed) ? +word.includes(typed)
    : typed.length < 3 || word[0] !== typed[0] ? 0
    : stems(word, english).some(stem => own.has(stem)) ? 2
    : !isWhole && word.startsWith(typed) ? 1 : 0;
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
}).catch(why => { delete waiting[name]; throw why; });

function numbers(steps) {
  let last = 0;
  return steps ? steps.split(',').map(step => last += parseInt(step, 36)) : [];
}

// All hits: the pages, then the claims.
let head, all, english;
async function open() {
  if (all) return;
  head = await load('head');
  const { pages, kinds, claims } = head;
  english = head.languages.some(([tag]) => /^en\b/i.test(tag));
  all = [
    ...pages.map((row, page) => ({ row, page, kind: kinds[row[0]][0], year: row[4] })),
    ...numbers(claims.pages).map((page, at) =>
      ({ row: pages[page], page, at, kind: kinds['pjq'.indexOf(claims.kinds[at])][0], year: claims.years[at] })),
  ];
}

const claim = async ({ at }) => (await load('claims-' + Math.floor(at / head.size)))[at % head.size];

// --- Finding: words that must be there, `-word`, `"a phrase"`, `by:actor`, `cites:source`

function parse(text) {
  const asked = [];
  for (const [, not, name, quoted, plain] of text.matchAll(/(-?)(?:(by|cites):)?(?:["“„«]([^"”“»]*)["”“»]?|([^\s"“„«]+))/gu)) {
    const said = quoted ?? plain;
    const words = name === 'cites' ? ['@' + said.toLowerCase().replace('@', '')] : wordsOf(said);
    if (words.length) asked.push({ not, name, words, exact: name === 'cites' || quoted !== undefined });
  }
  if (asked.length) asked.at(-1).open = /[\p{L}\p{N}]$/u.test(text);
  return asked;
}

const fits = ({ exact, open, name }) => word => exact
  ? other => other === word ? 3 : open && name && other.startsWith(word) ? 1 : 0 : matcher(word, english, !open);

async function hitsOf(word, one) {
  const key = keyOf(word), fit = fits(one)(word), found = new Map();
  let number = head.from.length;
  while (--number && head.from[number] > key);
  const words = await load('words-' + number);
  for (const other in words) {
    const how = fit(other);
    if (how) for (const hit of numbers(words[other])) found.set(hit, Math.max(how, found.get(hit) ?? 0));
  }
  return found;
}

// Positions of an actor, and sources in its voice.
function saidBy(words) {
  const actors = new Set(head.actors.flatMap(([id, name, others], at) =>
    [id, name, ...others].some(name => words.every(word => wordsOf(name).includes(word))) ? at : []));
  return new Map(all.flatMap(({ kind, row }, at) =>
    /pos|quo|sou/.test(kind) && row[6]?.some(actor => actors.has(actor)) ? [[at, 1]] : []));
}

const both = (a, b) => new Map([...a].flatMap(([hit, how]) => b.has(hit) ? [[hit, how + b.get(hit)]] : []));

async function find(text) {
  await open();
  const asked = parse(text), wanted = asked.filter(one => !one.not), plain = wanted.filter(one => !one.name);
  // One letter may begin a word.
  if (!asked.length) return text.trim()[1] ? [] : null;
  let found = new Map(all.map((_, at) => [at, 0]));
  for (const one of asked) {
    const lists = one.name === 'by' ? [saidBy(one.words)] : await Promise.all(one.words.map(word => hitsOf(word, one)));
    const hits = lists.reduce(both);
    found = one.not ? new Map([...found].filter(([hit]) => !hits.has(hit))) : both(found, hits);
  }
  const tests = plain.flatMap(one => one.words.map(fits(one)));
  const phrases = plain.filter(one => one.exact && one.words[1]).map(one => ` ${one.words.join(' ')} `);
  const claimed = new Set([...found.keys()].filter(hit => all[hit].at >= 0).map(hit => all[hit].page));
  const kept = [];
  for (const [number, how] of found) {
    const hit = all[number], isClaim = hit.at >= 0, own = wordsOf(hit.row[2]);
    const titled = tests.length > 0 && tests.every(test => own.some(test));
    // A claim says more than its page.
    if (!isClaim && claimed.has(hit.page) && (!titled || hit.kind === 'position')) continue;
    // Of running text only words are known.
    const said = isClaim && phrases.length ? await claim(hit) : [];
    const whole = ` ${wordsOf([said[0], said[5], hit.row[2]].join(' | ')).join(' ')} `;
    const apart = !phrases.every(phrase => whole.includes(phrase));
    if (!apart || !isClaim) kept.push({ ...hit, isClaim, titled, apart, rank: how + 99 * (!apart + isClaim + titled) });
  }
  return kept.sort((a, b) => b.rank - a.rank || (b.year ?? 0) - (a.year ?? 0));
}

// --- The page

const field = document.getElementById('sp-search-words');

document.addEventListener('keydown', event => {
  const at = event.target;
  if (event.key === 'Escape' && at.closest('.cite')) at.blur();
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || at.matches(':read-write, select')) return;
  event.preventDefault();
  if (field) { field.focus(); field.select(); } else location.href = root + 'search.html#q=';
});

if (field) begin();

function begin() {
  const MOST = 20;
  const [list, count, filters, rest] = ['hits', 'count', 'filters', 'all'].map(name => document.getElementById('sp-search-' + name));
  const form = field.form;
  const selects = [...filters.querySelectorAll('select')];
  let turn = 0, shown = MOST, settled = true, wishes = [], own, timer;

  const make = (name, text, kind) => {
    const element = document.createElement(name);
    if (text) Object.assign(element, { textContent: text, dir: 'auto' });
    if (kind) element.className = kind;
    return element;
  };

  const ids = (list, places = []) => places.map(at => head[list][at][0]);
  const values = {
    kind: hit => [hit.kind],
    actor: hit => ids('actors', hit.row[6]),
    issue: hit => ids('issues', hit.row[7]),
    language: hit => ids('languages', [hit.row[3] ?? 0]),
    year: hit => hit.year ? [`${hit.year}`] : [],
  };
  const label = (name, value) => head[name + 's']?.find(([id]) => id === value)?.[1] ?? value;
  const passes = (hit, wishes) => wishes.every(([name, value]) => values[name](hit).includes(value));

  function offer(hits) {
    for (const select of selects) {
      const name = select.dataset.filter, counts = new Map();
      const wish = wishes.find(([other]) => other === name)?.[1];
      if (wish) counts.set(wish, 0);
      const others = wishes.filter(([other]) => other !== name);
      for (const hit of hits.filter(hit => passes(hit, others))) {
        for (const value of values[name](hit)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const names = [...counts].map(([value, n]) => [label(name, value), value, n]);
      names.sort(([a], [b]) => a.localeCompare(b, head.words.language) * (name === 'year' ? -1 : 1));
      select.replaceChildren(new Option(head.words.all, ''),
        ...names.map(([text, value, n]) => new Option(`${text} (${n})`, value, false, value === wish)));
      select.parentElement.hidden = names.length < 2 && !wish;
    }
    filters.hidden = selects.every(select => select.parentElement.hidden);
  }

  function entry(hit) {
    const [, address, name, language = 0, , day] = hit.row;
    const item = make('li'), link = make('a', name), heading = make('p', '', 'hit-name'), facts = make('p', '', 'meta');
    link.href = root + address;
    link.lang = head.languages[language][0];
    heading.append(link);
    item.append(heading, facts);
    const tell = list => facts.append(...list.filter(Boolean).map(text => make('span', text)));
    tell([label('kind', hit.kind)]);
    if (hit.isClaim) {
      claim(hit).then(([said, day, mark, sources = 0, place, translation]) => {
        heading.after(...[said, translation].filter(Boolean).map(text => make('p', text, 'hit-words')));
        tell([day, mark, hit.kind !== 'quotation' && head.sources[sources]]);
        if (place) link.hash = place;
      }).catch(failed);
    } else tell([day, hit.apart ? head.words.apart : !hit.titled && head.words['in-text']]);
    return item;
  }

  const failed = () => { count.textContent = count.dataset.failed; list.hidden = filters.hidden = true; rest.hidden = false; };

  async function search() {
    const mine = ++turn;
    const hits = await find(field.value).catch(failed);
    if (mine !== turn || hits === undefined) return;
    rest.hidden = !!hits;
    list.hidden = filters.hidden = !hits;
    count.textContent = '';
    if (!hits) return;
    offer(hits);
    const kept = hits.filter(hit => passes(hit, wishes));
    const forms = head.words.hits, form = new Intl.PluralRules(head.words.language).select(kept.length);
    count.textContent = kept.length ? (forms[form] ?? forms.other).replaceAll('{n}', kept.length) : head.words.none;
    list.replaceChildren(...kept.slice(0, shown).map(entry));
    if (kept.length > shown) {
      const item = make('li'), more = make('button', head.words.more);
      const next = () => list.children[shown - MOST].querySelector('a').focus();
      more.type = 'button';
      more.onclick = () => { shown += MOST; search().then(next); };
      item.append(more);
      list.append(item);
    }
  }

  // What is typed replaces the address, but for the first change.
  function changed() {
    shown = MOST;
    wishes = selects.filter(select => select.value).map(select => [select.dataset.filter, select.value]);
    const all = new URLSearchParams([['q', field.value], ...wishes]);
    own = field.value.trim() ? '#' + `${all}`.replaceAll('+', '%20') : '';
    if (location.hash !== own) {
      if (settled) location.hash = own; else location.replace(own || '#');
      settled = false;
    }
    search();
  }

  function read() {
    const isAsked = location.hash.startsWith('#q=');
    const { q = '', ...said } = Object.fromEntries(new URLSearchParams(isAsked ? location.hash.slice(1) : ''));
    wishes = Object.entries(said).filter(([name]) => Object.hasOwn(values, name));
    field.value = q;
    shown = MOST;
    settled = true;
    if (isAsked) field.focus();
    if (q || !list.hidden) search();
  }

  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(changed, 120); });
  filters.addEventListener('change', changed);
  form.addEventListener('submit', event => {
    event.preventDefault();
    clearTimeout(timer);
    changed();
    settled = true;
  });
  list.addEventListener('click', () => { settled = true; });
  addEventListener('hashchange', () => { if (location.hash !== own) read(); });

  document.getElementById('sp-main').addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...list.querySelectorAll('a, button')];
    const next = stops[stops.indexOf(event.target) + step];
    if (!stops.includes(event.target) || list.hidden || !next) return;
    event.preventDefault();
    next.focus();
  });

  form.hidden = false;
  read();
}
}

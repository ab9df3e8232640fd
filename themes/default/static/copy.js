// Copies a citation; and on briefings the sentences that a reader selects, with their sources. The page is whole without it.
'use strict';
{
const reference = document.querySelector('.reference');
const told = reference?.dataset, clean = text => text.replace(/\s+/g, ' ').trim();

function make(name, text, className) {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

// Where the clipboard is not open to scripts, the old way still is.
function byHand(text) {
  const field = make('textarea', text, 'visually-hidden'), last = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  last.focus?.();
  return done;
}

function copier(label, className, what) {
  const button = make('button', label, className);
  button.type = 'button';
  button.onclick = async () => {
    const text = what();
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false) || byHand(text);
    if (!done) return;
    said.textContent = button.textContent = told.copied;
    setTimeout(() => { button.textContent = label; said.textContent = ''; }, 2000);
  };
  return button;
}

const said = make('span', '', 'visually-hidden');
said.role = 'status';

for (const form of reference?.querySelectorAll('.reference-form') ?? []) {
  const text = form.matches('pre') ? () => form.textContent : () => clean(form.textContent);
  const button = copier(told.copy, 'reference-copy', text), name = form.previousElementSibling;
  button.setAttribute('aria-label', `${told.copy} ${name.textContent}`);
  name.append(button);
}
reference?.append(said);

// --- Sentences

const BLOCKS = 'p, li, td, th, dd, dt, figcaption, h2, h3, h4, h5, h6';
const prose = told?.sentence && document.querySelector('.prose');

// The words of a block without what stands at its markers, where a selection begins and ends in them, and the markers.
function read(block, range) {
  let text = '', from = Infinity, to = -1;
  const markers = [];
  (function walk(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (range?.intersectsNode(node)) {
        from = Math.min(from, text.length + (node === range.startContainer ? range.startOffset : 0));
        to = text.length + (node === range.endContainer ? range.endOffset : node.length);
      }
      text += node.data;
    } else if (node.localName === 'img') text += node.alt;
    else if (node.matches('sup.cite')) markers.push([node.querySelector('a'), text.length]);
    else if (!node.matches('[hidden], [aria-hidden], .visually-hidden, .backlinks, .note-links, button')) node.childNodes.forEach(walk);
  })(block);
  return { text, from, to, markers };
}

// No sentence ends in `J. Doe`, `Gen. Li`, `No. 5`, nor in a short word without a vowel.
const TITLES = 'Prof Gen Sen Rep Gov Col Maj Capt Adm Rev Ing Abg Ген Сен Проф Доц Акад'.split(' ');
function isCut(before, behind) {
  const word = /(?<!\p{L})\p{L}\p{Ll}*(?=\.\s*$)/u.exec(before)?.[0];
  return word && (word.length < 2 || TITLES.includes(word) || word.length < 4 && (/^\d/.test(behind) || !/[aeiouyаеєиіїоуюяыэ]/i.test(word)));
}

// Those sentences of a block that a selection touches.
function sentences(block, range) {
  const { text, from, to, markers } = read(block, range);
  const all = [];
  for (const { index, segment } of new Intl.Segmenter(block.closest('[lang]').lang, { granularity: 'sentence' }).segment(text)) {
    const last = all.at(-1);
    if (last && isCut(last.segment, segment)) last.segment += segment;
    else all.push({ index, segment });
  }
  const chosen = all.filter(({ index, segment }) => index < to && index + segment.trimEnd().length > from);
  if (!chosen.length) return [];
  const start = chosen[0].index, last = chosen.at(-1), end = last.index + last.segment.trimEnd().length;
  return [{
    text: clean(text.slice(start, end)),
    markers: markers.filter(([, at]) => at > start && at <= end).map(([link]) => link),
  }];
}

// A note in a line: what it says of its source, the address, and the place that is cited. One of an author's comes whole,
// with those that it leads to.
function tell(link, notes) {
  const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const whole = place?.parentElement.closest('.note-list > li') ?? place, body = whole?.querySelector('.note-body');
  if (!body) return;
  const isRemark = body.querySelector(':scope > .backlinks'), { text, markers } = read(isRemark ? body : body.querySelector('p') ?? body);
  const address = isRemark ? null : body.querySelector('.host');
  const locator = place === whole ? null : place.querySelector(':scope > :last-child > bdi, :scope > :last-child > a');
  const told = [clean(text), locator && clean(locator.textContent), address?.href].filter(Boolean).join(' ');
  if (notes.has(told)) return;
  notes.add(told);
  for (const [own] of markers) tell(own, notes);
}

// The briefing itself, at the place of the sentence.
function where(parts) {
  const marker = parts.flatMap(part => part.markers)[0], words = parts[0].text.split(' ').slice(0, 8).join(' ');
  const place = '#' + (marker ? marker.id : ':~:text=' + encodeURIComponent(words).replaceAll('-', '%2D'));
  const plain = clean(reference.querySelector('.reference-form').textContent), own = location.href.split('#')[0];
  if (told.address) return plain.replace(told.address, told.address + place);
  return location.protocol === 'file:' ? plain : `${plain} ${own}${place}`;
}

function quote(range) {
  const blocks = [...prose.querySelectorAll(BLOCKS)];
  const chosen = blocks.filter(block => range.intersectsNode(block) && !block.querySelector(BLOCKS));
  const parts = chosen.flatMap(block => sentences(block, range));
  if (!parts.length) return '';
  const notes = new Set();
  for (const link of parts.flatMap(part => part.markers)) tell(link, notes);
  const words = told.quoted.replace('…', () => parts.map(part => part.text).join('\n\n'));
  return [words, ...notes, where(parts)].filter(Boolean).join('\n');
}

if (prose && globalThis.Intl?.Segmenter) {
  let timer, text = '', range;
  const button = copier(told.sentence, 'copy-sentence', () => text);
  button.onmousedown = event => event.preventDefault(); // so that the selection stays
  // Below the end of what is selected, in sight as long as that is.
  function place() {
    if (!button.isConnected) return;
    const box = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect(), own = button.getBoundingClientRect();
    const lowest = innerHeight - own.height - 6;
    button.style.top = (box.bottom > innerHeight ? box.bottom : Math.min(box.bottom + 6, lowest)) + 'px';
    button.style.left = Math.max(6, Math.min(box.right - own.width, innerWidth - own.width - 6)) + 'px';
  }
  function offer() {
    const chosen = getSelection(), now = chosen.rangeCount && chosen.getRangeAt(0);
    const isOurs = now && !chosen.isCollapsed && prose.contains(now.commonAncestorContainer);
    // The tab key ends a selection on its way to the button.
    if (!isOurs && button.parentElement?.contains(document.activeElement)) return;
    text = isOurs ? quote(now) : '';
    if (!text) return button.remove();
    range = now.cloneRange();
    const end = range.endContainer, block = (end.closest ? end : end.parentElement).closest(BLOCKS) ?? prose;
    // In the text, so that the keyboard comes by it.
    if (button.parentElement !== block) block.append(button);
    place();
  }
  document.addEventListener('selectionchange', () => { clearTimeout(timer); timer = setTimeout(offer, 200); });
  addEventListener('scroll', place, { passive: true });
  addEventListener('resize', place);
}
}

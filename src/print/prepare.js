// Makes a page ready for paper. The page's own scripts are off; this one is ours, and runs once, before printing.
(async ({ paper, handout, onPage }) => {
  if (paper) {
    const style = document.createElement('style');
    style.textContent = `@page { size: ${paper} } @page wide { size: ${paper} landscape }`;
    document.head.append(style);
  }
  // A theme that does not say on each sheet that it is of the edition for the house. Ours does, at its foot.
  if (!document.documentElement.dataset.site) for (const mark of document.querySelectorAll('[data-audience="internal"]'))
    mark.setAttribute('style', 'position: fixed; inset: 0 0 auto; margin: 0; text-align: center; font-weight: bold');
  for (const details of document.querySelectorAll('details')) details.open = true;
  // Roles that PDF readers make a link or a list of, each once more.
  for (const noted of document.querySelectorAll('[role^="doc-"]')) noted.removeAttribute('role');
  // Words of another language within a line have a tag of their own only where they have a role.
  for (const part of document.querySelectorAll('main [lang]:is(span, cite, q, bdi, i, b)')) part.setAttribute('role', 'emphasis');
  // An address that a style sheet writes becomes text: what is generated has no tags from its second line on.
  for (const link of document.querySelectorAll('main a[href]')) {
    const after = getComputedStyle(link, '::after');
    const href = link.getAttribute('href');
    const parts = [...after.content.matchAll(/"((?:[^"\\]|\\.)*)"|attr\(href\)/g)];
    const said = parts.map(([, text]) => text === undefined ? href : text.replace(/\\(.)/g, '$1')).join('');
    if (!said.endsWith(href)) continue;
    const address = document.createElement('span');
    address.style.fontSize = after.fontSize;
    address.textContent = said;
    link.append(address);
    link.classList.add('sp-said');
  }
  // Its page is known once it has been printed.
  const toPage = id => {
    const number = document.createElement('a');
    number.className = 'on-page';
    number.href = `#${encodeURIComponent(id)}`;
    Object.assign(number.dataset, { for: id, words: onPage });
    number.textContent = onPage.replace('{page}', '00');
    return number;
  };
  const quiet = document.head.appendChild(document.createElement('style'));
  quiet.textContent = '.sp-said::after { content: none !important } .sp-together { white-space: nowrap }';
  // No line begins with the second of two markers. On a screen a sign keeps them together that the text of a PDF would hold.
  for (const cite of document.querySelectorAll('main .cite')) {
    let before = cite.previousSibling;
    while (before?.nodeType === Node.ELEMENT_NODE && before.matches('.side')) before = before.previousSibling;
    if (before?.nodeType !== Node.ELEMENT_NODE || !before.matches('.cite, .sp-together')) continue;
    let together = before;
    if (before.matches('.cite')) {
      together = document.createElement('span');
      together.className = 'sp-together';
      before.replaceWith(together);
      together.append(before);
    }
    together.append(cite);
  }
  for (const image of document.images) image.loading = 'eager';
  await Promise.all([...document.images].map(image => image.decode().catch(() => {})));
  await document.fonts.ready;
  // Judgements that go on over sheets leave how to cite the paper, and its address, on the first one.
  const judgements = document.querySelector('main .first-judgements'), imprint = document.querySelector('main .imprint');
  if (imprint && judgements?.querySelector('li:nth-child(9)')) judgements.before(imprint);
  if (handout) {
    document.documentElement.dataset.handout = '';
    const shown = document.querySelector('main .matrix') ?? document.querySelector('main .spectrum');
    if (shown) document.querySelector('main .sheet')?.append(shown.closest('.block') ?? shown);
  }
  // What has a landscape sheet stands behind all else, or the sheet before it would stay blank; a line in its place says where.
  const aside = handout ? [] : [...document.querySelectorAll('main .prose .block')].filter(block => getComputedStyle(block).page === 'wide');
  for (const block of aside) block.classList.add('last-sheet');
  const moved = aside.filter(block => block.nextElementSibling || !block.parentElement.matches('.prose') || document.querySelector('main .notes'));
  for (const [at, block] of moved.entries()) {
    block.id ||= `last-sheet-${at + 1}`;
    const line = document.createElement('p');
    line.append(block.querySelector('caption')?.textContent ?? '', ' ', toPage(block.id));
    block.replaceWith(line);
    document.querySelector('main .sheet').append(block);
  }
  // What stands on this paper and has a page of its own on the site: links to that name its page here.
  const here = new Map();
  const page = address => address.split('#')[0];
  const decoded = text => {
    try { return decodeURIComponent(text); } catch { return text; }
  };
  for (const link of document.querySelectorAll('main .block :is(h2, h3, h4, h5, h6) a[href]')) {
    const heading = link.closest('h2, h3, h4, h5, h6');
    const id = heading.id || heading.parentElement.id;
    if (id && !here.has(page(link.href))) here.set(page(link.href), id);
  }
  here.delete(page(location.href));
  for (const link of document.querySelectorAll('main .prose :is(p, li, td, dd) > a[href], main .prose :is(p, li, td, dd) :is(em, strong) > a[href]')) {
    if (link.matches('.on-page') || link.closest('.block') && !link.closest('.position > .prose')) continue;
    const isHere = page(link.href) === page(location.href);
    const id = isHere ? decoded(link.hash.slice(1)) : here.get(page(link.href));
    const place = id && document.getElementById(id);
    if (!place || place.contains(link) || !place.getClientRects().length) continue;
    link.after(' ', toPage(id));
  }
  const words = heading => {
    const copy = heading.cloneNode(true);
    for (const marker of copy.querySelectorAll('sup, .visually-hidden, [aria-hidden="true"]')) marker.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };
  const shown = heading => heading.getClientRects().length > 0;
  // Where the heading has no id, what it begins has one, such as a position; or nothing leads there.
  const id = heading => heading.id || (heading.matches(':first-child') && heading.parentElement.id) || '';
  const headings = [...document.querySelectorAll('main :is(h1[id], h2, h3, h4, h5, h6)')].filter(shown);
  return {
    // The title of the page is that of the PDF: a bookmark to it would have all others below it.
    headings: headings.map(heading => [+heading.tagName[1], words(heading), id(heading)]),
    // Each with the last heading of what stands under it.
    issues: headings.flatMap((heading, at) => {
      if (!heading.matches('.issue-positions > :first-child')) return [];
      return [[at, headings.findLastIndex(other => heading.parentElement.contains(other))]];
    }),
    numbers: document.querySelectorAll('.page-number[data-for], .on-page').length,
  };
})

// Makes a page ready for paper. The page's own scripts are off; this one is ours, and runs once, before printing.
(async paper => {
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
  for (const image of document.images) image.loading = 'eager';
  await Promise.all([...document.images].map(image => image.decode().catch(() => {})));
  await document.fonts.ready;
  const words = heading => {
    const copy = heading.cloneNode(true);
    for (const marker of copy.querySelectorAll('sup, .visually-hidden, [aria-hidden="true"]')) marker.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };
  const shown = heading => heading.getClientRects().length > 0;
  // Where the heading has no id, what it begins has one, such as a position; or nothing leads there.
  const id = heading => heading.id || (heading.matches(':first-child') && heading.parentElement.id) || '';
  return {
    // The title of the page is that of the PDF: a bookmark to it would have all others below it.
    headings: [...document.querySelectorAll('main :is(h1[id], h2, h3, h4, h5, h6)')].filter(shown)
      .map(heading => [+heading.tagName[1], words(heading), id(heading)]),
    numbers: document.querySelectorAll('.page-number[data-for]').length,
  };
})

// Makes a page ready for paper. The page's own scripts are off; this one is ours, and runs once, before printing.
(async paper => {
  if (paper) {
    const style = document.createElement('style');
    style.textContent = `@page { size: ${paper} } @page wide { size: ${paper} landscape }`;
    document.head.append(style);
  }
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
  const shown = heading => heading.id && heading.getClientRects().length > 0;
  return {
    headings: [...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')].filter(shown)
      .map(heading => [+heading.tagName[1], words(heading), heading.id]),
    numbers: document.querySelectorAll('.page-number[data-for]').length,
  };
})

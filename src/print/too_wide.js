// Makes room where words may break, and finds what still reaches over the edge of its kind of sheet, while the window is as
// wide as that sheet: for each such thing its tag, the how-manieth of this tag it is, whether it stands in a text, and how
// wide it is.
((name, room) => {
  const kinds = 'table, pre, figure, img, svg, dl, blockquote, p, li, h1, h2, h3, h4, h5, h6';
  const style = element => getComputedStyle(element);
  const sheet = element => {
    for (let at = element; at; at = at.parentElement) if (style(at).page !== 'auto') return style(at).page;
    return '';
  };
  const clipped = element => {
    for (let at = element.parentElement; at; at = at.parentElement) if (style(at).overflowX !== 'visible') return true;
    return false;
  };
  const rtl = style(document.documentElement).direction === 'rtl';
  // How far it reaches into the direction of reading, with what hangs out of it.
  const reach = element => {
    const box = element.getBoundingClientRect();
    // What stands in a drawing has no width to scroll, whatever a browser says of it.
    const hangs = style(element).overflowX === 'visible' && element instanceof HTMLElement;
    const width = hangs ? Math.max(box.width, element.scrollWidth) : box.width;
    return rtl ? room - (box.right - width) : box.left + width;
  };
  // A table whose words need more room than there is breaks them wherever it must: that is read more easily than a PDF
  // of which all sheets are set smaller. Never a figure, which would be read as two, nor where a centimetre is not left.
  for (const table of document.querySelectorAll('table')) {
    if (sheet(table) !== name || clipped(table) || reach(table) <= room + 1.5) continue;
    if (room / Math.max(...[...table.rows].map(row => row.cells.length)) < 38) continue;
    for (const cell of table.querySelectorAll('th, td')) if (/\p{L}/u.test(cell.textContent)) cell.style.overflowWrap = 'anywhere';
  }
  // A formula that scrolls on a screen is set as small as it has to be, since paper would cut it; never too small to read.
  for (const formula of document.querySelectorAll('math')) {
    if (sheet(formula) !== name || style(formula).overflowX === 'visible') continue;
    const share = Math.floor(98 * formula.clientWidth / formula.scrollWidth);
    formula.style.overflow = 'visible';
    if (share < 98) formula.style.fontSize = `${Math.max(share, 55)}%`;
  }
  const things = new Map();
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.getClientRects().length || reach(element) <= room + 1.5) continue;
    if (sheet(element) !== name || clipped(element)) continue;
    const thing = element.closest(kinds) ?? element;
    // What holds it reaches as far only because it does.
    if (![...element.children].some(child => reach(child) > room + 1.5)) things.set(thing, Math.max(things.get(thing) ?? 0, reach(element)));
  }
  return [...things].map(([thing, width]) => {
    const tag = thing.localName;
    return [tag, [...document.getElementsByTagName(tag)].indexOf(thing), !!thing.closest('.prose'), width];
  });
})

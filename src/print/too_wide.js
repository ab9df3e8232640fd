// What reaches over the edge of its kind of sheet, while the window is as wide as that sheet: for each such thing its tag,
// the how-manieth of this tag it is, whether it stands in a text, and how wide it is.
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
    const width = style(element).overflowX === 'visible' ? Math.max(box.width, element.scrollWidth) : box.width;
    return rtl ? room - (box.right - width) : box.left + width;
  };
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

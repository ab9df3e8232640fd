// How much room each kind of sheet has, by its name, in pixels: what the style sheets say of `@page`, over what the
// printer says of pages of which they say nothing. Kinds of which this cannot be told are left out.
((paper, fallback) => {
  const sizes = { a3: '297mm 420mm', a4: '210mm 297mm', a5: '148mm 210mm', letter: '8.5in 11in', legal: '8.5in 14in' };
  const probe = document.body.appendChild(document.createElement('div'));
  const pixels = length => {
    probe.style.cssText = `position: fixed; width: ${length}`;
    return /^[\d.]+[a-z]+$|^0$/.test(length) ? probe.getBoundingClientRect().width : NaN;
  };
  const size = text => {
    const [named, turned] = [text.toLowerCase().replace(/landscape|portrait/, '').trim(), text.includes('landscape')];
    const [width, height] = (sizes[named] ?? (named || sizes[paper ?? 'a4'])).split(' ').map(pixels);
    return turned ? [height, width] : [width, height ?? width];
  };
  const said = {};
  const read = rules => {
    for (const rule of rules) {
      if (rule instanceof CSSPageRule && !rule.selectorText.includes(':')) {
        const kind = said[rule.selectorText] ??= {};
        for (const key of ['size', 'margin-left', 'margin-right', 'margin-top', 'margin-bottom']) {
          kind[key] = rule.style.getPropertyValue(key) || kind[key];
        }
      } else if (rule.cssRules && (!rule.media || matchMedia(rule.media.mediaText).matches)) read(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) {
    if (matchMedia(sheet.media.mediaText).matches) try { read(sheet.cssRules); } catch { /* it was refused */ }
  }
  const room = name => {
    const kind = {};
    for (const from of [said[''], said[name]]) for (const key in from) kind[key] = from[key] || kind[key];
    const [width, height] = kind.size && kind.size !== 'auto' ? size(kind.size) : fallback;
    const margin = side => pixels(kind[`margin-${side}`] || '1cm');
    return [name, width - margin('left') - margin('right'), height - margin('top') - margin('bottom')];
  };
  const rooms = [...new Set(['', ...Object.keys(said)])].map(room);
  probe.remove();
  return rooms.filter(([, width, height]) => width > 0 && height > 0);
})

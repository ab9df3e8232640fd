// A turned sheet begins anew, and would leave the one before it partly blank. What follows the block on it is brought before
// it as far as it has room there, as printers do; `height` is that of an upright sheet. Without one, all is put back. Gives
// how many blocks have moved.
(height => {
  const moved = globalThis.spMoved ??= [];
  if (!height) {
    for (const [block, next, gap] of moved.splice(0).reverse()) {
      next.before(block);
      gap.remove();
    }
    return 0;
  }
  const isTurned = element => getComputedStyle(element).page !== 'auto';
  const isHeading = element => /^H[1-6]$/.test(element?.tagName);
  const bottom = element => element.getBoundingClientRect().bottom;
  let begin = document.documentElement.getBoundingClientRect().top;
  for (const block of [...document.querySelectorAll('main .block')].filter(isTurned)) {
    const top = block.getBoundingClientRect().top - begin;
    // Where sheets end is known about: what may not be cut has gone to the next one.
    const room = 0.92 * height - top % height;
    let last = block;
    for (let at = block.nextElementSibling; at && !isTurned(at); at = at.nextElementSibling) {
      if (bottom(at) - bottom(block) > room || getComputedStyle(at).breakBefore === 'page') break;
      last = at;
    }
    while (isHeading(last)) last = last.previousElementSibling;
    if (last !== block && top > 1) {
      // What a style sheet says of headings right before such a block is not meant for these.
      const gap = document.createElement('div');
      gap.hidden = true;
      moved.push([block, block.nextElementSibling, gap]);
      last.after(gap, block);
    }
    begin = bottom(block);
  }
  return moved.length;
})

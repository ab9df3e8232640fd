// Fills in what only a printed paper knows: the pages of places, and the issue that each page begins with.
(({ pages, issues }) => {
  for (const number of document.querySelectorAll('.page-number[data-for]')) number.textContent = pages[number.dataset.for] ?? '';
  for (const link of document.querySelectorAll('.on-page')) {
    const page = pages[link.dataset.for];
    if (page) link.textContent = link.dataset.words.replace('{page}', page);
    else link.remove();
  }
  // On a line of its own, above the title of the paper.
  const text = words => `"${words && `${words.replace(/["\\]/g, '\\$&')}\\A `}"`;
  const style = document.getElementById('sp-running') ?? document.head.appendChild(document.createElement('style'));
  style.id = 'sp-running';
  // A style of counters is the one way to have other words in the edges of each sheet. Behind its last symbol is none.
  style.textContent = issues.some(Boolean)
    ? `@counter-style sp-none { system: cyclic; symbols: "" }
       @counter-style sp-issue { system: fixed 1; symbols: ${issues.map(text).join(' ')}; suffix: ""; fallback: sp-none }
       :root { --issue: counter(page, sp-issue) }`
    : '';
})

// The live preview in a page: what is saved shows here at once, without losing the place. The server puts this script
// into what it answers; nothing of it reaches the built site.
(() => {
  "use strict";

  const tag = document.currentScript;
  const page = document.documentElement;
  // What allows to open the editor; absent where that is not allowed.
  const token = tag.dataset.token;
  // What this tab shows, in the words of the server.
  let { seen, is } = tag.dataset;
  let missing = "missing" in tag.dataset;

  // --- The stream -------------------------------------------------------------------------------------------------
  // Open only while the tab is visible: a browser has six connections for all tabs of a site, and a seventh tab would
  // wait for ever.

  let stream = null;
  let failures = 0;
  let again = 0;
  // Whether so many windows show the site that this tab must leave its connection to others, and ask now and then.
  let crowded = false;

  function connect() {
    clearTimeout(again);
    if (stream || document.visibilityState !== "visible") return;
    const tab = new URLSearchParams({ page: location.pathname, seen, is });
    if (missing) tab.set("missing", "");
    if (crowded) tab.set("asks", "");
    stream = new EventSource(`/_standpoint/events?${tab}`);
    stream.addEventListener("open", () => { failures = 0; panel.stopped(false); });
    stream.addEventListener("state", event => take(JSON.parse(event.data)));
    stream.addEventListener("crowded", () => {
      disconnect();
      crowded = true;
      again = setTimeout(connect, 1000);
    });
    stream.addEventListener("error", () => {
      disconnect();
      failures += 1;
      // Once may be a restart, or a page that is being left.
      panel.stopped(failures > 1);
      again = setTimeout(connect, Math.min(5000, 200 * 2 ** failures));
    });
  }

  function disconnect() {
    clearTimeout(again);
    stream?.close();
    stream = null;
  }

  // The window that the writer looks at comes first.
  function comeFirst() {
    if (crowded) disconnect();
    crowded = false;
    connect();
  }

  document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? comeFirst() : disconnect()));
  addEventListener("focus", comeFirst);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", comeFirst);

  // --- From one state to the next ---------------------------------------------------------------------------------

  let next = null;
  let busy = false;

  // One at a time. What comes meanwhile is put together, since each says only what is new in it.
  async function take(state) {
    next = next ? together(next, state) : state;
    if (busy) return;
    busy = true;
    while (next) {
      const now = next;
      next = null;
      await show(now).catch(error => {
        // The next stream begins at what this tab really has.
        console.warn("standpoint:", error);
        disconnect();
        again = setTimeout(connect, 1000);
      });
    }
    busy = false;
  }

  function together(old, state) {
    return {
      ...state,
      html: state.html ?? old.html,
      styles: [...new Set([...old.styles, ...state.styles])],
      images: [...new Set([...old.images, ...state.images])],
    };
  }

  async function show(state) {
    if (state.page.moved) return location.replace(state.page.moved + location.search + location.hash);
    // What has changed and is no page any more, or cannot be put in, is loaded from the start.
    if (state.html ? !(await renew(state.html)) : state.page === "changed") return location.reload();
    await renewFiles(state);
    seen = state.seen;
    panel.show(state);
    // What comes after a frame finds it laid out and painted.
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    page.dataset.standpointPainted = state.number;
  }

  // --- The page ---------------------------------------------------------------------------------------------------

  // Scripts that run cannot be taken back; other ones, such as data for search engines, can.
  const runs = script => ["", "module", "text/javascript"].includes(script.type) && !script.src.endsWith("/_standpoint/live.js");
  const scripts = of => [...of.scripts].filter(runs).map(script => script.outerHTML).join("\n");
  const isSheet = element => element.localName === "link" && element.relList.contains("stylesheet");
  const inHead = of => [...of.head.children].filter(element => !isSheet(element) && element.localName !== "script");

  let ownScripts = scripts(document);
  // What the page itself has in its head; an extension may have put more there.
  let ownHead = new Set(inHead(document).map(element => element.outerHTML));
  // The addresses of style sheets and images as the page has them, when they were asked for again.
  const written = new WeakMap();
  const href = link => written.get(link) ?? link.getAttribute("href");

  // Puts what is new into the page. False when only loading it from the start will do.
  async function renew(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const live = [...fresh.scripts].findLast(script => script.src.endsWith("/_standpoint/live.js"));
    if (!live || scripts(fresh) !== ownScripts) return false;

    renewHead(fresh);
    await renewSheets(fresh);
    for (const { name } of [...page.attributes])
      if (!name.startsWith("data-standpoint") && !fresh.documentElement.hasAttribute(name)) page.removeAttribute(name);
    // Also an attribute that stays as it was would have the whole page styled anew.
    for (const { name, value } of fresh.documentElement.attributes)
      if (page.getAttribute(name) !== value) page.setAttribute(name, value);
    const hold = heldPlace();
    const part = paired(document.body, fresh.body);
    Idiomorph.morph(document.body, fresh.body, { morphStyle: "outerHTML", callbacks: { beforeAttributeUpdated, beforeNodeMorphed } });
    part();
    hold();
    is = live.dataset.is;
    missing = "missing" in live.dataset;
    return true;
  }

  // Idiomorph knows by ids which element has become which. Texts that are the same before and after lend each other one,
  // so that a new paragraph above does not make new ones of all below. Gives what takes the ids away again.
  function paired(old, fresh) {
    const texts = of => {
      const known = new Map();
      for (const element of of.querySelectorAll(":is(p, li, dt, dd, tr, pre, h2, h3, h4, details, figure):not([id])")) {
        const text = element.localName + element.textContent;
        // What is there twice could be either.
        known.set(text, known.has(text) ? null : element);
      }
      return known;
    };
    const after = texts(fresh);
    let lent = 0;
    for (const [text, element] of texts(old)) {
      const same = after.get(text);
      if (element && same) element.id = same.id = `standpoint-lent-${lent++}`;
    }
    return () => document.querySelectorAll('[id^="standpoint-lent-"]').forEach(element => element.removeAttribute("id"));
  }

  // Notes which text is in view, and gives what brings it back there. Not all browsers do that by themselves, and none
  // does it always.
  function heldPlace() {
    if (scrollY === 0) return () => {};
    const text = at => at?.closest("p, li, dt, dd, tr, pre, h1, h2, h3, h4, h5, h6, summary, figure");
    const flows = at => !at || (!["fixed", "sticky"].includes(getComputedStyle(at).position) && flows(at.parentElement));
    const held = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
      .map(part => text(document.elementFromPoint(innerWidth / 2, innerHeight * part)))
      .filter(at => at && flows(at))
      .map(at => ({ at, top: at.getBoundingClientRect().top, words: at.textContent }));
    page.style.overflowAnchor = "none";
    return () => {
      const place = held.find(({ at, words }) => at.isConnected && at.textContent === words);
      if (place) scrollBy({ top: place.at.getBoundingClientRect().top - place.top, behavior: "instant" });
      requestAnimationFrame(() => {
        page.style.overflowAnchor = "";
        if (!page.getAttribute("style")) page.removeAttribute("style");
      });
    };
  }

  // What the reader has opened, typed or ticked stays.
  function beforeAttributeUpdated(name, element) {
    switch (name) {
      case "open": return !["details", "dialog"].includes(element.localName);
      case "value": return element.defaultValue === undefined || element.value === element.defaultValue;
      case "checked": return element.checked === element.defaultChecked;
      case "selected": return element.selected === element.defaultSelected;
    }
    return true;
  }

  function beforeNodeMorphed(old, fresh) {
    if (old.localName === "img" && written.has(old) && written.get(old) === fresh.getAttribute?.("src"))
      fresh.setAttribute("src", old.getAttribute("src"));
    // Most of a page stays as it is, and need not be looked through.
    return !old.isEqualNode(fresh);
  }

  function renewHead(fresh) {
    const wanted = new Set(inHead(fresh).map(element => element.outerHTML));
    const here = new Set();
    for (const element of inHead(document)) {
      const text = element.outerHTML;
      if (ownHead.has(text) && !wanted.has(text)) element.remove();
      else here.add(text);
    }
    for (const element of inHead(fresh)) if (!here.has(element.outerHTML)) document.head.append(element);
    ownHead = wanted;
  }

  // --- Style sheets and images ------------------------------------------------------------------------------------

  const sheets = of => [...of.querySelectorAll("link")].filter(isSheet);
  const ours = link => new URL(href(link), document.baseURI).origin === location.origin;

  // Takes a sheet into use, and the old one out of it once the new one is there: in between nothing is bare.
  function replace(old, link, after) {
    return new Promise(done => {
      const end = () => { old?.remove(); done(); };
      link.addEventListener("load", end, { once: true });
      link.addEventListener("error", end, { once: true });
      setTimeout(end, 2000);
      after ? after.after(link) : document.head.append(link);
    });
  }

  function anew(link, version) {
    const copy = link.cloneNode();
    const address = new URL(href(link), document.baseURI);
    address.searchParams.set("n", version);
    written.set(copy, href(link));
    copy.href = address.href;
    return copy;
  }

  // The sheets that a new version of the page has, and no others.
  async function renewSheets(fresh) {
    const wanted = sheets(fresh);
    const here = sheets(document);
    const same = (one, other) => href(one) === other.getAttribute("href") && one.media === other.media;
    const added = wanted.filter(link => !here.some(old => same(old, link)));
    const gone = here.filter(old => ours(old) && !wanted.some(link => same(old, link)));
    await Promise.all(added.map(link => replace(null, link.cloneNode(), here.at(-1))));
    gone.forEach(link => link.remove());
  }

  async function renewFiles({ styles, images, seen: version }) {
    const path = address => decodeURIComponent(new URL(address, document.baseURI).pathname);
    const leads = (address, paths) => paths.some(known => path(address).endsWith(`/${known}`));
    if (styles.length) {
      const own = sheets(document).filter(ours);
      // One that no link names is imported by another, nobody knows by which.
      const named = styles.every(style => own.some(link => leads(href(link), [style])));
      const stale = named ? own.filter(link => leads(href(link), styles)) : own;
      await Promise.all(stale.map(link => replace(link, anew(link, version), link)));
    }
    for (const image of images.length ? document.images : []) {
      const address = written.get(image) ?? image.getAttribute("src");
      if (!address || !leads(address, images)) continue;
      written.set(image, address);
      const again = new URL(address, document.baseURI);
      again.searchParams.set("n", version);
      image.src = again.href;
    }
  }

  // --- The panel --------------------------------------------------------------------------------------------------

  // An element with text and other elements in it; texts are never markup.
  function make(name, attributes = {}, ...inside) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  }

  // Words with `names` among them.
  const words = text => text.split("`").map((part, at, all) => (at % 2 && at < all.length - 1 ? make("code", {}, part) : part));
  const counted = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  const panel = (() => {
    const title = make("h2", { id: "title" });
    const list = make("div", { class: "list", tabindex: "0", role: "group", "aria-labelledby": "title" });
    const close = make("button", { class: "close", type: "button", "aria-label": "Close", title: "Close (Escape)" }, "×");
    const drawer = make("section", { class: "drawer", id: "drawer", "aria-labelledby": "title", hidden: "" },
      make("header", {}, title, close), list);
    const toast = make("p", { class: "toast", role: "status" });
    const lost = make("p", { class: "pill lost", role: "status" });
    const pill = make("button", { class: "pill", type: "button", "aria-controls": "drawer", "aria-expanded": "false", hidden: "" });
    const grounds = make("button", { class: "grounds", type: "button", "aria-pressed": "false", hidden: "",
      title: "Tint each sentence by what it rests on" }, "Grounds");
    const said = make("p", { class: "said", role: "status" });
    const style = make("link", { rel: "stylesheet", href: "/_standpoint/live.css" });
    const corner = make("div", { class: "corner", lang: "en", dir: "ltr", hidden: "" },
      drawer, toast, make("div", { class: "pills" }, lost, grounds, pill), said);
    style.addEventListener("load", () => { corner.hidden = false; });
    // A shadow root, so that the styles of the site and these do not meet.
    const host = make("standpoint-live");
    host.attachShadow({ mode: "open" }).append(style, corner);
    page.append(host);

    let state = { findings: [], errors: 0, warnings: 0 };
    // "asked" when the reader has opened it, "urgent" when it has opened by itself.
    let open = null;
    // What the reader has closed it over.
    let hushed = new Set();
    let hide = 0;

    const urgent = () => [
      ...(state.page === "gone" ? ["gone"] : []),
      ...(state.trouble ? [state.trouble] : []),
      ...state.findings.filter(finding => finding.severity === "error").map(finding => finding.file + finding.message),
    ];
    const summary = () => [
      ...(state.page === "gone" ? ["Page removed"] : []),
      ...(state.trouble ? ["Preview disturbed"] : []),
      ...(state.errors ? [counted(state.errors, "error")] : []),
      ...(state.warnings ? [counted(state.warnings, "warning")] : []),
    ];

    function set(how) {
      open = how;
      drawer.hidden = !open;
      pill.setAttribute("aria-expanded", String(!!open));
      // The worst is enough: the rest stands in the list.
      pill.textContent = summary()[0] ?? "";
      pill.dataset.level = urgent().length ? "error" : "warning";
      pill.hidden = !!open || !(urgent().length || state.warnings);
    }

    function shut() {
      const inside = drawer.contains(host.shadowRoot.activeElement);
      hushed = new Set(urgent());
      set(null);
      if (inside) pill.focus();
    }

    const level = severity => (severity === "error" ? "Error" : "Warning");
    function place({ file, line, column, editable }) {
      const text = `${file}:${line}:${column}`;
      if (!editable || !token) return make("span", { class: "place" }, text);
      return make("button", { class: "place", type: "button", "data-file": file, "data-line": line, title: "Open in the editor" }, text);
    }

    // A paragraph is often one long line: what stands close to the place is enough.
    const end = text => (text.length > 100 ? `…${text.slice(-90).replace(/^\S{0,20}\s/, "")}` : text);
    const start = text => (text.length > 70 ? `${text.slice(0, 60).replace(/\s\S{0,20}$/, "")}…` : text);

    // The lines of an excerpt, each with its number, and the place in them marked.
    function excerpt({ line, before, marked, after }) {
      const rows = [[]];
      for (const [text, isMarked] of [[end(before), false], [marked, true], [start(after), false]])
        text.split("\n").forEach((part, at) => {
          if (at > 0) rows.push([]);
          if (isMarked) rows.at(-1).push(make("mark", { class: part ? undefined : "point" }, part));
          else rows.at(-1).push(part);
        });
      const row = (parts, at) => make("div", { class: "row" },
        make("span", { class: "number", "aria-hidden": "true" }, String(line + at)), make("code", {}, ...parts));
      return make("div", { class: "excerpt" }, ...rows.map(row));
    }

    function item(finding) {
      const hints = finding.hints.map(hint => make("li", {}, ...words(hint)));
      const related = finding.related.map(other => make("li", {}, place(other), " ", ...words(other.message)));
      return make("li", { class: `finding ${finding.severity}` },
        make("p", { class: "message" }, make("span", { class: "level" }, level(finding.severity)), " ", ...words(finding.message)),
        make("p", { class: "where" }, place(finding), " ", make("span", { class: "name" }, finding.code)),
        ...(finding.excerpt ? [excerpt(finding.excerpt)] : []),
        ...(hints.length ? [make("ul", { class: "hints" }, ...hints)] : []),
        ...(related.length ? [make("ul", { class: "related" }, ...related)] : []));
    }

    function content() {
      const notice = (...inside) => make("p", { class: "notice" }, ...inside);
      const left = state.errors + state.warnings - state.findings.length;
      return [
        ...(state.page === "gone" ? [notice("This page was removed. What you see is its last version.")] : []),
        ...(state.trouble ? [notice(...words(state.trouble))] : []),
        make("ol", {}, ...state.findings.map(item)),
        ...(left > 0 ? [make("p", { class: "rest" }, `and ${left} more, which the terminal lists`)] : []),
      ];
    }

    function show(now) {
      state = now;
      title.textContent = summary().join(", ") || "Nothing to mend";
      // Morphed, so that the focus stays on a place while others come and go.
      Idiomorph.morph(list, content(), { morphStyle: "innerHTML" });
      const worries = urgent();
      if (!worries.length) hushed = new Set();
      const fresh = worries.some(what => !hushed.has(what));
      if (fresh && open !== "asked") set("urgent");
      else if (open === "urgent" && !worries.length) set(null);
      else if (open && !worries.length && !state.warnings) set(null);
      else set(open);
      const speech = worries.length ? `${title.textContent}. ${state.findings[0]?.message ?? ""}` : "";
      if (said.textContent !== speech) said.textContent = speech;
    }

    function tell(...what) {
      clearTimeout(hide);
      toast.replaceChildren(...what);
      hide = setTimeout(() => toast.replaceChildren(), 6000);
    }

    pill.addEventListener("click", () => { set("asked"); close.focus(); });
    close.addEventListener("click", shut);
    drawer.addEventListener("click", event => {
      const { file, line } = event.target.closest("[data-file]")?.dataset ?? {};
      if (file) edit({ file, line: Number(line) });
    });
    document.addEventListener("keydown", event => {
      if (event.key === "Escape" && open && !event.defaultPrevented) shut();
    });

    return { host, show, tell, grounds, stopped: is => { lost.textContent = is ? "Preview stopped" : ""; } };
  })();

  // --- The editor -------------------------------------------------------------------------------------------------

  async function edit(wish) {
    const response = await fetch("/_standpoint/open", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, ...wish }),
    }).catch(() => null);
    if (!response?.ok) return panel.tell(response ? (await response.text()).trim() : "The preview has stopped");
    const { opened, place, why } = await response.json();
    if (opened) return panel.tell("Opened ", make("code", {}, place));
    if (!place) return panel.tell(...words(why));
    const copied = await navigator.clipboard?.writeText(place).then(() => true, () => false);
    panel.tell(...words(why), ". ", copied ? "Copied: " : "", make("code", {}, place));
  }

  // --- What sentences rest on -------------------------------------------------------------------------------------

  // Each sentence that cites is tinted, without touching the page: these are ranges that the browser paints. Where it
  // cannot, there is no such button.
  const tints = {
    "standpoint-well": "background-color: rgb(0 128 96 / 0.16);",
    "standpoint-weak": "background-color: rgb(255 190 0 / 0.3); text-decoration: underline dotted;",
    "standpoint-lost": "background-color: rgb(190 50 20 / 0.3); text-decoration: underline wavy;",
  };
  let grounded = [];

  async function ground() {
    const response = await fetch(`/_standpoint/grounds?page=${encodeURIComponent(location.pathname)}`).catch(() => null);
    const claims = response?.ok ? await response.json() : [];
    grounded = claims.flatMap(({ claim, place }) => {
      const marker = document.getElementById(claim.marker);
      const range = marker && sentence(marker, claim.begins);
      return range ? [{ claim, place, range }] : [];
    });
    for (const name in tints) {
      const ranges = grounded.filter(({ claim }) => name === `standpoint-${strength(claim)}`).map(({ range }) => range);
      CSS.highlights.set(name, new Highlight(...ranges));
    }
  }

  const strength = claim => claim.weak.includes("rests-on-retracted") ? "lost" : claim.weak.length ? "weak" : "well";

  // From where a sentence begins to its marker. The numbers of markers before it are no words of it.
  function sentence(marker, begins) {
    const block = marker.closest("p, li, td, th, dd, dt, blockquote, figcaption, summary") ?? marker.parentElement;
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let words = "";
    const places = [];
    for (let node = walk.nextNode(); node && marker.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING; node = walk.nextNode()) {
      if (node.parentElement.closest("[role=doc-noteref], sup")) continue;
      places.push([words.length, node]);
      words += node.data;
    }
    // The marker may stand before the words with which the sentence goes on.
    const first = begins.split(" ");
    let at = -1;
    while (at < 0 && first.length) {
      at = words.lastIndexOf(first.join(" ").replace(/\p{P}+$/u, ""));
      first.pop();
    }
    if (!places.length || at < 0) return null;
    const start = places.findLast(([from]) => from <= at);
    const range = document.createRange();
    range.setStart(start[1], at - start[0]);
    range.setEndBefore(marker);
    return range;
  }

  if (CSS.highlights && document.querySelector("[role=doc-noteref]")) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(Object.entries(tints).map(([name, style]) => `::highlight(${name}) { ${style} }`).join("\n"));
    let waiting = 0;
    const again = new MutationObserver(() => { clearTimeout(waiting); waiting = setTimeout(ground, 150); });
    panel.grounds.hidden = false;
    panel.grounds.addEventListener("click", () => {
      const on = panel.grounds.getAttribute("aria-pressed") !== "true";
      panel.grounds.setAttribute("aria-pressed", String(on));
      document.adoptedStyleSheets = on ? [...document.adoptedStyleSheets, sheet] : document.adoptedStyleSheets.filter(other => other !== sheet);
      if (!on) { again.disconnect(); grounded = []; CSS.highlights.clear(); return; }
      again.observe(document.querySelector("main") ?? document.body, { childList: true, subtree: true, characterData: true });
      ground();
    });
    document.addEventListener("click", event => {
      if (!grounded.length || event.altKey || event.button !== 0 || event.target.closest?.("a, button, summary")) return;
      const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
      const hit = caret && grounded.find(({ range }) => range.isPointInRange(caret.offsetNode, caret.offset));
      if (!hit) return;
      const { sources, origins, weak } = hit.claim;
      const says = [counted(sources, "source") + (origins < sources ? `, ${counted(origins, "origin")}` : ""), ...weak].join(" · ");
      if (token && hit.place) edit(hit.place).then(() => panel.tell(says));
      else panel.tell(says);
    });
  }

  // Alt and click: to the text behind what is under the pointer.
  document.addEventListener("click", event => {
    const target = event.target;
    if (!token || !event.altKey || event.button !== 0 || target === panel.host) return;
    event.preventDefault();
    event.stopPropagation();
    place(target).then(edit);
  }, { capture: true });

  // The keys of the front matter whose words a theme shows under these classes.
  const shown = [
    [".standfirst", ["summary", "question"]],
    [".issue-question", ["question"]],
    [".position-summary, .cell-summary, .timeline-summary, .change-text", ["summary"]],
    [".judgements, .first-judgements", ["judgements"]],
  ];

  // The place behind an element: what the nearest block, note or card around it says. In the same page with comments,
  // one stands before each block of a text.
  async function place(target) {
    const page = location.pathname;
    const keys = shown.find(([classes]) => target.closest(classes))?.[1] ?? [];
    const response = await fetch(`/_standpoint/places?page=${encodeURIComponent(page)}`).catch(() => null);
    const placed = new DOMParser().parseFromString(response?.ok ? await response.text() : "", "text/html");
    // A position is headed by the question of its issue.
    const issue = target.closest(".page-position .standfirst") && document.querySelector("main .facts a[href*='issues/']");
    if (issue) return { page, href: new URL(issue.href).pathname, keys: ["question"] };
    for (let at = target; at && at !== document.body; at = at.parentElement) {
      const [, file, byte] = comment(twin(at, placed.body)) ?? [];
      if (file) return { file, byte: Number(byte) };
      if (at.id.startsWith("note-")) return { page, note: at.id };
      // What holds the title of the page is no card, and leads where the page does.
      const card = at.matches("td, th, li, article, .cover") && !at.querySelector("h1");
      const link = card && at.querySelector("a[href]");
      const to = link && new URL(link.href, document.baseURI);
      if (to && to.origin === location.origin) return { page, href: to.pathname, keys };
    }
    return { page, keys };
  }

  // The element that stands in another copy of the page where this one stands here.
  function twin(element, body) {
    if (element === document.body) return body;
    const parent = element.parentElement;
    return parent && twin(parent, body)?.children[[...parent.children].indexOf(element)];
  }

  function comment(element) {
    const before = element?.previousSibling;
    return before?.nodeType === Node.COMMENT_NODE ? /^@(.*)#(\d+)$/.exec(before.data) : null;
  }

  connect();
})();

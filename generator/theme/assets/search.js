/* The search: names first, which are loaded when the reader goes there, and after them the text of
   the pages in parts. It takes the place of the worker that Material would load, and answers in its
   form. Comes before Material's bundle, which asks for the index and for the worker once each. */
(() => {
  "use strict";

  if (location.protocol === "file:") return; // there Material waits by itself, or hides the search
  const INDEX = /\/search\/search_index\.json$/;
  const WORKER = /\/workers\/search\.[^/]*\.js$/;
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // the kinds of Material's messages
  const MENTIONED = 30; // from this rank on, words are found in the text of a page alone
  const MOST = 100; // results; nobody reads more
  let folder = ""; // of the index

  const wanted = new Promise((resolve) => {
    const asked = new URLSearchParams(location.search);
    if (asked.has("q") || asked.has("h")) resolve(); // searched for, or found: marked on the page
    document.addEventListener("focusin", ({ target }) => {
      if (target.closest(".md-search")) resolve();
    });
  });

  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, address, ...more) {
    if (INDEX.test(address)) {
      XMLHttpRequest.prototype.open = open;
      folder = String(address).replace(/[^/]*$/, "");
      this.send = () => wanted.then(() => send.call(this));
    }
    open.call(this, method, address, ...more);
  };

  const Worker = window.Worker;
  window.Worker = function (address, ...more) {
    if (!WORKER.test(address)) return new Worker(address, ...more);
    window.Worker = Worker;
    return new Search();
  };

  /* ── Words ────────────────────────────────────────────────────────────────────────────── */

  const IDLE = new Set("a an and are as at by for from has in is of on or the to with".split(" "));

  /* A text in which every word has a blank before it: without capitals, accents and marks. */
  const folded = (text) =>
    ` ${text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

  /* The words of a query. The last one may be the beginning of another, so it is never idle. */
  function wordsOf(query) {
    const words = folded(query).split(" ").filter(Boolean);
    return words.filter((word, at) => at === words.length - 1 || !IDLE.has(word));
  }

  const holds = (text, words) => words.every((word) => text.includes(` ${word}`));

  const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /* A text as HTML, in which each word that begins like one of the query is marked. */
  const marked = (text, words) =>
    text
      .split(/([\p{L}\p{N}\p{M}]+)/u)
      .map((piece, at) => {
        const begins = at % 2 && words.some((word) => folded(piece).startsWith(` ${word}`));
        return begins ? `<mark data-md-highlight>${escaped(piece)}</mark>` : escaped(piece);
      })
      .join("");

  /* The part of a text around the first word of the query. */
  function around(text, words) {
    const at = text.split(/(?<=[.!?])\s+/).find((sentence) => words.some((word) => folded(sentence).includes(` ${word}`)));
    return at && at.length < 300 ? at : `${text.slice(0, 200)}${text.length > 200 ? "…" : ""}`;
  }

  /* ── The search ───────────────────────────────────────────────────────────────────────── */

  class Search extends EventTarget {
    constructor() {
      super();
      this.pages = [];
      this.query = "";
    }

    postMessage({ type, data }) {
      if (type === SETUP) this.begin(data.docs);
      if (type === QUERY) {
        this.query = data;
        this.answer();
      }
    }

    tell(type, data) {
      // Later, as a worker does: Material listens only when it has sent its message.
      setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data: { type, data } })));
    }

    begin({ groups, parts, mentioned }) {
      this.mentioned = mentioned;
      const [metrics] = groups; // most of what a goal is called is its metric's name
      this.pages = groups.flatMap((group, place) =>
        group.names.map((rest, at) => {
          const of = group.of[at] ?? -1, other = group.others[group.other[at]];
          const name = of < 0 ? rest : metrics.names[of] + rest;
          const key = of < 0 ? group.keys[at] : group.keys[at].replace("*", metrics.keys[of]);
          const own = folded(name), id = folded(key);
          return { group, place, name, other, own, id, url: group.urls[at].replace("*", key), beside: folded(`${name} ${key} ${other} ${group.also[at] || ""}`) };
        }),
      );
      this.tell(READY);
      this.load(parts);
    }

    /* The text in its parts, one after the other. What is sought meanwhile is answered anew. */
    async load(parts) {
      for (let number = 0; number < parts.length; number += 1) {
        let part;
        try {
          part = await (await fetch(`${folder}text-${number}.json`)).json();
        } catch {
          return; // names are found all the same
        }
        part.forEach(([finding, sections], at) => {
          const page = this.pages[parts[number] + at];
          page.finding = finding;
          page.sections = sections.map(([anchor, title, text]) => ({ anchor, title, text, words: folded(`${title} ${text}`) }));
          page.all = page.beside + page.sections.map((section) => section.words).join("");
        });
        if (this.query) this.answer();
      }
    }

    /* How well a page fits, less is better: its name before its text, what is measured before what
       is written. Infinite if it does not. */
    rank(page, words) {
      const phrase = ` ${words.join(" ")}`;
      const later = page.group.named ? 0 : page.group.written ? 20 : 10;
      if (page.own === `${phrase} ` || page.id === `${phrase} `) return later;
      if (page.own.startsWith(phrase) || page.id.startsWith(phrase)) return later + 1;
      if (holds(page.own + page.id, words)) return later + 2;
      if (holds(page.beside, words)) return later + 3;
      return page.all && holds(page.all, words) ? later + MENTIONED : Infinity;
    }

    answer() {
      const words = wordsOf(this.query);
      const found = words.length
        ? this.pages.map((page, at) => ({ page, at, rank: this.rank(page, words) })).filter(({ rank }) => rank < Infinity)
        : [];
      const best = new Map(); // of each group
      for (const { page, rank } of found) best.set(page.place, Math.min(rank, best.get(page.place) ?? Infinity));
      // Names before text; the group with the best name first; within a group the best name.
      const order = ({ page, rank, at }) =>
        rank < MENTIONED ? [0, best.get(page.place), page.place, rank, page.name.length, at] : [1, rank, page.place, at, 0, 0];
      found.sort((one, other) => {
        const [mine, its] = [order(one), order(other)];
        const at = mine.findIndex((value, place) => value !== its[place]);
        return at < 0 ? 0 : mine[at] - its[at];
      });
      const shown = found.slice(0, MOST);
      grouped = shown.map(({ page, rank }) => (rank < MENTIONED ? page.group.group : this.mentioned));
      const terms = Object.fromEntries(words.map((word) => [word, true]));
      this.tell(RESULT, { items: shown.map(({ page, rank }) => this.item(page, rank, words, terms)) });
    }

    /* A page and those of its sections that hold all words, in Material's form. */
    item(page, rank, words, terms) {
      const sections = (page.sections || []).filter(({ anchor, words: text }) => anchor && holds(text, words));
      const prose = page.group.written && page.sections ? around((sections[0] || page.sections[0]).text, words) : "";
      const named = page.other ? `${page.name} · ${page.other}` : page.name;
      const doc = (location, title, text, score) => ({ location, title: marked(title, words), text: marked(text, words), score, terms });
      return [
        doc(page.url, named, page.finding || prose, 2),
        ...sections.map(({ anchor, title, text }) => doc(`${page.url}#${anchor}`, title, page.group.written ? around(text, words) : "", 1)),
      ];
    }
  }

  /* ── Groups: a heading before the first result of each ──────────────────────────────────── */

  let grouped = []; // the group of each result

  function head(list) {
    const items = [...list.querySelectorAll(":scope > .md-search-result__item")];
    items.forEach((item, at) => {
      const first = grouped[at] && grouped[at] !== grouped[at - 1];
      if (!first || (item.previousElementSibling && item.previousElementSibling.matches(".cx-found"))) return;
      const heading = document.createElement("li");
      heading.className = "cx-found";
      heading.textContent = grouped[at];
      list.insertBefore(heading, item);
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector(".md-search-result__list");
    if (list) new MutationObserver(() => head(list)).observe(list, { childList: true });
  });
})();

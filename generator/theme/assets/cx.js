/* What the pages can do beyond being read: sort and filter the index tables, keep that in the
   address, say how old the figures are, and let wide tables and the menu be used by keyboard.
   Everything is readable without it. No library, nothing inline, no request. */
(() => {
  "use strict";

  const DAY = 86400000;
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /* ── How old are the figures? ─────────────────────────────────────────────────────────── */

  function dateline(line, today) {
    const due = Date.parse(line.dataset.cxNextDue || "");
    if (Number.isNaN(due) || today <= due + DAY) return;
    const days = Math.floor((today - Date.parse(line.dataset.cxFiguresTo)) / DAY);
    line.dataset.cxOverdue = "";
    line.textContent =
      `These figures are ${days} days old; new ones were due on ${line.dataset.cxNextDueText}.`;
  }

  /* ── Paper ────────────────────────────────────────────────────────────────────────────── */

  /* The theme opens every fold for paper. What the reader had closed is marked before that, but
     for the tables of a page that has nothing else. */
  function mark() {
    for (const fold of document.querySelectorAll('details[class^="cx-"]')) {
      fold.toggleAttribute("data-cx-closed", !fold.open && !fold.closest("[data-cx-whole]"));
    }
  }

  addEventListener("beforeprint", mark, true);

  /* ── Index tables ─────────────────────────────────────────────────────────────────────── */

  function index(box) {
    const form = box.querySelector(".cx-filters");
    const table = box.querySelector("table");
    const body = table ? table.tBodies[0] : box.querySelector("[data-cx-items]");
    const count = form.querySelector("[data-cx-count]");
    const nothing = box.querySelector(".cx-nothing");
    const chosenWords = box.querySelector("[data-cx-chosen]");
    const heads = table ? [...table.tHead.rows[0].cells] : [];
    const grouping = form.querySelector("[data-cx-grouping]");
    const made = [...body.querySelectorAll("[data-cx-group]")];
    const rows = [...body.children]
      .filter((row) => !made.includes(row))
      .map((row) => ({ row, text: folded(row.textContent) }));
    // What is searched for is called "words": at "q" Material would open the search of the site.
    const fields = [...new Set([...form.elements].map((field) => field.name).filter(Boolean))];
    let sorted = null; // { column, down }

    const chosen = () => Object.fromEntries(fields.map((name) => [name, form.elements[name].value]));

    function filter() {
      const wanted = chosen();
      const words = folded(wanted.words || "").split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { row, text } of rows) {
        const fits =
          words.every((word) => text.includes(word)) &&
          fields.every((name) => {
            if (name === "words" || name === "group" || !wanted[name]) return true;
            return (row.getAttribute(`data-cx-${name}`) || "").split(" ").includes(wanted[name]);
          });
        row.hidden = !fits;
        shown += fits ? 1 : 0;
      }
      count.textContent = count.dataset.cxCount
        .replace("{shown}", shown)
        .replace("{all}", rows.length);
      nothing.hidden = shown > 0;
      // A heading goes with the last of its rows.
      let head = null;
      for (const one of body.children) {
        if (one.dataset.cxGroup !== undefined) (head = one).hidden = true;
        else if (head && !one.hidden) head.hidden = false;
      }
      if (chosenWords) say(wanted);
    }

    /* What is chosen, in the words of the form, for paper: the form itself is not printed. */
    function say(wanted) {
      const words = fields.filter((name) => wanted[name]).map((name) => {
        const field = form.elements[name];
        if (field.selectedOptions) return field.selectedOptions[0].textContent;
        const radio = [...(field.length ? field : [])].find((one) => one.checked);
        return radio ? radio.parentElement.textContent : `“${wanted[name]}”`;
      });
      chosenWords.textContent = [count.textContent, ...words].join(" · ");
      chosenWords.hidden = !words.length;
    }

    function key(row, column) {
      const cell = row.cells[column];
      return cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent.trim();
    }

    /* Rows under the headings of their groups: those of the page, or by what is chosen. */
    function grouped(order) {
      const by = grouping && grouping.value;
      const tag = by || (grouping ? grouping.dataset.cxGrouping : "");
      if (by === "none" || !made.length) return order;
      const groups = new Map(by ? [] : made.map((head) => [head.dataset.cxGroup, [head]]));
      const field = form.elements[tag];
      const names = new Map([...((field && field.options) || [])].map((one) => [one.value, one.text]));
      for (const row of order) {
        const cell = row.querySelector(`.cx-rows__${tag}`);
        const value = row.getAttribute(`data-cx-${tag}`) || (cell ? cell.textContent.trim() : "");
        if (!groups.has(value)) groups.set(value, [heading(names.get(value) || value || "–", value)]);
        groups.get(value).push(row);
      }
      const groupsInOrder = [...groups.values()];
      if (by) groupsInOrder.sort((a, b) => collator.compare(a[0].textContent, b[0].textContent));
      return groupsInOrder.flat();
    }

    function heading(text, value) {
      const head = made[0].cloneNode(true);
      head.dataset.cxGroup = value;
      head.firstElementChild.textContent = text;
      return head;
    }

    function sort() {
      const order = rows.map((entry, place) => ({ ...entry, place }));
      if (sorted) {
        const { column, down } = sorted;
        const number = heads[column].dataset.cxSort === "number";
        for (const entry of order) {
          const raw = key(entry.row, column);
          entry.key = number ? parseFloat(raw) : raw;
          entry.blank = number ? Number.isNaN(entry.key) : raw === "";
        }
        order.sort((a, b) => {
          if (a.blank !== b.blank) return a.blank ? 1 : -1; // what is not known comes last
          const step = a.blank ? 0 : number ? a.key - b.key : collator.compare(a.key, b.key);
          return (down ? -step : step) || a.place - b.place;
        });
      }
      body.replaceChildren(...grouped(order.map((entry) => entry.row)));
      heads.forEach((head, column) => {
        if (sorted && sorted.column === column) {
          head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
        } else {
          head.removeAttribute("aria-sort");
        }
      });
    }

    /* The address holds what is chosen, so that a view can be sent to a colleague. */
    function remember() {
      const query = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(chosen())) {
        if (value) query.set(name, value);
        else query.delete(name);
      }
      query.delete("sort");
      if (sorted) query.set("sort", `${sorted.down ? "-" : ""}${sorted.column + 1}`);
      const text = query.toString();
      history.replaceState(history.state, "", location.pathname + (text && `?${text}`) + location.hash);
    }

    function recall() {
      const query = new URLSearchParams(location.search);
      for (const name of fields) form.elements[name].value = query.get(name) || "";
      const column = parseInt(query.get("sort"), 10);
      const head = Math.abs(column) - 1;
      sorted = heads[head]?.dataset.cxSort ? { column: head, down: column < 0 } : null;
      sort();
      filter();
    }

    heads.forEach((head, column) => {
      if (!head.dataset.cxSort) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cx-sort";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        const again = sorted && sorted.column === column;
        sorted = again && sorted.down ? null : { column, down: Boolean(again) };
        sort();
        remember();
      });
      head.append(button);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target === grouping) sort();
      filter();
      remember();
    });
    form.addEventListener("reset", () => {
      // The fields are emptied after this event.
      setTimeout(() => {
        sorted = null;
        sort();
        filter();
        remember();
      });
    });
    const copy = form.querySelector("[data-cx-copy]");
    if (copy && navigator.clipboard) {
      copy.addEventListener("click", async () => {
        remember();
        await navigator.clipboard.writeText(location.href);
        count.textContent = copy.dataset.cxCopy;
      });
    } else if (copy) copy.hidden = true;
    recall();
    // A page that turns to itself is not drawn anew.
    const path = location.pathname;
    const turning = window.location$?.subscribe(() => {
      if (!box.isConnected) turning.unsubscribe();
      else if (location.pathname === path) recall();
    });
  }

  /* ── Wide tables ──────────────────────────────────────────────────────────────────────── */

  function scrollable(box) {
    const wide = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (!wide) {
      if (box.dataset.cxWide === undefined) return;
      for (const name of ["tabindex", "role", "aria-label", "data-cx-wide"]) box.removeAttribute(name);
      return;
    }
    const caption = box.querySelector("caption");
    const head = box.querySelector("th");
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", (caption || head || { textContent: "Table" }).textContent.trim());
    box.dataset.cxWide = "";
  }

  const measured = new ResizeObserver((entries) => entries.forEach(({ target }) => scrollable(target)));

  /* ── What a long page holds: its headings, listed anew each time that the list is opened ── */

  function contents(nav) {
    const fold = nav.firstElementChild;
    const list = fold.appendChild(document.createElement("ul"));
    const page = nav.closest("article");
    const shown = (sorts) =>
      [...page.querySelectorAll(sorts)].filter((part) => part.checkVisibility() && part.textContent.trim());
    const headings = () => {
      const found = shown("h2, [data-cx-group]");
      return found.length > 1 ? found : shown("h2, h3, [data-cx-group], .cx-label, figcaption, .cx-details > summary");
    };
    fold.addEventListener("toggle", () => {
      if (!fold.open) return;
      const links = headings().map((heading, place) => {
        const [item, link] = [document.createElement("li"), document.createElement("a")];
        heading.id = heading.id || `part-${place + 1}`;
        link.href = `#${heading.id}`;
        link.textContent = heading.textContent.trim();
        link.addEventListener("click", (event) => {
          event.preventDefault(); // Material would turn the page to itself, and lists are drawn anew
          event.stopPropagation();
          fold.open = false;
          history.replaceState(history.state, "", link.href);
          heading.tabIndex = -1;
          heading.focus({ preventScroll: true });
          heading.scrollIntoView();
        });
        item.append(link);
        return item;
      });
      list.replaceChildren(...links);
    });
    const long = new ResizeObserver(() => {
      nav.hidden = document.documentElement.scrollHeight <= 2 * innerHeight || headings().length < 2;
    });
    long.observe(page);
  }

  /* ── The menu of narrow screens: Material's is a label, which no key reaches ──────────── */

  function menu() {
    const label = document.querySelector(".md-header__button[for='__drawer']");
    const open = document.getElementById("__drawer");
    if (!label || !open || document.querySelector(".cx-menu")) return;
    const names = document.querySelector(".md-nav--primary");
    const button = document.createElement("button");
    const say = () => button.setAttribute("aria-expanded", open.checked);
    button.type = "button";
    button.className = "cx-menu cx-unseen";
    button.setAttribute("aria-label", (names && names.getAttribute("aria-label")) || "Navigation");
    button.addEventListener("click", () => open.click());
    open.addEventListener("change", say);
    say();
    label.before(button);
  }

  document.addEventListener("keydown", ({ key }) => {
    const open = document.getElementById("__drawer");
    if (key !== "Escape" || !open || !open.checked) return;
    open.click();
    document.querySelector(".cx-menu").focus();
  });

  /* ── Start, on each page that is shown ────────────────────────────────────────────────── */

  function start() {
    const today = Date.now();
    document.querySelectorAll(".cx-dateline").forEach((line) => dateline(line, today));
    document.querySelectorAll("[data-cx-index]:not([data-cx-ready])").forEach((box) => {
      box.dataset.cxReady = "";
      index(box);
    });
    document.querySelectorAll("[data-cx-contents]").forEach(contents);
    menu();
    measured.disconnect();
    // Material wraps plain tables after this runs, so both are looked for in the next frame.
    requestAnimationFrame(() => {
      document
        .querySelectorAll(".cx-scroll, .md-typeset__scrollwrap")
        .forEach((box) => measured.observe(box));
    });
  }

  // Material's stream of pages is there with instant navigation and without it.
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

/* On the pages of a published edition: whether a newer one is out, and the way from a page to the
   same page of another edition, or to the nearest one above it where that page is gone. Loaded by
   editions alone; asks nothing but the site itself. */
(() => {
  "use strict";

  const NEXT = "next";
  let listed; // the editions of the site, asked for once

  const isThere = (address) =>
    fetch(address, { method: "HEAD" }).then((answer) => answer.ok, () => false);

  function editions(root) {
    listed ??= fetch(new URL("versions.json", root), { cache: "no-cache" }).then(
      (answer) => (answer.ok ? answer.json() : []),
      () => [],
    );
    return listed;
  }

  /* Where the pages of this edition begin: "." from its Home, "../.." from a goal's page. */
  function home() {
    const note = document.querySelector(".cx-edition");
    return note && new URL(`${note.dataset.cxBase}/`, location.href);
  }

  /* The address in another edition of the page that is read; `same` says whether it is there. */
  async function counterpart(to) {
    let path = location.pathname.slice(home().pathname.length);
    if (await isThere(new URL(path, to))) {
      return { address: new URL(path + location.search + location.hash, to), same: true };
    }
    while (path) {
      path = path.replace(/[^/]*\/?$/, "");
      if (await isThere(new URL(path, to))) break;
    }
    return { address: new URL(path, to), same: false };
  }

  async function note() {
    const place = document.querySelector(".cx-edition");
    if (!place) return;
    const own = place.dataset.cxEdition;
    const root = new URL("../", home());
    const latest = (await editions(root)).find(({ aliases }) => aliases.includes("latest"));
    if (!latest) return;
    const [said, link] = place.children;
    if (latest.version === own) {
      said.textContent = `Edition ${own}, the latest.`;
      link.remove();
      return;
    }
    if (own !== NEXT) said.textContent = `Edition ${own}. A newer one is out.`;
    place.dataset.cxOld = "";
    const { address, same } = await counterpart(new URL("latest/", root));
    link.href = address.href;
    link.textContent = same
      ? `Read this page in the latest edition, ${latest.version}`
      : `This page is not in the latest edition, ${latest.version}: go to the nearest one`;
  }

  /* The list of editions in the header leads to the same page as well. */
  document.addEventListener(
    "click",
    async (event) => {
      const link = event.target.closest?.(".md-version__link");
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey || !home()) return;
      event.preventDefault();
      event.stopPropagation();
      location.assign((await counterpart(new URL(link.href))).address);
    },
    true,
  );

  if (window.document$) window.document$.subscribe(note);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", note);
  else note();
})();

/* Material fetches the index of its search, and the worker that reads it, with every page. Here both
   wait until the reader goes to the search; what is typed meanwhile counts. Comes before Material's
   bundle, which asks for each of them once. Were it to ask in another way, they would come at once. */
(() => {
  "use strict";

  if (location.protocol === "file:") return; // there Material waits by itself, or hides the search
  const INDEX = /\/search\/search_index\.json$/;
  const WORKER = /\/workers\/search\.[^/]*\.js$/;

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
      this.send = () => wanted.then(() => send.call(this));
    }
    open.call(this, method, address, ...more);
  };

  const Worker = window.Worker;
  window.Worker = function (address, ...more) {
    if (!WORKER.test(address)) return new Worker(address, ...more);
    window.Worker = Worker;
    return new Waiting(() => new Worker(address, ...more));
  };

  /* Words that are in no index. Material seeks all that begins with a word, as "Officer" with "of";
     the last one is left, because it may be the beginning of another. */
  const IDLE = /(?<!\S)(?:an?|and|are|as|at|by|for|from|has|in|is|of|on|or|the|to|with)\s+(?=\S)/gi;

  /* As much of a worker as Material uses: messages to it, words that are sought among them, and
     messages of it. */
  class Waiting extends EventTarget {
    constructor(made) {
      super();
      this.worker = wanted.then(() => {
        const worker = made();
        worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
        return worker;
      });
    }

    postMessage(message) {
      const { type, data } = message;
      const sent = typeof data === "string" ? { type, data: data.replace(IDLE, "") } : message;
      this.worker.then((worker) => worker.postMessage(sent));
    }
  }
})();

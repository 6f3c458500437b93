/* Brings a chart alive once it is pointed at, reached by keyboard or tapped: what that takes is
   loaded then (cx-chart.js). Where it does not come, the picture stays. */
(() => {
  "use strict";

  const CHART = "[data-cx-chart]";
  const woken = new Map(); // what is known of each box: its chart, and the last event before it came

  function wake(box) {
    const known = { chart: null, pointer: null };
    woken.set(box, known);
    const script = new URL("../cx-chart.js", new URL(box.dataset.cxChart, location.href));
    import(script.href)
      .then(({ Chart }) => {
        known.chart = new Chart(box, known.pointer);
        return known.chart.wake();
      })
      .catch(() => {}); // the browser tells of what does not come
    return known;
  }

  function boxOf(target) {
    return target instanceof Element ? target.closest(CHART) : null;
  }

  function pointed(event) {
    const box = boxOf(event.target);
    if (!box || event.target.closest(".cx-chart__tools")) return;
    const known = woken.get(box) || wake(box);
    known.pointer = event;
    if (!known.chart) return;
    known.chart.point(event);
    if (event.type === "pointerdown") known.chart.press(event);
  }

  const alive = () => [...woken.values()].map(({ chart }) => chart).filter(Boolean);

  document.addEventListener("pointermove", pointed);
  document.addEventListener("pointerdown", pointed);
  document.addEventListener("pointerup", () => alive().forEach((chart) => chart.release()));
  document.addEventListener("pointerout", (event) => {
    const box = boxOf(event.target);
    if (!woken.has(box) || event.pointerType === "touch" || box.contains(event.relatedTarget)) return;
    woken.get(box).pointer = null;
    woken.get(box).chart?.leave();
  });
  document.addEventListener("focusin", ({ target }) => {
    const box = boxOf(target);
    if (box && !woken.has(box)) wake(box);
  });
  document.addEventListener("keydown", (event) => {
    if (woken.has(event.target)) woken.get(event.target).chart?.key(event);
  });
  addEventListener("resize", () => alive().forEach((chart) => chart.resize()));

  function start() {
    for (const [box, { chart }] of woken) {
      if (box.isConnected) continue;
      chart?.end();
      woken.delete(box);
    }
    document.querySelectorAll(CHART).forEach((box) => {
      box.tabIndex = 0;
      box.setAttribute("role", "application");
      box.setAttribute("aria-label", box.dataset.cxLabel);
    });
  }

  // Material's stream of pages is there with instant navigation and without it.
  if (window.document$) window.document$.subscribe(start);
  else start();
})();

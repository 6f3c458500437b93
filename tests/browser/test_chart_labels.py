"""Labels of charts as they are seen: on no line, on no other label, near the line they name."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.sites import Site

#: Shows the charts of each page in turn; gives how many there are, how many labels they have, and
#: which of these are crossed by a line, overlap, or are farther than 14 px from the end of a line.
MEASURE = """
async (paths) => {
  const shown = document.querySelector(".md-content");
  const found = { charts: 0, labels: 0, beside: 0, crossed: [], overlapping: [], far: [] };
  const known = new Set();
  const GRID = "#e1e5e9", PAPER = "#ffffff", AIR = 1.5, STEP = 2;
  const painted = (part, name) => part.closest(`[${name}]`)?.getAttribute(name);

  function lines(svg) {
    const places = [], ends = [];
    for (const part of svg.querySelectorAll("path, line")) {
      const stroke = painted(part, "stroke");
      if (!stroke || stroke === GRID || stroke === PAPER) continue;
      const matrix = part.getScreenCTM();
      const place = (x, y) => new DOMPoint(x, y).matrixTransform(matrix);
      if (part.tagName === "line") {
        const of = (name) => parseFloat(part.getAttribute(name) || "0");
        const [a, b] = [place(of("x1"), of("y1")), place(of("x2"), of("y2"))];
        ends.push(a, b);
        const count = Math.max(1, Math.ceil(Math.hypot(b.x - a.x, b.y - a.y) / STEP));
        for (let at = 0; at <= count; at++) {
          const share = at / count;
          places.push({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });
        }
        continue;
      }
      // Each stretch apart: the length of a path that breaks would jump.
      for (const stretch of part.getAttribute("d").match(/M[^M]+/g) || []) {
        const one = document.createElementNS("http://www.w3.org/2000/svg", "path");
        one.setAttribute("d", stretch);
        const length = one.getTotalLength();
        const on = (at) => place(...xy(one.getPointAtLength(at)));
        for (let at = 0; at <= length; at += STEP) places.push(on(at));
        ends.push(on(0), on(length));
      }
    }
    return { places, ends };
  }
  const xy = ({ x, y }) => [x, y];

  // A figure as wide as it is in its page: within the frames that it has there.
  function framed(figure) {
    const frames = [];
    for (let at = figure; !at.matches("article"); at = at.parentElement) frames.push(at);
    return frames.reduce((inner, frame, nth) => {
      if (frame.matches("details")) return inner;
      const copy = frame.cloneNode(false);
      for (const child of [...frame.children])
        copy.append(child === frames[nth - 1] ? inner : child.cloneNode(false));
      return copy;
    });
  }

  for (const path of paths) {
    const text = await (await fetch(path)).text();
    const read = new DOMParser().parseFromString(text, "text/html");
    const figures = [...read.querySelectorAll("figure.cx-chart")].filter((figure) => {
      const place = new URL(path).pathname.split("/")[1];
      const drawn = place + figure.querySelector("svg").outerHTML;
      return !known.has(drawn) && known.add(drawn);
    });
    if (!figures.length) continue;
    shown.replaceChildren(...figures.map(framed));
    for (const svg of shown.querySelectorAll("svg")) {
      if (!svg.getBoundingClientRect().width) continue;
      const { places, ends } = lines(svg);
      found.charts += 1;
      const labels = [...svg.querySelectorAll("text")].map((part) => {
        const box = part.getBoundingClientRect();
        return { text: part.textContent, beside: part.classList.contains("cx-beside-plot"),
          left: box.left + AIR, right: box.right - AIR,
          top: box.top + AIR, bottom: box.bottom - AIR };
      });
      found.labels += labels.length;
      const said = (label) => `${path} ${label.text}`;
      labels.forEach((one, nth) => {
        const inside = ({ x, y }) => one.left < x && x < one.right && one.top < y && y < one.bottom;
        if (places.some(inside)) found.crossed.push(said(one));
        for (const other of labels.slice(nth + 1)) {
          const across = one.left < other.right && other.left < one.right;
          if (across && one.top < other.bottom && other.top < one.bottom)
            found.overlapping.push(`${said(one)} / ${other.text}`);
        }
        if (!one.beside) return;
        found.beside += 1;
        const [x, y] = [one.left - AIR, (one.top + one.bottom) / 2];
        const near = Math.min(...ends.map((end) => Math.hypot(end.x - x, end.y - y)));
        if (near > 14) found.far.push(`${said(one)}: ${near.toFixed(0)} px`);
      });
    }
  }
  return found;
}
"""


@pytest.mark.parametrize("width", [1366, 390])
def test_no_label_is_crossed_or_overlaps_or_is_far_from_its_line(
    page: Page, site: Site, width: int
) -> None:
    page.goto("")
    found: dict[str, Any] = page.evaluate(MEASURE, [site.address + path for path in site.paths()])
    assert found["beside"] >= found["charts"] > 10
    assert (found["crossed"], found["overlapping"], found["far"]) == ([], [], [])

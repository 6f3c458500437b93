"""Pages use the room that they have: how much of their paper holds no ink."""

from __future__ import annotations

import base64
import re

import pytest
from playwright.sync_api import Page

from tests.browser.sites import Site

#: The most that may be blank of a page's column, in squares of 40 px, above its last element.
MOST = 0.30
_COLUMN = """() => {
  const column = document.querySelector("article").getBoundingClientRect();
  let bottom = 0;
  for (const each of document.querySelectorAll("article *")) {
    const box = each.getBoundingClientRect();
    const says = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (box.width && box.height && each.checkVisibility() && (says || each.tagName === "path")) {
      bottom = Math.max(bottom, box.bottom);
    }
  }
  const height = bottom - column.top;
  return { x: column.left, y: column.top + scrollY, width: column.width, height };
}"""
_BLANK = """async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  let blank = 0;
  let all = 0;
  for (let y = 0; y + 40 <= image.height; y += 40) {
    for (let x = 0; x + 40 <= image.width; x += 40) {
      const { data } = context.getImageData(x, y, 40, 40);
      let ink = false;
      for (let at = 0; at < data.length && !ink; at += 4) {
        ink = 765 - data[at] - data[at + 1] - data[at + 2] > 18;
      }
      all += 1;
      blank += !ink;
    }
  }
  return blank / all;
}"""


#: A page of each kind: promised, kept, running total, too old to judge, closed; a metric with
#: segments, without, and of a running total.
KINDS = [
    "goals/days-to-first-login-30/",
    "goals/csat-78/",
    "goals/bookings-2026/",
    "goals/customer-days-600/",
    "goals/said-and-got-85/",
    "metrics/nps/",
    "metrics/attrition/",
    "metrics/bookings/",
]


@pytest.mark.sample
@pytest.mark.parametrize("site", ["sample"], indirect=True)
@pytest.mark.parametrize("path", KINDS)
def test_little_of_a_page_is_blank(page: Page, path: str) -> None:
    assert blank_share(page, path) < MOST


@pytest.mark.sample
@pytest.mark.full
@pytest.mark.parametrize("site", ["sample"], indirect=True)
def test_little_of_any_page_of_a_goal_or_metric_is_blank(page: Page, site: Site) -> None:
    paths = [path for path in site.paths() if re.match(r"(goals|metrics)/.", path)]
    assert len(paths) > len(KINDS)
    shares = {path: blank_share(page, path) for path in paths}
    assert {path: share for path, share in shares.items() if share >= MOST} == {}


def blank_share(page: Page, path: str) -> float:
    page.goto(path)
    column = page.evaluate(_COLUMN)
    png = page.screenshot(full_page=True, clip=column)
    # Without the policy of the site, which lets no picture come from a text.
    blank = page.context.new_page()
    share: float = blank.evaluate(_BLANK, base64.b64encode(png).decode())
    blank.close()
    return share

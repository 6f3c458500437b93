"""What each chart of the sample is called: held against its tables, and against names by hand."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.pages.company import ROOT
from tests.pages.crawl import BuiltSite
from tests.story.write import TODAY

pytestmark = pytest.mark.sample

Row = dict[str, str]
FIGURE = re.compile(r'<figure class="cx-figure cx-chart" id="([^"]+)">(.*?)</figure>', re.DOTALL)
#: What a chart's name says of change, where it can be told.
CHANGES = ("steady", "improved since ", "worsened since ", "changed since ", "first sign of ")
#: Worked out by hand from the tables in data/.
BY_HAND = {
    ("goals/nps-40/", "Net promoter score"): (
        "Process chart of Net promoter score, November 2021 to October 2026: 37 in October 2026, "
        "steady; target at least 40 by 31 Dec 2026: no verdict."
    ),
    ("metrics/days-to-first-login/", "Days from signature to first login"): (
        "Process chart of Days from signature to first login in days, November 2022 to October "
        "2026: 44 days in October 2026, worsened since February 2025; "
        "target at most 30 days by 30 Jun 2027: needs a decision."
    ),
    ("metrics/stock-cover/", "Weeks of terminals in stock"): (
        "Process chart of Weeks of terminals in stock in weeks, November 2022 to October 2026: "
        "3.9 weeks in October 2026, first sign of change since October 2026; "
        "target between 4 and 8 weeks by 30 Jun 2027: watch."
    ),
    ("metrics/attrition/", "Employees who left in twelve months"): (
        "Line chart of Employees who left in twelve months in %, November 2021 to October 2026: "
        "11 % in October 2026."
    ),
    ("metrics/nps/", "segments"): (
        "Small charts of Net promoter score by segment on one scale, November 2021 to October "
        "2026: Large firms, Mid-size firms, Small firms. "
        "From 23 (Large firms) to 41 (Small firms) in October 2026."
    ),
}


@pytest.fixture(scope="module")
def sample(site_of: Callable[[str], BuiltSite]) -> BuiltSite:
    return site_of("sample")


def table(name: str) -> list[Row]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(site: BuiltSite) -> Iterator[tuple[str, str, str]]:
    """The page, the id and the HTML of every figure with a chart."""
    for page in site.pages:
        for name, html in FIGURE.findall(page.html):
            yield page.path.removesuffix("index.html"), name, html


def label(html: str) -> str:
    (found,) = set(re.findall(r'<svg role="img" aria-label="([^"]*)"', html))
    return unescape(found).replace("\u00a0", " ")


def closed_values(site: BuiltSite, metric: str, segment: str) -> list[tuple[dt.date, float]]:
    """The last days and values of the closed periods, as the download has them."""
    text = (site.folder / f"downloads/{metric}.csv").read_text(encoding="utf-8")
    return [
        (dt.date.fromisoformat(row["last_day"]), float(row["value"]))
        for row in csv.DictReader(text.splitlines())
        if row["open"] == "no" and row["segment"] == segment and row["value"]
    ]


def test_a_drawing_is_one_image_and_nothing_inside_it_has_a_part_to_play(sample: BuiltSite) -> None:
    count = 0
    for path, name, html in figures(sample):
        drawings = re.findall(r"<svg role=.*?</svg>", html, re.DOTALL)
        assert len(drawings) in (2, 3), (path, name)  # of which one is shown
        for drawing in drawings:
            head, _, inside = drawing.partition(">")
            assert 'role="img"' in head, (path, name)
            assert not re.search(r"\b(role|aria-[a-z]+|tabindex)=|<title|<desc|<a\b", inside), name
        assert len(re.findall(r'role="img"', html)) == len(drawings), (path, name)
        count += 1
    assert count > len(table("metrics.csv"))


def test_no_two_charts_of_a_page_have_one_name(sample: BuiltSite) -> None:
    names: dict[str, list[str]] = {}
    for path, _, html in figures(sample):
        names.setdefault(path, []).append(label(html))
    assert any(len(found) > 1 for found in names.values())
    for path, found in names.items():
        assert len(set(found)) == len(found), path


@pytest.mark.parametrize(("path", "what"), BY_HAND)
def test_is_called_as_worked_out_by_hand(sample: BuiltSite, path: str, what: str) -> None:
    found = {label(html) for page, _, html in figures(sample) if page == path}
    assert BY_HAND[path, what] in found


def test_each_says_what_it_is_of_how_far_it_goes_and_where_it_stands(sample: BuiltSite) -> None:
    """The parts of every name, worked out anew from the tables and the downloads."""
    metrics = {row["metric"]: row for row in table("metrics.csv")}
    segments = {row["segment"]: row["name"] for row in table("segments.csv")}
    decided = {row["about"] for row in table("commentary.csv") if row["kind"] == "decision-taken"}
    all_goals = table("goals.csv")
    replaced = {row["replaces"] for row in all_goals}
    goals = [
        row
        for row in all_goals
        if row["state"] in ("", "active")
        and row["goal"] not in replaced
        and not (row["goal"] in decided and row["due"] < TODAY.isoformat())
    ]
    looked_at = 0
    for path, name, html in figures(sample):
        said = label(html)
        metric = re.sub(r"^(chart|segments)-(\d+-)?", "", name)
        row = metrics[metric]
        unit = {"percent": " in %", "score": "", "count": ""}.get(
            row["unit"], f" in {row['unit'].removeprefix('currency:')}"
        )
        if said.startswith("Small charts of "):
            head = f"Small charts of {row['name']}{unit} by segment on one scale, "
            assert said.startswith(head), (path, name)
            continue
        part = next((key for key, called in segments.items() if f", {called}" in said[:120]), "")
        called = row["name"] + (f", {segments[part]}" if part else "")
        kind = re.match(r"(Line|Process) chart of ", said)
        assert kind, said
        body = said[kind.end() :]
        assert body.startswith(f"{called}{unit}, "), said
        span, _, rest = body.removeprefix(f"{called}{unit}, ").partition(": ")
        values = closed_values(sample, metric, segments.get(part, ""))
        (first, _), (last, value) = values[0], values[-1]
        for day in (first, last):
            assert str(day.year) in span, said
        number = re.search(r"−?[\d,]+(?:\.\d+)?", rest)
        assert number, said
        shown = float(number[0].replace(",", "").replace("−", "-"))
        scale = 1e6 if rest[number.end() :].startswith(" million") else 1
        assert shown * scale == pytest.approx(value, rel=0.02, abs=0.06), said
        assert str(last.year) in rest.partition("; ")[0].partition(", ")[0], said
        if kind[1] == "Process":
            assert any(change in rest for change in CHANGES), said
        aims = [goal for goal in goals if (goal["metric"], goal["segment"]) == (metric, part)]
        assert rest.count("target ") + sum(map(int, re.findall(r"(\d+) more target", rest))) == len(
            aims
        ), said
        for goal in aims[:2]:
            due = dt.date.fromisoformat(goal["due"])
            assert f" by {due.day} {due:%b %Y}: " in rest, said
            assert _number(goal["target"]) in rest.replace(",", ""), said
            assert f": {_status(sample.folder, goal['goal'])}" in rest, said
        looked_at += 1
    assert looked_at > len(metrics)


def _number(text: str) -> str:
    value = float(text)
    return f"{value / 1e6:g} million" if value >= 1e6 else f"{value:g}"


def _status(site: Path, goal: str) -> str:
    """The word that the goal's own page has on its first chip."""
    html = (site / "goals" / goal / "index.html").read_text(encoding="utf-8")
    (chip, *_) = re.findall(r'class="cx-chip[^>]*>(.*?)</(?:span|strong|a|p)>\s', html, re.DOTALL)
    words = re.sub(r"<[^>]+>|[^\w \n]", "", unescape(chip)).split()
    return " ".join(words).lower()

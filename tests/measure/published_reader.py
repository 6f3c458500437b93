"""What a reader with time takes from a published company: every figure of every file and page."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from generator.build import Site
from generator.model.vocabulary import Bound
from tests.measure.build import day

#: A metric, the last day of a period, and a segment.
Cell: TypeAlias = tuple[str, str, str]

_FIGURES = ("value", "n", "numerator", "promoters", "detractors", "invited")
_BOUNDS = {"under 5 %": Bound.UNDER, "over 95 %": Bound.OVER} | {one.value: one for one in Bound}
_MONTHS = [*month_name[1:]]
_PERIOD = re.compile(rf"(?:({'|'.join(_MONTHS)})|Q(\d)) (\d{{4}})")
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_TABLE = re.compile(r"<caption[^>]*>(.*?)</caption>(.*?)</table>", re.DOTALL)
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)


#: The layers of a chart without a measured figure: plans, targets, forecasts, places of texts.
_NOT_MEASURED = frozenset(
    {
        *("years_begin", "usual_bands", "usual_lines", "bands", "ahead", "hatch"),
        *("targets", "plan", "milestones", "levels", "ends", "leaders", "gutter", "unit"),
        *("run_label", "events", "event_dots", "event_label"),
    }
)


@dataclass
class Reading:
    """The figures of each cell, by the file or page that shows them; what a period has at least."""

    figures: dict[Cell, dict[str, set[str]]] = field(default_factory=dict)
    at_least: dict[Cell, int] = field(default_factory=dict)
    told: dict[Cell, dict[str, Bound]] = field(default_factory=dict)

    def is_newest(self, cell: Cell) -> bool:
        """Whether nothing is told of a later period."""
        return all(last <= cell[1] for _, last, _ in self.figures)

    def see(self, cell: Cell, where: str, figure: object) -> None:
        """Notes a figure."""
        text = f"{figure:g}" if isinstance(figure, float | int) else str(figure)
        bound = _BOUNDS.get(text)
        if bound is not None:
            self.told.setdefault(cell, {})[where] = bound
        elif text:
            self.figures.setdefault(cell, {}).setdefault(where, set()).add(text)


def files_of(site: Site) -> dict[str, str]:
    """Every text that is published, by its address."""
    pages = {page.src_uri: site.complete(page.markdown, page.src_uri) for page in site.pages}
    files = {
        asset.src_uri: asset.content.decode(errors="replace")
        if isinstance(asset.content, bytes)
        else asset.content
        for asset in site.assets
    }
    return pages | files


def read_published(site: Site, names: Mapping[str, str]) -> Reading:
    """All figures of a site; `names` are its metrics by their names on pages."""
    found = Reading()
    for where, text in files_of(site).items():
        if where.startswith("downloads/"):
            _read_rows(found, where, text, "last_day")
        elif where == "edition/measurements/published.csv":
            _read_rows(found, where, text, "date")
        elif where == "edition/provenance.json":
            _read_open(found, text, site.as_of.day)
        elif where.startswith("json/metrics/"):
            _read_json(found, where, json.loads(text))
        elif where.startswith("assets/charts/"):
            _read_chart(found, where, json.loads(text))
        elif where.endswith(".md"):
            _read_page(found, where, text, names)
    return found


def _read_rows(found: Reading, where: str, text: str, last: str) -> None:
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"))):
        cell = (row["metric"], row[last], row["segment"].casefold())
        for name in (*_FIGURES, "bound"):
            found.see(cell, where, row.get(name) or "")


def _read_open(found: Reading, text: str, as_of: dt.date) -> None:
    """The answers of a period that is open on the day of the site; the bounds told."""
    provenance = json.loads(text)
    for one in provenance["bounds"]:
        cell = (one["metric"], one["date"], one["segment"])
        found.see(cell, "edition/provenance.json", one["bound"])
    for one in provenance["so_far"]:
        cadence = provenance["cadences"][one["metric"]]
        months = 3 if cadence == "quarterly" else 1
        month = (as_of.month - 1) // months * months + months
        last = (dt.date(as_of.year + month // 12, month % 12 + 1, 1) - dt.timedelta(1)).isoformat()
        found.at_least[one["metric"], last, one["segment"]] = one["at_least"]


def _read_json(found: Reading, where: str, metric: Mapping[str, Any]) -> None:
    for segment, part in [("", metric), *((one["segment"], one) for one in metric["segments"])]:
        newest, told = part["newest"], part["bound"]
        if told:
            found.see((metric["id"], told["last_day"], segment), where, told["bound"])
        for name in _FIGURES if newest else ():
            if newest.get(name) is not None:
                found.see((metric["id"], newest["last_day"], segment), where, newest[name])


def _read_chart(found: Reading, where: str, chart: Mapping[str, Any]) -> None:
    """The points of every picture of a chart: a panel that has a name is of that segment."""
    metric = where.removeprefix("assets/charts/").split(".")[0]
    pictures = [one["data"] for one in chart.values() if isinstance(one, dict) and "data" in one]
    layers = [layer for picture in pictures for layer in picture.items()]
    for rows in (rows for name, rows in layers if name not in _NOT_MEASURED):
        panels = {row.get("panel"): row["text"] for row in rows if row.get("kind") == "name"}
        for row in rows:
            if "day" in row or "date" in row:
                stamp = dt.datetime.fromtimestamp(row.get("day", row.get("date")) / 1000, dt.UTC)
                segment = panels.get(row.get("panel"), "").casefold()
                for name in ("value", "low", "high"):
                    if isinstance(row.get(name), float | int):
                        found.see((metric, stamp.date().isoformat(), segment), where, row[name])


def _read_page(found: Reading, where: str, page: str, names: Mapping[str, str]) -> None:
    """Tables about a metric of which a row names a period."""
    for caption, body in _TABLE.findall(page):
        metric = next((id_ for name, id_ in names.items() if _plain(caption).startswith(name)), "")
        for row in _ROW.findall(body):
            cells = [_plain(one) for one in _CELL.findall(row)]
            periods = [last for one in cells for last in _periods(one)]
            if metric and len(periods) == 1:
                segment = "" if _PERIOD.match(cells[0]) else cells[0].casefold()
                for one in cells[1:]:
                    if not _PERIOD.search(one):
                        found.see((metric, periods[0], segment), where, one)


def _periods(text: str) -> Iterator[str]:
    for month, quarter, year in _PERIOD.findall(text):
        last = _MONTHS.index(month) + 1 if month else 3 * int(quarter)
        after = day(f"{int(year) + last // 12}-{last % 12 + 1:02}-01")
        yield (after - dt.timedelta(1)).isoformat()


def _plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def together(readings: Iterable[Reading]) -> Reading:
    """What several editions say."""
    found = Reading()
    for one in readings:
        for cell, places in one.figures.items():
            for where, figures in places.items():
                for figure in figures:
                    found.see(cell, where, figure)
        for cell, bounds in one.told.items():
            found.told.setdefault(cell, {}).update(bounds)
        for cell, least in one.at_least.items():
            found.at_least[cell] = max(least, found.at_least.get(cell, 0))
    return found

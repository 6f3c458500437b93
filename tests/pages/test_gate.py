"""Markers planted in every column, file name and commit are searched in every byte of two sites.

A marker says who may find it: `pq…` all readers, `zq…` the leadership, `nq…` nobody. Each column
of each table has one in a row for all, and one in a row of the leadership where a table can have
such rows.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.model.codec import to_csv
from generator.model.schema import Column, ColumnType, Table
from generator.model.tables import TABLES
from tests.pages.company import mkdocs, write_project

ALL, LEADERSHIP, NOBODY = "pq", "zq", "nq"

#: What a cell holds that is no marker: ids of other rows, and words of which there are a few.
PLAIN: Mapping[str, str] = {
    "metrics.department": "{who}departmentsdepartment{who}",
    "metrics.better": "lower",
    "metrics.calculation": "nps",
    "metrics.cadence": "monthly",
    "metrics.kind": "business",
    "metrics.same_answers": "",
    "metrics.part_of": "",
    "goals.department": "{all}departmentsdepartment{all}",
    "goals.rule": "reach",
    "goals.state": "active",
    "initiatives.phase": "scale",
    "initiatives.currency": "EUR",
    "touchpoints.stage": "before",
    "handoffs.stage": "before",
    "handoffs.receiver": "other",
    "handoffs.receiver_metric": "",
    "commentary.kind": "comment",
    "commentary.about": "goal:{who}goalsgoal{who}",
    "objectives.model": "cx",
    "events.rebase": "no",
    "maturity.level": "2",
    "maturity.target": "4",
}
#: Columns that cannot hold a marker, and why.
WITHOUT_MARKER = {
    ColumnType.CHOICE: "one of a few words",
    ColumnType.REFERENCE: "the id of another row, which is planted there",
    ColumnType.CURRENCY: "a code of three letters",
    ColumnType.SUBJECT: "the id of another row, which is planted there",
}
UNPLANTED = {
    "metrics.decimals": "a whole number up to 6",
    "metrics.min_n": "a small number, so that the figures are shown",
    "metrics.min_numerator": "a small number, so that the figures are shown",
    "metrics.fix_limits_after": "at least 12 and below the length of a record",
    "metrics.lag_days": "a number of days",
    "metrics.complete_dimensions": "names dimensions of segments.csv, which are planted there",
    "goals.target_high": "only of a range, and a range has no milestones",
    "touchpoints.order": "a place in a row",
    "maturity.level": "1 to 5",
    "maturity.target": "1 to 5",
    "measurements.date": "periods that series of all readers have too",
    "measurements.numerator": "of an NPS there is none",
}
#: What all readers may find in the edition alone: it keeps the tables that the site was made from,
#: so that a later edition can compare itself with it.
ONLY_IN_EDITION = {
    "commentary.cleared_by": "a role; the words themselves are shown",
    "commentary.cost": "a comment costs nothing; those of decisions are shown",
    "commentary.decides": "nothing is decided by a comment; those of decisions are shown",
    "commentary.due": "a comment of this kind has no due date; those of decisions are shown",
    "handoffs.promise_value": "its promise says it in words",
    "events.date": "before the record; a chart shows the events of its time",
    "events.title": "before the record",
    "events.note": "before the record",
    "measurements.note": "about one figure",
    "metrics.maximum": "a bound that the checks use",
    "metrics.minimum": "a bound that the checks use",
    "milestones.date": "before the record; a chart shows the plan of its time",
    "milestones.expected": "before the record",
}


def has_audience(table: Table) -> bool:
    """Whether rows of a table can be the leadership's: by a column, or by what they are about."""
    return table.name in {
        *("metrics", "measurements", "goals", "milestones", "benchmarks", "events"),
        *("initiatives", "commentary"),
    }


@dataclass(kw_only=True)
class Planted:
    """Files with markers, each with the column or the place in which it is."""

    files: dict[str, str] = field(default_factory=dict)
    markers: dict[str, str] = field(default_factory=dict)
    roles: list[tuple[str, str]] = field(default_factory=list)

    def mark(self, who: str, place: str) -> str:
        marker = who + re.sub("[^a-z]", "", place) + who
        self.markers[marker] = place
        return marker

    def cell(self, table: Table, column: Column, who: str) -> str:  # noqa: PLR0911 -- by its type
        place = f"{table.name}.{column.name}"
        if place in PLAIN:
            return PLAIN[place].format(who=who, all=ALL)
        if column.type is ColumnType.REFERENCE:
            return self._reference(place, column, who)
        if column.name == "audience":
            return "leadership" if who == LEADERSHIP else ""
        if column.type in WITHOUT_MARKER or place in UNPLANTED:
            return ""
        if column.type in (ColumnType.DATE, ColumnType.PERIOD):
            return self._day(place, who)
        if column.type in (ColumnType.NUMBER, ColumnType.WHOLE):
            return self._number(place, who)
        marker = self.mark(who, place)
        if column.type is ColumnType.ROLE:
            self.roles.append((marker, who))
        return f"{marker}@example.com" if column.type is ColumnType.EMAIL else marker

    def _reference(self, place: str, column: Column, who: str) -> str:
        if place in ("goals.guardrails", "goals.replaces", "departments.customers"):
            return ""
        owned = who if column.refers_to in ("metrics", "goals") else ALL
        key = {table.name: table.key[0] for table in TABLES}[column.refers_to]
        return f"{owned}{column.refers_to}{key}{owned}"

    def _number(self, place: str, who: str) -> str:
        number = 700_000_000 + 1_000_003 * len(self.markers) + 7
        bounds = {"metrics.minimum": -number, "metrics.maximum": number + 200_000_000}
        number = {**bounds, "measurements.value": 37}.get(place, number)
        if place.startswith("measurements.") and place != "measurements.value":
            number = {"n": 4, "promoters": 2, "detractors": 1, "invited": 5}[place[13:]] * 10**8
            number += 7654321 if who == ALL else 9876543
        if number != 37:
            for text in (f"{number}", f"{number:,}"):
                self.markers[text.removeprefix("-")] = f"{who}:{place}"
        return str(number) if number != 37 else ""

    def _day(self, place: str, who: str) -> str:
        day = dt.date(2019 if who == ALL else 2018, 1, 3) + dt.timedelta(7 * len(self.markers))
        if place.endswith((".due", ".decision_date", ".end")):
            day = day.replace(year=2028 if who == ALL else 2029)
        for text in (day.isoformat(), f"{day.day} {day:%B %Y}"):
            self.markers[text.casefold()] = f"{who}:{place}"
        return day.isoformat()


def who_may(marker: str, place: str) -> str:
    """Who may find a marker: it says so itself, or its place does."""
    return place[:2] if place[2:3] == ":" else marker[:2]


def planted() -> Planted:
    """A company with a row for all and one of the leadership in each table that can have such."""
    plant = Planted()
    for table in TABLES:
        if table.name in ("people", "measurements"):
            continue
        names = [column.name for column in table.columns]
        groups = (ALL, LEADERSHIP) if has_audience(table) else (ALL,)
        rows = [[plant.cell(table, column, who) for column in table.columns] for who in groups]
        plant.files[table.file] = to_csv(names, rows)
    plant.files["metrics.csv"] = plant.files["metrics.csv"].replace(
        "zqdepartmentsdepartmentzq", "pqdepartmentsdepartmentpq"
    )
    plant.files["departments.csv"] += "other,Other,,,,,\n"
    _measure(plant)
    _people(plant)
    _files_besides(plant)
    return plant


def _measure(plant: Planted) -> None:
    """A file for each group, and one whose rows are all dropped as duplicates."""
    table = next(table for table in TABLES if table.name == "measurements")
    names, rows = [column.name for column in table.columns], []
    for who in (ALL, LEADERSHIP):
        cells = [plant.cell(table, column, who) for column in table.columns]
        row = dict(zip(names, cells, strict=True))
        whole = {**row, "segment": "", "note": ""}
        rows = [
            [*({**each, "date": f"2026-{month:02}"}).values()]
            for month in range(1, 11)
            for each in (whole, row)
        ]
        name = plant.mark(who, "file of measurements")
        plant.files[f"measurements/{name}.csv"] = to_csv(names, rows)
    again = plant.mark(LEADERSHIP, "file of duplicates")
    plant.files[f"measurements/{again}.csv"] = to_csv(names, rows)


def _people(plant: Planted) -> None:
    """A holder and an e-mail for each role; nobody sees those of one that answers for nothing."""
    rows = []
    silent = ("commentaryby", "commentaryclearedby", "commentarydecides", "maturityassessor")
    nothing = plant.mark(NOBODY, "people.name")
    for number, (title, who) in enumerate([*plant.roles, (nothing, NOBODY)]):
        told = NOBODY if any(name in title for name in silent) else who
        letters = "abcdefghijklmnopqrstuvwxyz"[number]
        rows.append(
            [
                plant.mark(who, f"people.person {letters}"),
                title,
                plant.mark(told, f"people.holder {letters}"),
                "pqdepartmentsdepartmentpq",
                plant.mark(told, f"people.email {letters}") + "@example.com",
            ]
        )
    plant.files["people.csv"] = to_csv(["person", "name", "holder", "department", "email"], rows)


def _files_besides(plant: Planted) -> None:
    """A raw export of the leadership, a file that nobody reads, and hidden ones."""
    mark = plant.mark
    metric = mark(LEADERSHIP, "metric of an export")
    row = {"metric": metric, "name": "x", "department": "pqdepartmentsdepartmentpq"}
    row |= {"better": "higher", "audience": "leadership"}
    names = plant.files["metrics.csv"].partition("\n")[0].split(",")
    plant.files["metrics.csv"] += to_csv([row.get(name, "") for name in names], ())
    file = mark(LEADERSHIP, "file of an export")
    plant.files[f"exports/{file}.csv"] = (
        f"Month,Score,Who\n2026-09,7,{mark(NOBODY, 'other column of an export')}\n"
    )
    plant.files["exports.toml"] = (
        f"# {mark(NOBODY, 'comment of the declarations')}\n"
        f'[exports.{mark(LEADERSHIP, "export")}]\nfiles = "{file}.csv"\nmetric = "{metric}"\n'
        f'layout = "long"\ndate = "Month"\nvalue = "Score"\n'
        f'system = "{mark(LEADERSHIP, "system of an export")}"\n'
    )
    plant.files[f"{mark(LEADERSHIP, 'file that is not read')}.csv"] = mark(NOBODY, "unread")
    plant.files[f".{mark(NOBODY, 'hidden file')}.csv"] = mark(NOBODY, "hidden")


@dataclass(frozen=True, kw_only=True)
class Found:
    """The markers in each file of a site, in its name or its bytes."""

    site: Mapping[str, frozenset[str]]

    @property
    def anywhere(self) -> frozenset[str]:
        return frozenset().union(*self.site.values())

    @property
    def on_pages(self) -> frozenset[str]:
        """Those outside the edition."""
        rest = (found for name, found in self.site.items() if not name.startswith("edition/"))
        return frozenset().union(*rest)


def search(site: Path, markers: Mapping[str, str]) -> Found:
    found = {}
    wanted = {marker: marker.encode() for marker in markers}
    for path in (path for path in site.rglob("*") if path.is_file()):
        name = path.relative_to(site).as_posix()
        content = name.lower().encode() + b"\n" + path.read_bytes().lower()
        found[name] = frozenset(marker for marker, text in wanted.items() if text in content)
    return Found(site=found)


def commit_each(folder: Path, plant: Planted) -> None:
    """A commit for each file, by an author and with a message that nobody finds."""
    author = plant.mark(NOBODY, "author")
    mail = plant.mark(NOBODY, "mail of an author")
    environ = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        environ |= {f"GIT_{role}_NAME": author, f"GIT_{role}_EMAIL": f"{mail}@example.com"}
        environ[f"GIT_{role}_DATE"] = "2026-11-01T12:00:00+0000"

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=environ, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    git("init", "-q", "-b", plant.mark(NOBODY, "branch"))
    git("remote", "add", "origin", f"https://{plant.mark(NOBODY, 'remote')}.example.com/x.git")
    for name in sorted(plant.files, key=lambda name: "pq" in name):  # a file of all comes last
        git("add", "-f", f"data/{name}")
        git("commit", "-q", "-m", plant.mark(NOBODY, f"message of {name}"))
        if "/zq" in name:
            plant.markers[git("rev-parse", "HEAD")] = f"{LEADERSHIP}:the commit of {name}"
    git("add", "-A")
    git("commit", "-q", "-m", plant.mark(NOBODY, "last message"))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Planted, Found, Found]:
    """What was planted, and what is found in the site for all and in that of the leadership."""
    plant, found = planted(), []
    for audience in ("all", "leadership"):
        folder = tmp_path_factory.mktemp(audience)
        link = "https://git.example.com/blob/{commit}/data/{file}#L{line}-L{last_line}"
        options = {"audience": audience, "as_of": "2026-11-20", "source_link": link}
        options["promise_goal"] = "zqgoalsgoalzq"
        write_project(folder, plant.files, options=options)
        commit_each(folder, plant)
        done = mkdocs(folder)
        assert done.returncode == 0, done.stdout
        found.append(folder / "site")
    return plant, search(found[0], plant.markers), search(found[1], plant.markers)


def test_every_column_has_a_marker_or_a_reason() -> None:
    plant = planted()
    places = {place.removeprefix("pq:").removeprefix("zq:") for place in plant.markers.values()}
    places = {place.split(" ")[0] for place in places}
    for table in TABLES:
        for column in table.columns:
            place = f"{table.name}.{column.name}"
            has_reason = column.type in WITHOUT_MARKER or place in UNPLANTED
            assert (place in places) != has_reason or place == "measurements.value", place


def test_all_readers_find_nothing_of_the_leadership(sites: tuple[Planted, Found, Found]) -> None:
    plant, everybody, _ = sites
    assert {
        marker: (place, [name for name, found in everybody.site.items() if marker in found][:4])
        for marker, place in plant.markers.items()
        if marker in everybody.anywhere and who_may(marker, place) != ALL
    } == {}


def test_the_leadership_finds_nothing_that_nobody_may(sites: tuple[Planted, Found, Found]) -> None:
    plant, _, leaders = sites
    assert {
        marker: (place, [name for name, found in leaders.site.items() if marker in found][:4])
        for marker, place in plant.markers.items()
        if marker in leaders.anywhere and who_may(marker, place) == NOBODY
    } == {}


def test_what_they_may_find_is_there(sites: tuple[Planted, Found, Found]) -> None:
    """Else the tests above would find nothing in an empty site either."""
    plant, everybody, leaders = sites
    dated = re.compile("[a-z0-9 ,-]*")
    for who, found in ((ALL, everybody), (LEADERSHIP, leaders)):
        missing = {
            marker: place
            for marker, place in plant.markers.items()
            if marker not in found.anywhere
            and who_may(marker, place) == who
            # A day and a number are searched in two forms, of which one is there.
            and not (place[2:3] == ":" and (" " in marker or "," in marker))
            and dated.fullmatch(marker)
        }
        assert missing == {}


def test_what_only_the_edition_keeps_is_listed(sites: tuple[Planted, Found, Found]) -> None:
    plant, everybody, _ = sites
    kept = everybody.anywhere - everybody.on_pages
    shown = {
        plant.markers[marker].removeprefix("pq:").split(" ")[0] for marker in everybody.on_pages
    }
    places = {plant.markers[marker].removeprefix("pq:").split(" ")[0] for marker in kept}
    assert sorted(places - shown) == sorted(ONLY_IN_EDITION)

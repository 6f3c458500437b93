"""No figure that a site states is refused by the second, plain implementation beside this file.

Held against it are every published value, since when and which way a record has moved, the usual
range and whether the newest figure is outside it, counts, statuses and piles, and each chance
against its word and its floors. Of each kind a false one is planted, and has to be refused.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.build import read_context
from generator.configuration import plugin_options
from generator.model.dataset import AsOf
from generator.model.edition import BuildContext
from generator.model.settings import Settings, parse_settings
from generator.pages.context import SiteContext
from generator.past.build_date import resolve_as_of
from tests.conftest import ROOT
from tests.pages.conftest import real_data
from tests.referee.claims import Claims, Key, Referee, referee, refused, said, true

#: The kinds of claims, each with the fewest that the sample makes of it.
KINDS = {
    "value": 10_000,
    "since": 200,
    "inside or outside": 200,
    "count": 100,
    "status": 30,
    "pile": 30,
    "chance": 100,
}


@dataclass(frozen=True, kw_only=True, eq=False)
class Tried:
    """The claims of a site, and the referee of its figures."""

    claims: Claims
    referee: Referee
    context: SiteContext

    def faults(self, *planted: tuple[Key, Any]) -> list[str]:
        """What is refused, with some claims replaced by false ones."""
        claims = {**self.claims, **dict(planted)}
        return refused(claims, true(self.referee, claims))


def tried(context: SiteContext, folder: Path) -> Tried:
    claims, report = said(context), context.report
    return Tried(
        claims=claims,
        referee=referee(folder, report.dataset, report.settings, claims),
        context=context,
    )


@pytest.fixture(scope="module")
def sample() -> Tried:
    settings = parse_settings(plugin_options((ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    as_of = resolve_as_of(settings, {}, ROOT)
    return tried(read_context(ROOT / "data", settings, as_of, BuildContext()), ROOT / "data")


@pytest.mark.sample
def test_no_figure_of_the_sample_is_refused(sample: Tried) -> None:
    assert sample.faults() == []


@pytest.mark.sample
def test_claims_of_every_kind_are_tried(sample: Tried) -> None:
    found = Counter(kind for kind, _, _ in sample.claims)
    assert set(found) == set(KINDS)
    assert {kind: count for kind, count in found.items() if count < KINDS[kind]} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "as_of"), [("federal", "2022-11-15"), ("transit", "2018-06-15")])
def test_no_figure_of_a_real_company_is_refused(name: str, as_of: str) -> None:
    data, day = real_data(name), AsOf(day=dt.date.fromisoformat(as_of), reason="the option")
    context = read_context(data, Settings(), day, BuildContext())
    assert tried(context, data).faults() == []


def shifted(cell: float) -> float:
    return cell + 0.1


def turned(cell: bool) -> bool:
    return not cell


def one_more(cell: int) -> int:
    return cell + 1


def a_month_later(cell: str) -> str:
    return (dt.date.fromisoformat(cell) + dt.timedelta(days=31)).replace(day=1).isoformat()


PLANTS: list[tuple[str, str, str, Callable[[Any], Any] | Any]] = [
    ("value", "days-to-first-login/", "newest value", shifted),
    ("value", "days-to-first-login/small", "2026-03-31 value", shifted),
    ("value", "promise-known/executives", "2026-09-30 bound", "under-5"),
    ("value", "nps/", "newest n", one_more),
    ("value", "days-to-first-login-30", "value", shifted),
    ("value", "days-to-first-login-30", "progress", shifted),
    ("value", "days-to-first-login-30", "expected", shifted),
    ("since", "days-to-first-login/", "since", a_month_later),
    ("since", "days-to-first-login/", "direction", -1),
    ("since", "days-to-first-login/", "change", "really-better"),
    ("since", "csat/", "change", "first-sign-worse"),
    ("since", "days-to-first-login/", "mean 1", shifted),
    ("inside or outside", "csat/", "outside", turned),
    ("inside or outside", "days-to-first-login/", "upper", shifted),
    ("count", "home", "needs-a-decision", one_more),
    ("count", "sales", "going-well", one_more),
    ("count", "csat-78", "kept", (1, 12)),
    ("status", "days-to-first-login-30", "status", "on-pace"),
    ("pile", "days-to-first-login-30", "pile", "going-well"),
    ("chance", "days-to-first-login-small-30", "word", "likely"),
    ("chance", "days-to-first-login-small-30", "stated", 0.999),
    ("chance", "days-to-first-login-small-30", "worked out", 0.1),
]


@pytest.mark.sample
@pytest.mark.parametrize(
    ("kind", "about", "field", "false"),
    PLANTS,
    ids=lambda part: str(getattr(part, "__name__", part)),
)
def test_a_planted_false_one_is_refused(
    sample: Tried, kind: str, about: str, field: str, false: Any
) -> None:
    key = (kind, about, field)
    said_now = sample.claims[key]
    planted = false(said_now) if callable(false) else false
    assert planted != said_now
    before = set(sample.faults())
    found = [fault for fault in sample.faults((key, planted)) if fault not in before]
    assert any(fault.startswith(f"{kind}: {about} ") for fault in found), found


@pytest.mark.sample
def test_a_plant_of_every_kind_is_tried() -> None:
    assert {kind for kind, *_ in PLANTS} == set(KINDS)


@pytest.mark.sample
def test_what_is_left_out_or_made_up_is_refused(sample: Tried) -> None:
    key = ("since", "days-to-first-login/", "since")
    claims = {**sample.claims, ("value", "nps/", "2020-01-31 value"): 40.0}
    del claims[key]
    assert refused(claims, true(sample.referee, claims)) == [
        "since: days-to-first-login/ since: the site says nothing, true is 2025-02-01",
        "value: nps/ 2020-01-31 value: the site says 40.0, true is nothing",
    ]


@pytest.mark.sample
def test_a_figure_of_too_few_answers_is_refused(sample: Tried) -> None:
    metric, segment, last = min(sample.referee.known.small)
    key = ("value", f"{metric}/{segment}", f"{last} value")
    assert key not in sample.claims
    assert sample.faults((key, 50.0)) == [
        f"value: {metric}/{segment} {last} value: the site says 50.0, true is of too few answers"
    ]


def test_the_referee_asks_nobody_who_measures() -> None:
    for path in Path(__file__).parent.glob("*.py"):
        imports = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith(("from generator.", "import generator."))
        ]
        assert [line for line in imports if "generator.measure" in line] == [], path.name

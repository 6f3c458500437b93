"""Whatever is published, nobody can work out a small group: a reader with time tries."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations
from pathlib import Path
from time import process_time

import pytest

from generator.build import check
from generator.measure import suppression
from generator.measure.suppression import suppress
from generator.model.dataset import AsOf
from generator.model.settings import Settings
from generator.model.vocabulary import Calculation, Kind
from tests.measure.attacker import Known, breaches, given_away
from tests.measure.build import dataset, day, metric
from tests.measure.random_companies import LEAST, Company, companies, shown, told

FEW, MANY = 120, 2500
CASES = Path(__file__).parents[3] / "shared/cases/safety"


def attacked(given: list[Company], seen: list[frozenset[Hashable]]) -> list[str]:
    return [
        breach
        for one, published in zip(given, seen, strict=True)
        for breach in breaches(one.known(published), LEAST, one.wholes)
    ]


def test_nobody_can_work_out_a_small_group() -> None:
    given = companies(FEW, seed=1)
    assert attacked(given, list(shown(given))) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "shares", "further"),
    [(7, (0.1, 0.9), 1.0), (101, (0.1, 0.9), 1.0), (8, (0.9, 0.99), 1.6)],
)
def test_of_many_companies_nobody_can(
    seed: int, shares: tuple[float, float], further: float
) -> None:
    """And the shields cost at most so many further groups for each small one."""
    given = companies(MANY, seed, shares)
    seen = list(shown(given))
    assert attacked(given, seen) == []
    small = sum(len(one.small()) for one in given)
    withheld = sum(len(one.listed) - len(known) for one, known in zip(given, seen, strict=True))
    assert small > MANY
    assert withheld - small <= further * small


@pytest.mark.parametrize(
    ("count", "seed", "shares"),
    [
        (FEW, 4, (0.9, 0.99)),
        pytest.param(MANY, 5, (0.9, 0.995), marks=pytest.mark.slow),
        pytest.param(MANY, 6, (0.005, 0.1), marks=pytest.mark.slow),
    ],
)
def test_a_bound_gives_nobody_away(count: int, seed: int, shares: tuple[float, float]) -> None:
    """Of colleagues who nearly all say the same: neither the group itself nor a small one."""
    given = companies(count, seed, shares)
    found = []
    bounds = 0
    for one, (published, told_bounds) in zip(given, told(given, Kind.EMPLOYEE), strict=True):
        known = one.known(published, told_bounds)
        found += [*breaches(known, LEAST, one.wholes), *given_away(known)]
        bounds += len(told_bounds)
    assert found == []
    assert bounds > count / 20


def test_bounds_that_nobody_looks_at_give_groups_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same reader, where each bound is told that there is."""
    monkeypatch.setattr(suppression, "bounds_told", lambda _audit, found, *_: found)
    given = companies(160, 2, (0.9, 0.99))
    found = [
        [*breaches(known, LEAST, one.wholes), *given_away(known)]
        for one, (published, bounds) in zip(given, told(given, Kind.EMPLOYEE), strict=True)
        for known in [one.known(published, bounds)]
    ]
    assert sum(map(bool, found)) > 1


def test_without_shields_the_same_reader_works_them_out() -> None:
    given = companies(FEW, seed=1)
    seen = [frozenset(one.listed) - {*one.small()} for one in given]
    known = [bool(attacked([one], [shown])) for one, shown in zip(given, seen, strict=True)]
    assert sum(known) > FEW / 2


def test_a_reader_finds_what_is_known() -> None:
    """7 of 100 are left: he knows the n of the rest, and that its one promoter is the fourth's."""
    whole, parts = "whole", ("a", "b", "c")
    counts: dict[Hashable, tuple[int, ...]] = {
        "whole": (100, 50),
        "a": (60, 30),
        "b": (33, 19),
        "c": (7, 1),
    }
    known = Known(counts, [(whole, parts)], frozenset(("whole", "a", "b")))
    assert (known.bounds(0, "c"), known.bounds(1, "c")) == ((7, 7), (1, 1))
    known = Known(counts, [(whole, parts)], frozenset(("whole", "a")))
    assert (known.bounds(0, "c"), known.bounds(1, "c")) == ((0, 40), (0, 7))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 31])
def test_shields_are_few(seed: int) -> None:
    """At most half as many again as the fewest that an exhaustive search finds safe."""
    given = companies(2 * FEW, seed=seed)
    found = fewest = 0
    for one, seen in zip(given, shown(given), strict=True):
        if one.has_twin or len(one.listed) > 12:
            continue
        found += len(one.listed) - len(seen) - len(one.small())
        fewest += _fewest(one)
    assert fewest > FEW / 4
    assert found <= 1.5 * fewest, f"{found} to {fewest}"


def _fewest(one: Company) -> int:
    """How few groups have to be withheld besides the small ones, as the reader judges it."""
    others = [group for group in one.listed if group not in one.small()]
    for count in range(len(others) + 1):
        for more in combinations(others, count):
            if not breaches(one.known(frozenset(others).difference(more)), LEAST, one.wholes):
                return count
    raise AssertionError("nothing is safe")


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")
@pytest.mark.parametrize(
    ("case", "hidden"),
    [
        ("S1-control", {"nps b", "nps c"}),
        ("S2-guide", {"nps b"}),
        ("S4-freetext2", {"nps south", "nps west"}),
        ("S7-near", {"nps b", "nps c"}),
        ("S10-kind-blank", {"nps"}),
        ("S14-no-n", {"nps b", "nps c"}),
        ("S18-month-vs-quarter", {"nps", "npsq"}),
        ("S23-three-dims-implied-whole", {"nps b", "nps c"}),
    ],
)
def test_cases(case: str, hidden: set[str]) -> None:
    as_of = AsOf(day=day("2026-10-20"), reason="the option")
    data = check(CASES / f"conf-{case}", Settings(), as_of)
    gone = data.measurements[suppress(data)]
    names = zip(gone["metric"], gone["segment"], strict=True)
    assert {f"{name} {segment}".strip() for name, segment in names} == hidden


@pytest.mark.slow
@pytest.mark.timed
@pytest.mark.parametrize("kind", [Kind.CUSTOMER, Kind.EMPLOYEE])
def test_a_large_company_is_audited_fast(kind: Kind) -> None:
    """200 metrics of 36 months with a small group in each, of colleagues of one mind: 3 s."""
    rows, alike = [], "d" if kind is Kind.EMPLOYEE else None
    for place in range(200):
        for month in range(36):
            date = f"{2023 + month // 12}-{month % 12 + 1:02}-01"
            sizes = {"": 164, "a": 90, "b": 40, "c": 30 - month % 20, "d": 4 + month % 20}
            rows += [
                {"metric": f"m{place}", "date": date, "segment": segment, "value": 50.0,
                 "n": float(n), "numerator": float(n if segment == alike else n // 2)}
                for segment, n in sizes.items()
            ]  # fmt: skip
    metrics = [
        metric(metric=f"m{place}", calculation=Calculation.SHARE, kind=kind) for place in range(200)
    ]
    data = dataset(rows, metrics)
    start = process_time()
    assert suppress(data).sum() > 0
    assert process_time() - start < 3

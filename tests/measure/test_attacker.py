"""Whatever is published, nobody can work out a small group: a reader with time tries."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import combinations
from pathlib import Path
from time import process_time

import pytest

from generator.build import check
from generator.measure.group_audit import AnswerGroup, Audit, Protection, find_sums
from generator.measure.suppression import suppress
from generator.model.dataset import AsOf
from generator.model.settings import Settings
from generator.model.vocabulary import Calculation, Kind
from tests.measure.attacker import Known, breaches
from tests.measure.build import dataset, day, metric
from tests.measure.random_companies import LEAST, Company, companies, shown

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
    ("seed", "shares", "further"), [(7, (0.1, 0.9), 1.0), (8, (0.9, 0.99), 1.6)]
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


def test_shields_are_few() -> None:
    """At most half as many again as the fewest that an exhaustive search finds."""
    found = fewest = 0
    for one in companies(FEW, seed=3):
        if one.has_twin or len(one.listed) > 12 or (one.name, "2026-09-01", "") in one.unlisted:
            continue
        hidden = {place for place, group in enumerate(one.listed) if group in one.small()}
        audit = _audit(one)
        audit.hidden.update(hidden)
        audit.shield()
        found += sum(row >= 0 for row in audit.hidden - hidden)
        fewest += _fewest(one, hidden)
    assert fewest > FEW / 4
    assert found <= 1.5 * fewest


def _audit(one: Company) -> Audit:
    groups = [
        AnswerGroup(
            row=place, segment=group[2], n=one.counts[group][0], parts=one.counts[group][1:]
        )
        for place, group in enumerate(one.listed)
    ]
    dimensions: dict[str, list[AnswerGroup]] = {}
    for group in groups:
        if group.segment:
            dimensions.setdefault(group.segment[:3], []).append(group)
    whole = next(group for group in groups if not group.segment)
    ends = ((0.0, 1.0),) * len(whole.parts)
    return Audit(
        sums=find_sums(whole, dimensions.values()),
        protection=Protection(least=LEAST, ends=ends),
        whole=whole,
    )


def _fewest(one: Company, hidden: set[int]) -> int:
    parts = [place for place, group in enumerate(one.listed) if group[2] and place not in hidden]
    for count in range(len(parts) + 1):
        for more in combinations(parts, count):
            audit = _audit(one)
            rests = {part.row for each in audit.sums for part in each.of if part.row < 0}
            audit.hidden.update(hidden, more, rests)
            if audit.is_safe():
                return count
    return len(parts)


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
def test_a_large_company_is_audited_fast() -> None:
    """200 metrics of 36 months with a small group in each: at most 3 s."""
    rows = []
    for place in range(200):
        for month in range(36):
            date = f"{2023 + month // 12}-{month % 12 + 1:02}-01"
            sizes = {"": 164, "a": 90, "b": 40, "c": 30 - month % 20, "d": 4 + month % 20}
            rows += [
                {"metric": f"m{place}", "date": date, "segment": segment, "value": 50.0,
                 "n": float(n), "numerator": float(n // 2)}
                for segment, n in sizes.items()
            ]  # fmt: skip
    metrics = [
        metric(metric=f"m{place}", calculation=Calculation.SHARE, kind=Kind.CUSTOMER)
        for place in range(200)
    ]
    data = dataset(rows, metrics)
    start = process_time()
    assert suppress(data).sum() > 0
    assert process_time() - start < 3

"""Random companies for the attacker: breakdowns, rests, subtotals, a quarter of three months."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np

from generator.measure import suppression
from generator.measure.suppression import suppress
from generator.model.dataset import SegmentName
from generator.model.vocabulary import Bound, Cadence, Calculation, Kind
from tests.measure.attacker import Known
from tests.measure.build import dataset, metric

#: The groups of which a bound is told.
Bounds: TypeAlias = dict[Hashable, Bound]

LEAST = 10
_DIMENSIONS = ("region", "size", "")
_CALCULATIONS = (Calculation.SHARE, Calculation.NPS, Calculation.MEAN, Calculation.GIVEN)
#: The least and the greatest score of which a mean is made.
_SCORES = (1, 5)
_MONTHS = ("2026-07-01", "2026-08-01", "2026-09-01")


@dataclass
class Company:
    """The groups of one metric, or of one and its quarterly twin, with all their counts.

    A group is (metric, date, segment); a rest, which no table lists, has a "?" in its segment.
    """

    name: str
    calculation: Calculation
    complete: tuple[str, ...] = ()
    counts: dict[Hashable, tuple[int, ...]] = field(default_factory=dict)
    sums: list[tuple[Hashable, tuple[Hashable, ...]]] = field(default_factory=list)
    wholes: dict[Hashable, Hashable] = field(default_factory=dict)
    unlisted: set[Hashable] = field(default_factory=set)
    has_twin: bool = False

    @property
    def listed(self) -> list[Any]:
        """The groups of its table."""
        return [group for group in self.counts if group not in self.unlisted]

    def known(self, published: frozenset[Hashable], told: Bounds | None = None) -> Known:
        """What a reader knows of it."""
        ends = _SCORES if self.of_scores else (0, 1)
        return Known(self.counts, self.sums, published, ends=ends, told=told or {})

    @property
    def of_scores(self) -> bool:
        """Whether its answers are scores, of which the mean is published."""
        return self.calculation in (Calculation.MEAN, Calculation.GIVEN)

    def small(self) -> list[Any]:
        """The listed groups that are too small."""
        return [group for group in self.listed if 0 < self.counts[group][0] < LEAST]


def companies(count: int, seed: int, shares: tuple[float, float] = (0.1, 0.9)) -> list[Company]:
    """Some random companies."""
    chance = np.random.default_rng(seed)
    return [_company(f"m{place:05}", chance, shares) for place in range(count)]


def _company(name: str, chance: np.random.Generator, shares: tuple[float, float]) -> Company:
    calculation = _CALCULATIONS[int(chance.integers(len(_CALCULATIONS)))]
    made = Company(name, calculation, has_twin=chance.random() < 0.2)
    dimensions = [
        (
            dimension,
            int(chance.integers(2, 6)),
            chance.random() < 0.3,
            not made.has_twin and chance.random() < 0.2,
        )
        for dimension in _DIMENSIONS[: int(chance.integers(1, 4))]
    ]
    share = chance.uniform(*shares)
    stated = chance.random() < 0.85 or made.has_twin
    months = _MONTHS if made.has_twin else _MONTHS[-1:]
    plans = [
        (dimension, chance.dirichlet(np.full(parts + rest, 0.8)), rest, nested)
        for dimension, parts, rest, nested in dimensions
    ]
    for month in months:
        n = int(chance.integers(15, 400))
        _month(made, (name, month), n, share, plans, chance)
        if not stated:
            made.unlisted.add((name, month, ""))
    if made.has_twin:
        _quarter(made)
    if not any(rest for _, _, rest, _ in plans):
        made.complete = tuple(d for d, *_ in plans if d and chance.random() < 0.5)
    return made


def _answers(
    calculation: Calculation, n: int, share: float, chance: np.random.Generator
) -> np.ndarray[Any, Any]:
    if calculation is Calculation.SHARE:
        return (chance.random(n) < share).astype(int)
    if calculation in (Calculation.MEAN, Calculation.GIVEN):
        low, high = _SCORES
        return low + chance.binomial(high - low, share, size=n)
    kinds = [share, (1 - share) * 0.6, (1 - share) * 0.4]
    return chance.choice([1, 2, 0], size=n, p=kinds)


def _count(made: Company, answers: np.ndarray[Any, Any]) -> tuple[int, ...]:
    if made.of_scores:
        return len(answers), int(answers.sum())
    kinds = (1,) if made.calculation is Calculation.SHARE else (1, 2)
    return (len(answers), *(int((answers == kind).sum()) for kind in kinds))


def _month(
    made: Company,
    at: tuple[str, str],
    n: int,
    share: float,
    plans: list[tuple[str, np.ndarray[Any, Any], bool, bool]],
    chance: np.random.Generator,
) -> None:
    answers = _answers(made.calculation, n, share, chance)
    whole = (*at, "")
    made.counts[whole] = _count(made, answers)
    for dimension, weights, rest, nested in plans:
        member = chance.choice(len(weights), size=n, p=weights)
        parts: list[Hashable] = []
        for place in range(len(weights)):
            mine = answers[member == place]
            if len(mine) == 0:
                continue
            unlisted = rest and place == len(weights) - 1
            group = (*at, f"{dimension or 'free'}{'?' if unlisted else place}")
            made.counts[group] = _count(made, mine)
            made.wholes[group] = whole
            parts.append(group)
            if unlisted:
                made.unlisted.add(group)
        listed = [part for part in parts if part not in made.unlisted]
        if nested and len(listed) > 2:
            group = (*at, f"{dimension or 'free'}-both")
            counts = zip(*(made.counts[part] for part in listed[:2]), strict=True)
            made.counts[group] = tuple(map(sum, counts))
            made.wholes[group] = whole
            made.sums.append((group, tuple(listed[:2])))
            parts = [group, *(part for part in parts if part not in listed[:2])]
        made.sums.append((whole, tuple(parts)))


def _quarter(made: Company) -> None:
    """A twin with the answers of three months."""
    by_segment: dict[str, list[Any]] = {}
    for group in [*made.counts]:
        by_segment.setdefault(group[2], []).append(group)  # type: ignore[index]
    months = {(group[0], group[1]) for group in made.counts}  # type: ignore[index]
    assert len(months) == len(_MONTHS)
    twin = (f"{made.name}q", _MONTHS[-1])
    structure = {
        (whole[2], tuple(part[2] for part in parts))  # type: ignore[index]
        for whole, parts in made.sums
    }
    for segment, groups in by_segment.items():
        group = (*twin, segment)
        made.counts[group] = tuple(
            map(sum, zip(*(made.counts[month] for month in groups), strict=True))
        )
        made.sums.append((group, tuple(groups)))
        if segment:
            made.wholes[group] = (*twin, "")
        if "?" in segment:
            made.unlisted.add(group)
    wholes: dict[tuple[str, str], set[str]] = {}
    for whole, parts in structure:
        dimension = parts[0].rstrip("0123456789?").removesuffix("-both")
        wholes.setdefault((whole, dimension), set()).update(parts)
    for (whole, _), names in wholes.items():
        made.sums.append(((*twin, whole), tuple((*twin, name) for name in sorted(names))))


def shown(given: list[Company]) -> Iterator[frozenset[Hashable]]:
    """What the generator publishes of each company."""
    yield from (published for published, _ in told(given, Kind.CUSTOMER))


def told(given: list[Company], kind: Kind) -> Iterator[tuple[frozenset[Hashable], Bounds]]:
    """What the generator publishes of each company, and of which groups it tells a bound."""
    rows, metrics, cadences = [], [], {}
    names: dict[str, SegmentName] = {}
    for one in given:
        for name in (one.name, f"{one.name}q") if one.has_twin else (one.name,):
            low, high = _SCORES if one.of_scores else (None, None)
            metrics.append(
                metric(metric=name, calculation=one.calculation, kind=kind,
                       complete_dimensions=one.complete, minimum=low, maximum=high)
            )  # fmt: skip
            cadences[name] = Cadence.QUARTERLY if name.endswith("q") else Cadence.MONTHLY
        for group in one.listed:
            rows.append(_row(one, group))
            segment = group[2]
            dimension = segment.rstrip("0123456789?").removesuffix("-both")
            if segment and dimension != "free":
                names[segment] = SegmentName(key=segment, name=segment, dimension=dimension)
    data = replace(dataset(rows, metrics, cadences=cadences), segments=names)
    frame = data.measurements
    gone, bounds = suppress(data), suppression.published(data).bounds
    open_rows = frame[~gone]
    found: dict[str, set[Hashable]] = {}
    for name, last, segment in zip(
        open_rows["metric"], open_rows["last"], open_rows["segment"], strict=True
    ):
        date = str(last.date().replace(day=1))
        found.setdefault(name.removesuffix("q"), set()).add((name, date, segment))
    of_company: dict[str, Bounds] = {}
    for (name, segment, last), bound in bounds.items():
        group = (name, str(last.replace(day=1)), segment)
        of_company.setdefault(name, {})[group] = bound
    for one in given:
        yield frozenset(found.get(one.name, ())), of_company.get(one.name, {})


def _row(one: Company, group: Any) -> Mapping[str, Any]:
    n, *counts = map(float, one.counts[group])
    names = ("promoters", "detractors") if len(counts) == 2 else ("numerator",)
    numbers = dict(zip(names, counts, strict=True)) | {"value": counts[0] / n}
    if one.calculation is Calculation.GIVEN:
        del numbers["numerator"]
    return {"metric": group[0], "date": group[1], "segment": group[2], "n": n, **numbers}

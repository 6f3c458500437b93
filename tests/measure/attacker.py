"""A reader with time: which whole numbers fit all that is published.

He knows which groups add up to which, and not which of the withheld ones are small.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from generator.model.vocabulary import Bound

Bounds = dict[Hashable, tuple[int, int]]


@dataclass(frozen=True)
class Equation:
    """Some unknowns add up to a number, or to another unknown."""

    of: tuple[Hashable, ...]
    to: int | Hashable


def narrowed(bounds: Bounds, equations: Sequence[Equation]) -> Bounds | None:
    """Bounds that follow from the equations one by one; None if nothing fits."""
    found = dict(bounds)
    while True:
        before = dict(found)
        for one in equations:
            if not _narrow(found, one):
                return None
        if found == before:
            return found


def _narrow(found: Bounds, one: Equation) -> bool:
    low, high = (one.to, one.to) if isinstance(one.to, int) else found[one.to]
    lows, highs = (sum(found[name][end] for name in one.of) for end in (0, 1))
    for name in one.of:
        least, most = found[name]
        found[name] = (max(least, low - (highs - most)), min(most, high - (lows - least)))
    if not isinstance(one.to, int):
        found[one.to] = (max(low, lows), min(high, highs))
    elif not lows <= one.to <= highs:
        return False
    return all(found[name][0] <= found[name][1] for name in (*one.of, one.to) if name in found)


def fits(bounds: Bounds, equations: Sequence[Equation]) -> bool:
    """Whether whole numbers within some bounds solve the equations."""
    found = narrowed(bounds, equations)
    if found is None:
        return False
    open_ = [name for name, (low, high) in found.items() if low < high]
    if not open_:
        return True
    name = min(open_, key=lambda name: found[name][1] - found[name][0])
    low, high = found[name]
    return any(fits(found | {name: (value, value)}, equations) for value in range(low, high + 1))


def bounds_of(
    name: Hashable, bounds: Bounds, equations: Sequence[Equation], exact: int
) -> tuple[int, int]:
    """The least and the greatest that an unknown can be; searched for if few are open."""
    found = narrowed(bounds, equations)
    assert found is not None, "the truth fits"
    low, high = found[name]
    if sum(least < most for least, most in found.values()) <= exact:
        while not fits(found | {name: (low, low)}, equations):
            low += 1
        while not fits(found | {name: (high, high)}, equations):
            high -= 1
    return low, high


@dataclass(frozen=True)
class Known:
    """All groups with their counts (n first), which add up to which, and which are published.

    `sums_of_n` hold for n alone. `at_least` gives the n that a group is known to have at least.
    `ends` are the least and the greatest that one answer adds to each count. `told` are the groups
    of which a bound of the share is told: as everybody knows, they are of `told_n` answers.
    """

    counts: Mapping[Hashable, tuple[int, ...]]
    sums: Sequence[tuple[Hashable, tuple[Hashable, ...]]]
    published: frozenset[Hashable]
    sums_of_n: Sequence[tuple[Hashable, tuple[Hashable, ...]]] = ()
    at_least: Mapping[Hashable, int] = field(default_factory=dict)
    ends: tuple[int, int] = (0, 1)
    told: Mapping[Hashable, Bound] = field(default_factory=dict)
    told_n: tuple[int, int] = (10, 29)

    def _sums(self, count: int) -> list[tuple[Hashable, tuple[Hashable, ...]]]:
        return [*self.sums, *(self.sums_of_n if count == 0 else ())]

    def equations(self, count: int) -> list[Equation]:
        """What is published of one count, as equations between the unknown ones."""
        found = []
        for whole, parts in self._sums(count):
            unknown = tuple(part for part in parts if part not in self.published)
            shown = sum(self.counts[part][count] for part in parts if part in self.published)
            if whole in self.published:
                found.append(Equation(unknown, self.counts[whole][count] - shown))
            else:
                helper = ("less", whole, parts)
                found.append(Equation((*unknown, helper), whole))
        return found

    def bounds(self, count: int, group: Hashable, exact: int = 12) -> tuple[int, int]:
        """The bounds of a count of a group, for one who knows every n if it is another count."""
        sums = self._sums(count)
        names = {name for pair in sums for name in (pair[0], *pair[1])} | {group}
        low, high = self.ends
        most = sum(n for n, *_ in self.counts.values())
        unknown: Bounds = {
            name: (low * self.counts[name][0], high * self.counts[name][0])
            if count
            else (self.at_least.get(name, 0), most)
            for name in names
            if name not in self.published
        }
        for name in self.told.keys() & unknown:
            n = self.counts[name][0]
            few = (n - 1) // 20  # under 5 %
            ends = (0, few) if self.told[name] is Bound.UNDER else (n - few, n)
            unknown[name] = ends if count else self.told_n
        equations = self.equations(count)
        for whole, parts in sums:
            if whole not in self.published:
                shown = sum(self.counts[part][count] for part in parts if part in self.published)
                unknown["less", whole, parts] = (shown, shown)
        width = len(self.counts[group])
        if count and width > 2:  # promoters, detractors and those who are neither
            return self._of_three(count, group, exact)
        return bounds_of(group, unknown, equations, exact)

    def may_be(self, group: Hashable, few: int) -> bool:
        """Whether, as far as is known, so many of a group say something else than nearly all.

        Those who say yes and those who say no are looked for one after the other: which of them
        are few in each group of which a bound is told is tried in turn.
        """
        others = [name for name in self.told if name != group]
        yes, no = (
            replace(self, counts={name: (n, x if side else n - x) for name, (n, x) in pairs})
            for side in (True, False)
            for pairs in [self.counts.items()]
        )
        least, most = self.told_n
        for fews in product((0, 1), repeat=len(others)):
            sides: tuple[Bounds, Bounds] = ({}, {})
            for name, count in zip((group, *others), (few, *fews), strict=True):
                many = (max(least, 21) if count else least) - count, most - count
                pair = (count, count), many
                is_over = self.told.get(name) is not Bound.UNDER
                sides[0][name], sides[1][name] = reversed(pair) if is_over else pair
            if all(own.fits_with(ends) for own, ends in zip((yes, no), sides, strict=True)):
                return True
        return False

    def fits_with(self, ends: Bounds) -> bool:
        """Whether there are first counts, some of them within bounds, that fit what is known."""
        unknown: Bounds = dict(ends)
        most = sum(n for n, *_ in self.counts.values())
        for whole, parts in self.sums:
            for name in (whole, *parts):
                if name not in self.published:
                    unknown.setdefault(name, (0, most))
            if whole not in self.published:
                shown = sum(self.counts[part][1] for part in parts if part in self.published)
                unknown["less", whole, parts] = (shown, shown)
        found = narrowed(unknown, self.equations(1))
        is_small = found is not None and sum(a < b for a, b in found.values()) <= 12
        return found is not None and (not is_small or fits(found, self.equations(1)))

    def _of_three(self, count: int, group: Hashable, exact: int) -> tuple[int, int]:
        """Each answer is a promoter, a detractor or neither."""
        with_rest = {name: (n, p, d, n - p - d) for name, (n, p, d) in self.counts.items()}
        bounds: Bounds = {}
        equations = []
        for number in (1, 2, 3):
            own = Known(with_rest, self.sums, self.published)
            for one in own.equations(number):
                to = one.to if isinstance(one.to, int) else (number, one.to)
                equations.append(Equation(tuple((number, name) for name in one.of), to))
            for whole, parts in self.sums:
                for name in (whole, *parts):
                    if name not in self.published:
                        bounds[number, name] = (0, with_rest[name][0])
                if whole not in self.published:
                    shown = sum(with_rest[p][number] for p in parts if p in self.published)
                    bounds[number, ("less", whole, parts)] = (shown, shown)
            bounds.setdefault((number, group), (0, with_rest[group][0]))
        open_groups = {group, *(name for pair in self.sums for name in (pair[0], *pair[1]))}
        equations += [
            Equation(tuple((number, name) for number in (1, 2, 3)), with_rest[name][0])
            for name in open_groups
            if name == group or name not in self.published
        ]
        return bounds_of((count, group), bounds, equations, exact)


def breaches(known: Known, least: int, wholes: Mapping[Hashable, Hashable]) -> list[str]:
    """Which protected groups are known more narrowly than the rule allows.

    `wholes` gives the whole of a group: what the published wholes alone say is no breach.
    """
    found = []
    for group, (n, *counts) in known.counts.items():
        if not 0 < n < least:
            continue
        if group in known.published:
            found.append(f"{group} is published")
            continue
        low, high = known.bounds(0, group)
        if high - low < least:
            found.append(f"n of {group} is {low} to {high}")
        for number, count in enumerate(counts, start=1):
            low, high = known.bounds(number, group)
            if high - low >= (known.ends[1] - known.ends[0]) * max(1, 0.2 * n):
                continue
            known_wholes = frozenset(
                name
                for name in wholes.values()
                if name in known.published
                or known.bounds(number, name) == (known.counts[name][number],) * 2
            )
            alone_known = replace(known, published=known_wholes, told={})
            least_n, most_n = alone_known.bounds(number, group)
            alone = most_n - least_n
            if high - low < alone:
                found.append(f"count {number} of {group} ({count} of {n}) is {low} to {high}")
    return found


def given_away(known: Known) -> list[str]:
    """The groups of which a bound is told that says more: that all say the same, or that one does
    not.
    """
    return [
        f"{group} is {bound.value}, and {few} cannot be the few"
        for group, bound in known.told.items()
        for few in (0, 1)
        if not known.may_be(group, few)
    ]

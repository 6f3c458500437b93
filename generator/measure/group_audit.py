"""The audit of one table: what else is not published, so that no small group can be worked out.

The groups of one metric and period are joined by sums: a whole is its listed parts and the rest.
A reader knows every published group. Of a sum whose withheld groups hold R answers, X of them
favourable, he knows that the n of each is from 0 to R, and that of n answers from X − R + n (at
least 0) to X (at most n) are favourable. A sum is safe if these ends are far enough apart for
each protected group in it. Where it is not, the smallest groups that make it so are withheld too.
In place of a withheld part that is a sum itself, its own parts are judged. A withheld whole of all
groups is judged as though it were published: another breakdown may give it away.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice, product

import numpy as np

from generator.model.counts import bound_of

#: The bounds of a withheld count are at least so far apart, as a share of the group's answers.
LEAST_WIDTH = 0.2
#: How many groups are searched for sums that nobody has declared.
_MOST_SEARCHED = 12
#: How many ways to read the sums of a breakdown are looked at.
_MOST_READINGS = 32
#: How many groups are tried as shields one by one and in pairs.
_MOST_TRIED = 12
_SHIELDS_TRIED = (1, 2)
_NEARLY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """A group of answers: its `row` (below 0: of no listed group), its n and its counts.

    `longer` is the n of the same segment in a longer period, if it is protected there: what is
    known of its shorter periods adds up.
    """

    row: int
    segment: str = ""
    n: float
    parts: tuple[float, ...] = ()
    longer: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What a metric protects: groups of fewer than `least` answers, and what its owner adds.

    `ends` are the least and the greatest that one answer adds to each count. `numerator` protects
    a first count between 0 and itself. Below `of_one_mind` answers, a group is protected in which
    all answers are alike; of a share (`has_bounds`), also one in which nearly all are.
    """

    least: float
    ends: tuple[tuple[float, float], ...] = ()
    numerator: float = 0.0
    of_one_mind: float = 0.0
    has_bounds: bool = False

    def protects(self, group: AnswerGroup) -> bool:
        """Whether nobody may work out a group."""
        return (
            0 < group.n < self.least
            or (0 < group.n < self.of_one_mind and self.is_of_one_mind(group))
            or bool(group.parts and 0 < group.parts[0] < self.numerator)
        )

    def is_of_one_mind(self, group: AnswerGroup) -> bool:
        """Whether the counts of a group give each of its answers away, or nearly."""
        if self.has_bounds:
            return bound_of(group.n, group.parts[0]) is not None
        at_ends = [
            part in (low * group.n, high * group.n)
            for part, (low, high) in zip(group.parts, self.ends, strict=True)
        ]
        if len(at_ends) > 1:  # promoters and detractors: all are the one, the other or neither
            return all(at_ends)
        return any(at_ends)

    def is_far(self, width: float, group: AnswerGroup, scale: float) -> bool:
        """Whether the bounds of a count are far enough apart."""
        least = scale * max(1.0, LEAST_WIDTH * max(group.n, group.longer))
        return width >= max(least, self.numerator) - _NEARLY


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A whole and the groups that it is made of, the rest among them."""

    whole: AnswerGroup
    of: tuple[AnswerGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One metric and period: its sums, what it protects, and the rows withheld so far.

    `whole` is what all listed groups are parts of, if it is stated.
    """

    sums: Sequence[Sum]
    protection: Protection
    whole: AnswerGroup | None = None
    hidden: set[int] = field(default_factory=set)

    def shield(self) -> None:
        """Withholds what it takes until every sum is safe."""
        self.hidden.update(part.row for each in self.sums for part in each.of if part.row < 0)
        while any(self._mend(each) for each in self.sums):
            pass

    def is_safe(self) -> bool:
        """Whether what is withheld so far is enough."""
        return all(self._is_safe(each) for each in self.sums)

    def _mend(self, one: Sum) -> bool:
        """Whether a sum was not safe, and another group of it is withheld now."""
        hidden = self.hidden
        if self._is_safe(one):
            return False
        shown = sorted(
            (part for part in self.parts(one, hidden) if part.row not in hidden),
            key=lambda part: (part.n, part.segment),
        )
        if not shown:
            is_part = one.whole.row not in hidden and one.whole != self.whole
            hidden.add(one.whole.row)
            return is_part
        for count in _SHIELDS_TRIED:
            for tried in combinations(shown[:_MOST_TRIED], count):
                rows = {part.row for part in tried}
                if self._is_safe(one, rows):
                    hidden |= rows
                    return True
        hidden.add(shown[0].row)
        return True

    def parts(self, one: Sum, hidden: set[int]) -> list[AnswerGroup]:
        """The parts of a sum; for a withheld one that is a sum itself, the parts of that."""
        found: list[AnswerGroup] = []
        for part in one.of:
            inner = next((each for each in self.sums if each.whole.row == part.row), None)
            if inner is not None and part.row in hidden:
                found += self.parts(inner, hidden)
            else:
                found.append(part)
        return found

    def _is_safe(self, one: Sum, more: Iterable[int] = ()) -> bool:
        hidden = self.hidden.union(more)
        if one.whole.row in hidden and all(part.row not in hidden for part in one.of):
            return False
        if one.whole.row in hidden and any(one.whole in each.of for each in self.sums):
            return True  # its parts are judged in the sum of which it is a part
        return all(
            self._is_safe_among(one.whole, [part for part in parts if part.row in hidden])
            for parts in (self.parts(one, hidden), one.of)
        )

    def _is_safe_among(self, whole: AnswerGroup, kept: Sequence[AnswerGroup]) -> bool:
        """Whether the protected ones of some withheld groups of a sum are unknown."""
        protected = [part for part in kept if self.protection.protects(part)]
        if not protected:
            return True
        if len(kept) == 1:
            return False
        least = self.protection.least
        if math.fsum(part.n for part in kept) < least and any(part.n < least for part in protected):
            return False
        return all(
            self._is_count_safe(whole, kept, protected, number)
            for number in range(len(self.protection.ends))
        )

    def _is_count_safe(
        self,
        whole: AnswerGroup,
        kept: Sequence[AnswerGroup],
        protected: Sequence[AnswerGroup],
        number: int,
    ) -> bool:
        """Whether one count of each protected group is unknown to who knows every n."""
        low, high = self.protection.ends[number]
        if math.isinf(low) or any(math.isnan(part.parts[number]) for part in (whole, *kept)):
            return True
        scale = high - low
        if math.isinf(high):
            scale = max(whole.parts[number] / whole.n - low, 0.0) if whole.n else 0.0
            high = 2 * math.fsum(abs(part.parts[number]) for part in (whole, *kept)) + abs(low)
        answers = math.fsum(part.n for part in kept)
        counted = math.fsum(part.parts[number] for part in kept)
        for group in protected:
            width = _width(group.n, answers, counted, (low, high))
            alone = math.inf
            if self.whole is not None:
                alone = _width(group.n, self.whole.n, self.whole.parts[number], (low, high))
            if not self.protection.is_far(width, group, scale) and width < alone - _NEARLY:
                return False
        return True


def _width(n: float, answers: float, counted: float, ends: tuple[float, float]) -> float:
    """How far apart the bounds of a count of n answers are, if it is part of a known count."""
    low, high = ends
    top = min(high * n, counted - low * (answers - n))
    return top - max(low * n, counted - high * (answers - n))


def _together(groups: Sequence[AnswerGroup], counts: int) -> AnswerGroup:
    """Some groups together."""
    return AnswerGroup(
        row=-1,
        n=math.fsum(group.n for group in groups),
        parts=tuple(math.fsum(group.parts[place] for group in groups) for place in range(counts)),
    )


def implied_wholes(dimensions: Iterable[Sequence[AnswerGroup]]) -> list[AnswerGroup]:
    """What may be the whole that nobody states: what a dimension adds up to, read in each way.

    It is no smaller than any other dimension. One dimension alone tells nothing of itself.
    """
    totals = [
        [_sum_of(top) for top in _tops(groups, _found(groups, groups))]
        for groups in ([group for group in given if group.n] for given in dimensions)
        if groups
    ]
    if len(totals) < 2:
        return []
    least = max(min(one.n for one in each) for each in totals)
    found: list[AnswerGroup] = []
    for one in (one for each in totals for one in each):
        if one.n >= least and not any(_same(one, other) for other in found):
            found.append(one)
    return found


def find_sums(
    wholes: Sequence[AnswerGroup], dimensions: Iterable[Sequence[AnswerGroup]]
) -> list[Sum]:
    """The sums of a table: declared ones, and those that a reader finds by adding up.

    `wholes` is the stated one, or those that there may be; none if nothing tells of it.
    """
    found: list[Sum] = []
    for given in dimensions:
        groups = [group for group in given if group.n]
        for whole in wholes or (None,):
            found += (each for each in _within(groups, whole) if each not in found)
    # Each rest is a group of its own.
    return [
        Sum(whole=one.whole, of=tuple(_numbered(one.of, -2 - place)))
        for place, one in enumerate(found)
    ]


def _numbered(groups: Iterable[AnswerGroup], row: int) -> Iterator[AnswerGroup]:
    for group in groups:
        yield group if group.row >= 0 else AnswerGroup(row=row, n=group.n, parts=group.parts)


def _tops(groups: Sequence[AnswerGroup], inner: Iterable[Sum]) -> list[list[AnswerGroup]]:
    """The groups that are no part of another, for each way to read which are parts of which."""
    by_whole: dict[int, list[Sum | None]] = {}
    for one in inner:
        by_whole.setdefault(one.whole.row, []).append(one)
    readings = [[*sums, None] for sums in by_whole.values()]
    found = []
    for chosen in islice(product(*readings), _MOST_READINGS):
        below = {part.row for one in chosen if one is not None for part in one.of}
        found.append([group for group in groups if group.row not in below])
    return found


def _sum_of(groups: Sequence[AnswerGroup]) -> AnswerGroup:
    return _together(groups, len(groups[0].parts))


def _same(one: AnswerGroup, other: AnswerGroup) -> bool:
    pairs = zip((one.n, *one.parts), (other.n, *other.parts), strict=True)
    return all(math.isnan(a + b) or math.isclose(a, b, abs_tol=_NEARLY) for a, b in pairs)


def _within(groups: Sequence[AnswerGroup], whole: AnswerGroup | None) -> Iterator[Sum]:
    """The sums within one dimension, of which each is a partition of its whole."""
    if not groups:
        return
    together = _sum_of(groups)
    if whole is not None and _same(together, whole):
        yield Sum(whole=whole, of=tuple(groups))
        return
    inner = list(_found(groups, groups))
    yield from inner
    if whole is None:
        return
    tops = _tops(groups, inner)
    fitting = [top for top in tops if _sum_of(top).n <= whole.n]
    for top in fitting:
        yield Sum(whole=whole, of=(*top, *_rest(whole, top)))
    if not fitting:
        # Several breakdowns in one: those that fill the whole, and each group against it.
        outer = list(_found(groups, [whole]))
        yield from outer
        used = {part.row for one in outer for part in one.of}
        others = [group for group in groups if group.row not in used and group.n <= whole.n]
        if others and outer and _sum_of(others).n <= whole.n:
            yield Sum(whole=whole, of=(*others, *_rest(whole, others)))
        else:
            for group in others:
                yield Sum(whole=whole, of=(group, *_rest(whole, [group])))


def _rest(whole: AnswerGroup, groups: Sequence[AnswerGroup]) -> list[AnswerGroup]:
    """The answers of a whole that no listed group holds."""
    known = _sum_of(groups)
    n = whole.n - known.n
    parts = tuple(a - b for a, b in zip(whole.parts, known.parts, strict=True))
    return [AnswerGroup(row=-1, n=n, parts=parts)] if n > 0 else []


def _found(groups: Sequence[AnswerGroup], wholes: Sequence[AnswerGroup]) -> Iterator[Sum]:
    """The sums of two or more groups that are one of some wholes in every count."""
    groups = [group for group in groups if group.n][:_MOST_SEARCHED]
    if len(groups) < 3:
        return
    counts = np.array([(group.n, *group.parts) for group in groups])
    counts = counts[:, ~np.isnan(counts).any(axis=0)]
    sums = np.zeros((1, counts.shape[1]))
    for row in counts:
        sums = np.concatenate([sums, sums + row])
    masks = np.arange(len(sums))
    several = (masks & (masks - 1)) > 0
    for whole in wholes:
        aim = np.array([(whole.n, *whole.parts)])
        aim = aim[:, ~np.isnan(aim).any(axis=0)]
        if aim.shape[1] != counts.shape[1]:
            continue
        near = several & (np.abs(sums - aim) < _NEARLY).all(axis=1)
        for mask in masks[near].tolist():
            of = tuple(group for place, group in enumerate(groups) if mask >> place & 1)
            if whole not in of:
                yield Sum(whole=whole, of=of)

"""Groups of one mind: what is told where nearly all of a small group of colleagues say the same.

From the share of such a group one knows what each of them said. Its figures are withheld, and in
their place a bound may be told, "under 5 %" or "over 95 %". A bound is told only while both stay
possible to a reader of all that is published: that all of the group say the same, and that one
does not. He may know every other group of which a bound is told, and no other protected group
becomes known to him by it. Elsewhere the group is withheld whole.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.measure.group_audit import AnswerGroup, Audit
from generator.model.counts import BOUND_SHARE
from generator.model.vocabulary import Bound

#: The fewest answers of which one may differ while the share is beyond a bound: 20 of 21.
FEWEST_IF_ONE_DIFFERS = math.floor(1 / BOUND_SHARE) + 1


def told(audit: Audit | None, bounds: Mapping[int, Bound], least: float, most: float) -> set[int]:
    """The rows of a table of which the bound may be told, of those that have one (`bounds`).

    Such a group has from `least` answers to `most`, as readers know. Without an audit nothing else
    is known of its period.
    """
    found: set[int] = set()
    if most < FEWEST_IF_ONE_DIFFERS:
        return found
    for row in bounds:
        now = found | {row}
        if audit is None or (
            not _tells_of_small_parts(audit, row, least)
            and replace(audit, hidden=audit.hidden - now).is_safe()
            and all(_is_open(audit, one, now - {one}, bounds[one], (least, most)) for one in now)
        ):
            found = now
    return found


def _tells_of_small_parts(audit: Audit, row: int, least: float) -> bool:
    """Whether a whole has small groups: what its bound says holds of each of them."""
    is_whole = audit.whole is not None and audit.whole.row == row
    return is_whole and any(0 < part.n < least for each in audit.sums for part in each.of)


def _is_open(
    audit: Audit, row: int, known: set[int], bound: Bound, ends: tuple[float, float]
) -> bool:
    """Whether both stay possible for a group if the groups `known` are published."""
    hidden = audit.hidden - known
    for one in audit.sums:
        for parts in (one.of, audit.parts(one, hidden)):
            kept = [part for part in parts if part.row in hidden]
            shown = [part for part in parts if part.row not in hidden]
            if one.whole.row == row:
                is_open = bool(kept) and _few(shown, bound) == 0 and _answers(shown) < ends[1]
            else:
                is_open = all(part.row != row for part in kept) or _is_open_among(kept, bound, ends)
            if not is_open:
                return False
    return True


def _is_open_among(kept: Sequence[AnswerGroup], bound: Bound, ends: tuple[float, float]) -> bool:
    """Whether a group may have one answer of the few that its sum withholds, and may have none."""
    least, most = ends
    few = _few(kept, bound)
    many = _answers(kept) - few
    return few >= 1 and many >= least and min(many + 1, most) >= FEWEST_IF_ONE_DIFFERS


def _few(groups: Sequence[AnswerGroup], bound: Bound) -> float:
    """The answers of some groups that are not like nearly all; NaN if one is not known."""
    counted = math.fsum(group.parts[0] for group in groups)
    return counted if bound is Bound.UNDER else _answers(groups) - counted


def _answers(groups: Sequence[AnswerGroup]) -> float:
    return math.fsum(group.n for group in groups)

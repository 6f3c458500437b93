"""Cadences: how often something is measured, told from the dates where no one states it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from generator.check.date_cells import UNITS, Stamp
from generator.check.faults import CellFault
from generator.model.periods import FINEST_FIRST
from generator.model.vocabulary import Cadence
from generator.model.wording import all_of

_ENOUGH_TO_INFER = 4
_GAPS = (  # the longest median gap in days that still means this cadence
    (3.0, Cadence.DAILY),
    (10.0, Cadence.WEEKLY),
    (45.0, Cadence.MONTHLY),
    (135.0, Cadence.QUARTERLY),
)


def infer_cadence(metric: str, stamps: Sequence[Stamp]) -> Cadence | CellFault:
    """The cadence that dates show: their form, else the median gap of at least four days."""
    forms = {stamp.form for stamp in stamps} - {Cadence.DAILY}
    if len(forms) == 1:
        return forms.pop()
    if forms:
        named = all_of([f"{UNITS[form]}s" for form in FINEST_FIRST if form in forms])
        return CellFault(
            f'The dates of "{metric}" are {named}, so its cadence cannot be told.',
            "State the cadence, and write all its dates in that form.",
        )
    days = sorted({stamp.last for stamp in stamps})
    if len(days) < _ENOUGH_TO_INFER:
        few = "one date is" if len(days) == 1 else f"{len(days)} dates are"
        return CellFault(
            f'The cadence of "{metric}" is blank, and {few} too few to work it out.',
            "State it: daily, weekly, monthly, quarterly or yearly.",
        )
    gap = median((later - earlier).days for earlier, later in pairwise(days))
    return next((cadence for most, cadence in _GAPS if gap <= most), Cadence.YEARLY)

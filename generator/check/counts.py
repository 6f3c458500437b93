"""Values and counts: what the counts of a row give, held against its value and its metric."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.model.problems import ProblemCode
from generator.model.tables import Metric
from generator.model.vocabulary import Calculation
from generator.model.wording import all_of

_FRACTION = re.compile(r"[.,](\d+)\D*$", re.ASCII)
_SMALL = 1e-9
_NEEDED: dict[Calculation, tuple[str, ...]] = {
    Calculation.NPS: ("promoters", "detractors", "n"),
    Calculation.SHARE: ("numerator", "n"),
    Calculation.MEAN: ("numerator", "n"),
    Calculation.SUM: ("numerator",),
    Calculation.COUNT: ("n",),
}
#: Where no answers or cases are a value like any other.
_NONE_IS_A_VALUE = (Calculation.SUM, Calculation.COUNT)


class Unused(StrEnum):
    """Why a row without a fault is read and not used, as the Data page words it."""

    NO_VALUE = "rows without a value"
    NO_ANSWERS = "rows with no answers (n is 0)"


class Counts(NamedTuple):
    """The numbers of a row of measurements."""

    value: float | None = None
    n: float | None = None
    numerator: float | None = None
    promoters: float | None = None
    detractors: float | None = None
    invited: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountConflict:
    """Numbers of a row that do not fit each other or the metric, told at a column."""

    column: str
    message: str
    fix: str
    code: ProblemCode = ProblemCode.CONSTRAINT_ERROR


def resolve_value(figures: Counts, metric: Metric, written: str) -> float | CountConflict | Unused:
    """The value of a row: as stated (`written` in its cell) or as its counts give it."""
    found = _from_counts(figures, metric)
    if isinstance(found, CountConflict | Unused):
        return found
    stated = figures.value
    if found is None and stated is None:
        return Unused.NO_VALUE
    if found is None or stated is None:
        value = found if stated is None else stated
        return Unused.NO_VALUE if value is None else _within(value, figures, metric)
    decimals = _decimals(stated, written)
    if metric.decimals is not None:
        decimals = min(decimals, metric.decimals)
    if abs(stated - found) > 0.5 * 10.0**-decimals + _SMALL:
        return CountConflict(
            column="value",
            message=f"The value is {stated:.12g}, but the counts give "
            f"{round(found, decimals + 1):.12g}.",
            fix="Correct one of them, or leave the value blank.",
        )
    return _within(found, figures, metric)


def _from_counts(figures: Counts, metric: Metric) -> float | CountConflict | Unused | None:
    """The value that the counts give; None where the row has none of them."""
    needed = _NEEDED.get(metric.calculation, ())
    given = [name for name in needed if getattr(figures, name) is not None]
    if needed and len(given) == len(needed):
        misfit = _contradiction(figures, metric)
        if misfit is not None:
            return misfit
    elif figures.value is None and _counts_begun(given, figures):
        blank = [name for name in needed if name not in given]
        one = len(blank) == 1
        return CountConflict(
            column=blank[0],
            code=ProblemCode.MISSING_CELL,
            message=f'The calculation "{metric.calculation}" needs {all_of(needed)}, and '
            f"{all_of(blank)} {'is' if one else 'are'} blank.",
            fix=f"Fill {'it' if one else 'them'} in, or give the value instead.",
        )
    if figures.n == 0 and metric.calculation not in _NONE_IS_A_VALUE:
        return Unused.NO_ANSWERS
    return _CALCULATE[metric.calculation](figures) if len(given) == len(needed) > 0 else None


def _counts_begun(given: list[str], figures: Counts) -> bool:
    return bool(set(given) - {"n"}) or ("n" in given and bool(figures.n))


def _contradiction(figures: Counts, metric: Metric) -> CountConflict | None:
    n, part = figures.n or 0.0, figures.numerator or 0.0
    if figures.invited is not None and figures.invited < n:
        return CountConflict(
            column="invited",
            message=f"{n:.12g} answered (n), but only {figures.invited:.12g} were asked.",
            fix="Correct invited or n.",
        )
    promoters, detractors = figures.promoters or 0.0, figures.detractors or 0.0
    if metric.calculation is Calculation.NPS and promoters + detractors > n:
        return CountConflict(
            column="promoters",
            message=f"{promoters:.12g} promoters and {detractors:.12g} detractors are more than "
            f"the {n:.12g} answers (n).",
            fix="Correct the counts.",
        )
    if metric.calculation is Calculation.SHARE and not 0 <= part <= n:
        return CountConflict(
            column="numerator",
            message=f"{part:.12g} of {n:.12g} cannot be a share.",
            fix="Correct the numerator or n.",
        )
    if metric.calculation is Calculation.MEAN and n == 0 and part:
        return CountConflict(
            column="numerator",
            message=f"A total of {part:.12g} cannot come from no answers (n is 0).",
            fix="Correct the numerator or n.",
        )
    return None


_CALCULATE: dict[Calculation, Callable[[Counts], float]] = {
    Calculation.NPS: lambda f: 100.0 * ((f.promoters or 0.0) - (f.detractors or 0.0)) / (f.n or 1),
    Calculation.SHARE: lambda f: 100.0 * (f.numerator or 0.0) / (f.n or 1),
    Calculation.MEAN: lambda f: (f.numerator or 0.0) / (f.n or 1),
    Calculation.SUM: lambda f: f.numerator or 0.0,
    Calculation.COUNT: lambda f: f.n or 0.0,
}


def _within(value: float, figures: Counts, metric: Metric) -> float | CountConflict:
    low, high = metric.bounds
    if low <= value <= high:
        return value
    below = value < low
    end = "minimum" if below else "maximum"
    stated = metric.minimum if below else metric.maximum
    given = f"{value:.12g}"
    if figures.value is None:
        given = f"The counts give {given}, which"
    return CountConflict(
        column="value" if figures.value is not None else _NEEDED[metric.calculation][0],
        message=f"{given} is {'below' if below else 'above'} {low if below else high:.12g}, "
        f'the {"smallest" if below else "largest"} value that "{metric.metric}" can have.',
        fix="Correct it." if stated is None else f"Correct it, or the {end} in metrics.csv.",
    )


def _decimals(stated: float, written: str) -> int:
    """How many decimals a value was written with; a thousands mark begins none."""
    found = _FRACTION.search(written)
    if found is None:
        return 0
    fraction = float(f"0.{found[1]}")
    return len(found[1]) if abs(abs(stated) % 1 - fraction) < _SMALL else 0

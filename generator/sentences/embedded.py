"""Figures inside hand-written pages, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.model.periods import Period
from generator.model.tables import Metric
from generator.model.vocabulary import Bound, Cadence
from generator.sentences import headings
from generator.sentences.numbers import Formats, listed
from generator.sentences.words import BOUND_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFigure:
    """A figure of a metric with its periods; `value` is None where none is published.

    `bound` is what is told in its place.
    """

    metric: Metric
    cadence: Cadence
    value: float | None = None
    periods: tuple[Period, ...] = ()
    bound: Bound | None = None


def figure_text(figure: EmbeddedFigure, formats: Formats) -> str:
    """`44 days (October 2026)`, `43.2 days (August to October 2026)`."""
    if figure.bound is not None:
        value = BOUND_WORDS[figure.bound]
    elif figure.value is not None:
        value = formats.value(figure.value, figure.metric)
    else:
        return _absent(figure)
    return f"{value} ({_named(figure.periods, figure.cadence, formats)})"


def difference_text(first: EmbeddedFigure, second: EmbeddedFigure, formats: Formats) -> str:
    """The first less the second, with its sign: `+15 days (October 2026 against October 2024)`."""
    if first.value is None or second.value is None:
        return _absent(second if second.value is None else first)
    apart = formats.distance(first.value - second.value, first.metric)
    if first.value > second.value and any(digit in apart for digit in "123456789"):
        apart = f"+{apart}"
    names = [_named(each.periods, each.cadence, formats) for each in (first, second)]
    return f"{apart} ({' against '.join(dict.fromkeys(names))})"


def _absent(figure: EmbeddedFigure) -> str:
    return headings.NOT_PUBLISHED if figure.periods else headings.NO_FIGURE


def _named(periods: Sequence[Period], cadence: Cadence, formats: Formats) -> str:
    """Periods as a span; each by its name where one is missing between them."""
    whole = all(before.shift(1, cadence).last == after.last for before, after in pairwise(periods))
    if whole:
        return formats.span(periods, cadence)
    return listed([formats.period(period, cadence) for period in periods])

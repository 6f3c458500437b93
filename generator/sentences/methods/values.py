"""Values and how sure they are: from counts, with their intervals, and what is kept back."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.intervals import NPS_ADDED_ANSWERS, NPS_ADDED_EACH, Z
from generator.model.vocabulary import Calculation
from generator.sentences.methods.section import MethodsSection, SiteFeatures, Table
from generator.sentences.numbers import MINUS
from generator.sentences.words import CALCULATION_NAMES

_ADDS = (Calculation.SUM, Calculation.COUNT)


def values(scope: SiteFeatures) -> MethodsSection:
    """How each kind of value is worked out, and its interval."""
    used = [name for name in CALCULATION_NAMES if name in scope.calculations]
    return MethodsSection(
        anchor="values",
        title="Values, and how sure they are",
        text=tuple(_text(scope)),
        table=Table(
            caption="How values are worked out",
            heads=("Kind of value", "How it is worked out", "Several periods or segments"),
            rows=tuple(
                (
                    CALCULATION_NAMES[name].capitalize(),
                    _VALUES[name],
                    _together(name),
                )
                for name in used
            ),
        ),
        notes=tuple(_notes(scope)),
    )


_VALUES = {
    Calculation.GIVEN: "not worked out here",
    Calculation.SHARE: "100 × numerator / n",
    Calculation.NPS: f"100 × (promoters {MINUS} detractors) / n",
    Calculation.MEAN: "sum of all values / n",
    Calculation.SUM: "the sum that is stated",
    Calculation.MEDIAN: "as stated by the source",
    Calculation.PERCENTILE: "as stated by the source",
    Calculation.COUNT: "the number that is stated",
}


def _intervals(scope: SiteFeatures) -> Iterator[str]:
    z = scope.plain(Z)
    if Calculation.SHARE in scope.calculations:
        yield (
            f"The interval of a share is that of Wilson, with z = {z}: from "
            f"100 × (numerator + z²/2 {MINUS} r) / (n + z²) to "
            "100 × (numerator + z²/2 + r) / (n + z²), where "
            f"r = z × √(numerator × (n {MINUS} numerator) / n + z²/4)."
        )
    if Calculation.NPS in scope.calculations:
        more, each = scope.plain(NPS_ADDED_ANSWERS), scope.plain(NPS_ADDED_EACH)
        yield (
            f"The interval of a net promoter score is the adjusted Wald interval, with z = {z}: "
            f"from m {MINUS} r to m + r, no further than {MINUS}100 and 100, where "
            f"m = 100 × (promoters {MINUS} detractors) / (n + {more}), "
            f"r = z × 100 × √((p + d {MINUS} (p {MINUS} d)²) / (n + {more})), "
            f"p = (promoters + {each}) / (n + {more}) and d = (detractors + {each}) / (n + {more})."
        )


def _together(name: Calculation) -> str:
    if name is Calculation.GIVEN:
        return "never: there are no counts"
    if name in (Calculation.MEDIAN, Calculation.PERCENTILE):
        return "never: it is not averaged"
    return "added" if name in _ADDS else "from the counts of all of them"


def _text(scope: SiteFeatures) -> Iterator[str]:
    yield (
        f"Counts are kept, not scores: three teams with 85, {MINUS}60 and 20 average 15, while "
        "their answers together may give 42. So several periods or segments are taken together "
        "from their counts, or not at all."
    )
    if scope.calculations & {Calculation.SHARE, Calculation.NPS}:
        yield (
            "Where only some customers answered, all of them might have said something else. The "
            "interval holds what they would have said in 95 of 100 such cases. It reaches further "
            "to one side than to the other, so both ends are told, with the number of answers."
        )


def _notes(scope: SiteFeatures) -> Iterator[str]:
    yield from _intervals(scope)
    if scope.smallest:
        least = scope.formats.number(scope.smallest[0])
        most = scope.formats.number(scope.smallest[-1])
        fewer = least if least == most else f"{least} to {most} (each metric states its own)"
        yield (
            f"Of groups of fewer than {fewer} answers nothing is published, where the metric is of "
            "people's answers. Nor is a second group from which the first could be worked out."
        )
    if scope.totals:
        yield "A running total is judged by its newest value."
    yield (
        "A period that has not ended is shown and counts for nothing: not for a status, not for a "
        "real change, not for an outlook."
    )

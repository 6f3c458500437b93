"""A section of the Methods page: what it is made of, and what a site has that it may speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.measure.report import Report
from generator.model.periods import FINEST_FIRST, POOLED_PERIODS
from generator.model.settings import Settings
from generator.model.tables import Event, Metric, Milestone
from generator.model.vocabulary import Accumulates, Cadence, Calculation, Rule, Smoothing, YesNo
from generator.sentences.numbers import Formats, listed, stated_decimals


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of text under their heads; the first cell of each names it."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodsSection:
    """Paragraphs, then steps in their order, then a table, then notes; each may be left out."""

    anchor: str
    title: str
    text: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    table: Table | None = None
    notes: tuple[str, ...] = ()


def either(words: Sequence[str]) -> str:
    """Words of which one holds: `daily, weekly or monthly`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


class SiteFeatures:
    """What a site has: a rule for what it does not have is not spoken of."""

    def __init__(self, report: Report, formats: Formats) -> None:
        self.report, self.formats = report, formats
        self.settings: Settings = report.settings
        metrics = report.dataset.by_id(Metric)
        aimed = [goal_status.metric for goal_status in report.goal_statuses.values()]
        self.rules = {goal_status.goal.rule for goal_status in report.goal_statuses.values()}
        self.reach = Rule.REACH in self.rules
        self.keep = bool(self.rules - {Rule.REACH})
        self.ranges = Rule.RANGE in self.rules
        self.milestones = report.dataset.has(Milestone)
        self.calculations = {metric.calculation for metric in metrics.values()}
        self.aimed_calculations = {metric.calculation for metric in aimed}
        self.totals = any(m.accumulates is not Accumulates.NO for m in metrics.values())
        self.aimed_totals = any(m.accumulates is not Accumulates.NO for m in aimed)
        self.rolling = any(m.smoothing is Smoothing.ROLLING for m in metrics.values())
        self.fixed = any(m.fix_limits_after is not None for m in metrics.values())
        self.rebased = any(e.rebase is YesNo.YES for e in report.dataset.rows(Event))
        self.smallest = sorted({m.smallest_group for m in metrics.values() if m.smallest_group})
        used = set(report.dataset.cadences.values())
        self.cadences = tuple(cadence for cadence in FINEST_FIRST if cadence in used)
        self.aimed_cadences = tuple(
            cadence
            for cadence in FINEST_FIRST
            if cadence in {report.dataset.cadences.get(m.metric) for m in aimed}
        )

    def plain(self, value: float) -> str:
        """A constant with the decimals that it is stated with."""
        return self.formats.number(value, stated_decimals(value))

    def percent(self, share: float) -> str:
        """A threshold in percent."""
        return self.formats.percent(share, stated_decimals(round(100 * share, 6)))

    def by_cadence(self, numbers: dict[Cadence, int], cadences: tuple[Cadence, ...]) -> str:
        """`3 (weekly and monthly) or 2 (quarterly)`; alone where all have one number."""
        groups: dict[int, list[str]] = {}
        for cadence in cadences:
            groups.setdefault(numbers[cadence], []).append(cadence.value)
        if len(groups) <= 1:
            return "".join(str(number) for number in groups)
        return either([f"{number} ({listed(names)})" for number, names in groups.items()])

    @property
    def pooled(self) -> str:
        """How many periods make a current value."""
        return self.by_cadence(POOLED_PERIODS, self.aimed_cadences) or "3"

    def has(self, *calculations: Calculation) -> bool:
        """Whether a metric with a goal is calculated in one of these ways."""
        return bool(self.aimed_calculations & set(calculations))

"""What the story states about a metric, a goal and an export, in the words of the tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.story.periods import DateForm, month_end
from tests.story.series import Course

PERCENT = ("0", "100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One row of metrics.csv, and how its figures ran."""

    metric: str
    name: str
    department: str
    better: str
    unit: str
    calculation: str
    kind: str
    owner: str
    source: str
    definition: str
    course: Course
    accumulates: str = ""
    bounds: tuple[str, str] = ("0", "")
    min_n: str = ""
    smoothing: str = ""
    lag_days: str = ""
    complete_dimensions: str = ""
    note: str = ""
    has_data: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One file of measurements, in the form in which its owner keeps it.

    ``dimension`` is written before each segment where the owner does so ("level: middle").
    """

    file: str
    columns: tuple[str, ...]
    metrics: tuple[Metric, ...]
    dates: DateForm = "period"
    delimiter: str = ","
    newline: str = "\n"
    byte_order_mark: bool = False
    decimal_comma: bool = False
    dimension: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One row of goals.csv.

    ``since`` is the month whose measured value is the baseline, unless ``baseline`` states
    one. ``before`` is what the target was until the day on which it was moved.
    """

    goal: str
    department: str
    metric: str
    rule: str
    target: str
    due: str
    target_high: str = ""
    segment: str = ""
    since: str = ""
    baseline: str = ""
    agreed: str = ""
    objective: str = ""
    owner: str = ""
    guardrails: str = ""
    next_step: str = ""
    dropped: str = ""
    replaces: str = ""
    note: str = ""
    before: tuple[str, str] = ("", "")
    plan: tuple[tuple[str, str], ...] = ()

    def known(self, until: date) -> bool:
        """Say whether the goal had been agreed, and its starting point measured, by a day."""
        if self.since and month_end(self.since) > until:
            return False
        return not self.agreed or date.fromisoformat(self.agreed) <= until

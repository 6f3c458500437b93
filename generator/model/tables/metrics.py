"""What is measured: metrics, their measurements, outside values and what explains a change."""

from __future__ import annotations

import datetime as dt
import math
from typing import TypeAlias

from generator.model.counts import ADDED
from generator.model.periods import add_cadences
from generator.model.schema import ColumnType, Row, column, table
from generator.model.vocabulary import (
    Accumulates,
    Audience,
    Better,
    Cadence,
    Calculation,
    Kind,
    Smoothing,
    YesNo,
)

#: Which series: a metric and a segment, "" for the whole.
SeriesKey: TypeAlias = tuple[str, str]

#: The smallest group of answers that is published where a metric states none.
DEFAULT_MIN_N = 10

_PEOPLE = {Kind.CUSTOMER, Kind.RELATIONSHIP, Kind.INTERNAL_CUSTOMER, Kind.EMPLOYEE}
_BOUNDS = {Calculation.NPS: (-100.0, 100.0), Calculation.SHARE: (0.0, 100.0)}


@table("metrics.csv", "What is measured, and how.", key=("metric",), required=True)
class Metric(Row):
    """A defined measure."""

    metric: str = column("Short id of the metric.", "first-reply-time", ColumnType.ID)
    name: str = column("Name as readers know it.", "First reply time")
    short_name: str | None = column(
        "A shorter name for narrow places; blank: the name.", "First reply", default=None
    )
    department: str = column(
        "The department that keeps it.", "customer-service", refers_to="departments"
    )
    better: Better = column("Which way is better.", "lower")
    unit: str | None = column(
        "score, percent, count, days, hours, minutes, ratio, currency:EUR (any code), or a "
        "word of your own.",
        "hours",
        default=None,
    )
    calculation: Calculation = column(
        "How the value follows from the counts; decides what may be pooled.",
        "mean",
        default=Calculation.GIVEN,
    )
    part_of: str | None = column(
        "The metric that it is a part of, in the same unit: 14 of the 44 days.",
        default=None,
        refers_to="metrics",
    )
    counted: YesNo | None = column(
        "no if n is money or the like, and not a number of answers or cases.",
        "yes",
        default=None,
    )
    accumulates: Accumulates = column(
        "Whether it is a running total: within the year, for ever, or no.",
        "no",
        default=Accumulates.NO,
    )
    cadence: Cadence | None = column(
        "How often it is measured; blank: worked out from the dates.", "monthly", default=None
    )
    kind: Kind | None = column(
        "operational: what we do; customer: how one contact felt; relationship: whether they "
        "trust us and stay; business: what it earns; internal-customer; employee.",
        "operational",
        default=None,
    )
    owner: str | None = column(
        "Who keeps it right: a role.", "Head of Support", ColumnType.ROLE, default=None
    )
    source: str | None = column("The system it comes from.", "Helpdesk", default=None)
    definition: str | None = column("What is counted and what is not.", default=None)
    minimum: float | None = column("The smallest value that can be true.", "0", default=None)
    maximum: float | None = column("The largest value that can be true.", "100", default=None)
    decimals: int | None = column(
        "Decimals shown; blank: as the data has them.", "1", default=None, least=0, most=6
    )
    min_n: int | None = column(
        f"The smallest group of answers that is published (default {DEFAULT_MIN_N} for "
        "surveys of people; 0: any).",
        "10",
        default=None,
        least=0,
    )
    min_numerator: int | None = column(
        "The smallest numerator above 0 that is published; blank: any.", "5", default=None, least=0
    )
    same_answers: str | None = column(
        "Another metric that is counted from the same answers.", default=None, refers_to="metrics"
    )
    smoothing: Smoothing = column(
        "rolling if each value already averages several periods.", "none", default=Smoothing.NONE
    )
    fix_limits_after: int | None = column(
        "Fix the usual range after this many periods.", "24", default=None, least=12
    )
    lag_days: int = column(
        "Days after a period's end until its figure is expected.",
        "10",
        default=10,
        least=0,
        most=3650,
    )
    complete_dimensions: tuple[str, ...] = column(
        "The dimensions whose segments add up to the whole.", "size", default=()
    )
    audience: Audience = column("Who may read it.", "all", default=Audience.ALL)
    note: str | None = column("Anything a reader should know.", default=None)

    @property
    def smallest_group(self) -> int:
        """The smallest number of answers of which a value is published (0: any)."""
        if not self.is_counted:
            return 0
        if self.min_n is not None:
            return self.min_n
        if self.kind in _PEOPLE:
            people = self.calculation is not Calculation.COUNT
        else:
            people = self.calculation is Calculation.NPS or self.asks_for_kind
        return DEFAULT_MIN_N if people else 0

    @property
    def asks_for_kind(self) -> bool:
        """Whether n counts as people's answers only because the kind is blank."""
        return self.kind is None and self.calculation in (Calculation.SHARE, Calculation.MEAN)

    @property
    def is_of_colleagues(self) -> bool:
        """Whether people of the company were asked, who know each other."""
        return self.kind in (Kind.EMPLOYEE, Kind.INTERNAL_CUSTOMER)

    @property
    def currency(self) -> str:
        """The code of the currency that its unit names; "" for another unit."""
        unit, _, code = (self.unit or "").partition(":")
        return code.strip().upper() if unit.strip().lower() == "currency" else ""

    @property
    def is_counted(self) -> bool:
        """Whether n is a number of answers or cases."""
        return self.counted is not YesNo.NO

    @property
    def is_total(self) -> bool:
        """Whether it is a running total."""
        return self.accumulates is not Accumulates.NO

    @property
    def adds_up(self) -> bool:
        """Whether its segments are parts of a sum."""
        return self.is_total or self.calculation in ADDED

    @property
    def bounds(self) -> tuple[float, float]:
        """The smallest and largest value that can be true: as stated, else by the calculation."""
        low, high = _BOUNDS.get(self.calculation, (-math.inf, math.inf))
        if not self.is_counted:
            high = math.inf
        return (
            low if self.minimum is None else self.minimum,
            high if self.maximum is None else self.maximum,
        )

    def due_after(self, last: dt.date, cadence: Cadence) -> dt.date:
        """When the next figure is due after one whose period ended on `last`."""
        return add_cadences(last, 1, cadence) + dt.timedelta(days=self.lag_days)


@table(
    "measurements/",
    "The values, one row a metric, period and segment; any number of files.",
    key=("metric", "date", "segment"),
    required=True,
)
class Measurement(Row):
    """One value of one metric for one period, best with the counts behind it."""

    metric: str = column("Which metric.", "nps", refers_to="metrics")
    date: dt.date = column(
        "The period: 2026-10, 2026-10-31, 2026-Q3, 2026-W43, 2026 or FY2027-Q1.",
        "2026-10",
        ColumnType.PERIOD,
    )
    value: float | None = column("The value, unless the counts give it.", "38", default=None)
    n: float | None = column(
        "How many answers or cases it rests on.", "412", ColumnType.WHOLE, default=None, least=0
    )
    numerator: float | None = column(
        "For a share how many of n; for a mean or a sum the total.", "377", default=None
    )
    promoters: float | None = column(
        "Answers 9 and 10 (NPS).", "190", ColumnType.WHOLE, default=None, least=0
    )
    detractors: float | None = column(
        "Answers 0 to 6 (NPS).", "74", ColumnType.WHOLE, default=None, least=0
    )
    invited: float | None = column(
        "How many were asked.", "1650", ColumnType.WHOLE, default=None, least=0
    )
    segment: str | None = column(
        "Part of the whole: an id of segments.csv, a name, or `dimension: value`; blank is "
        "the whole.",
        "size: small",
        ColumnType.SEGMENT,
        default=None,
    )
    note: str | None = column("Anything a reader should know.", default=None)


@table(
    "benchmarks.csv",
    "Values from outside, with their source.",
    key=("metric", "date", "source", "label"),
)
class Benchmark(Row):
    """A value from outside the company."""

    metric: str = column("Which metric it compares with.", "nps", refers_to="metrics")
    date: dt.date = column("When it held.", "2026-06-30")
    value: float = column("The value.", "41")
    source: str = column("Who published it.", "Industry panel 2026")
    label: str | None = column("What it stands for.", "Upper quarter", default=None)
    comparability: str | None = column("How far it can be compared.", default=None)


@table(
    "events.csv",
    "Dated things that explain a change.",
    key=("date", "title", "metric", "department"),
)
class Event(Row):
    """Something dated that explains a change, and may start a metric's record anew."""

    date: dt.date = column("When.", "2026-04-01")
    title: str = column("What happened.", "New survey wording")
    metric: str | None = column(
        "Only this metric; blank: all of the department, or all.",
        default=None,
        refers_to="metrics",
        essential=True,
    )
    department: str | None = column(
        "Only metrics of this department.", default=None, refers_to="departments"
    )
    rebase: YesNo = column(
        "yes: values before and after cannot be compared.", "no", default=YesNo.NO
    )
    note: str | None = column("Anything a reader should know.", default=None)

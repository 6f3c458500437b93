"""What programs read: every field of every JSON, with its type and its meaning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from generator.measure.outlook import Likelihood
from generator.measure.triage import ClosureReason
from generator.measure.variation import Assurance
from generator.model.codec import Json, json_schema
from generator.model.vocabulary import (
    Better,
    Bound,
    Cadence,
    Calculation,
    Change,
    Rule,
    Status,
    Triage,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentValue:
    """The value that decides a goal."""

    value: float
    day: dt.date
    n: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestValue:
    """The value of one period."""

    first_day: dt.date
    last_day: dt.date
    value: float
    n: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBound:
    """What is told of the share of one period in place of its value."""

    first_day: dt.date
    last_day: dt.date
    bound: Bound


_Piles: TypeAlias = Annotated[Mapping[Triage, int], "Open goals counted by what they need."]
_Newest: TypeAlias = Annotated[
    NewestValue | None, "The newest period that has ended; null where no figure is published."
]
_Bound: TypeAlias = Annotated[
    ToldBound | None,
    "The newest period of which only a bound of the share is told, if no newer one has a figure.",
]
_Change: TypeAlias = Annotated[
    Change | None, "Whether it is changing; null where there is no closed period."
]
_Since: TypeAlias = Annotated[
    dt.date | None,
    "The first day of the period since when it has changed; null where it is steady.",
]
_UsualLow: TypeAlias = Annotated[
    float | None, "Where the usual range of the newest judged figure begins; null without one."
]
_UsualHigh: TypeAlias = Annotated[float | None, "Where that usual range ends."]
_ShortName: TypeAlias = Annotated[str | None, "A shorter name for narrow places."]
_Page: TypeAlias = Annotated[str, "The page for readers, from the root of the site."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What every JSON says.

    `version` goes up when a field is taken away or means something else; fields may be added
    without.
    """

    version: Annotated[Literal[1], "The version of this schema."] = 1
    kind: str
    edition: Annotated[str, "Its name; next is the state as it stands."]
    as_of: Annotated[dt.date, "The day from which the edition speaks."]
    figures_to: Annotated[dt.date | None, "The day to which most figures run."]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeProgram(Program):
    """The company as a whole."""

    kind: Literal["home"] = "home"
    company: str
    promise: str
    sentence: Annotated[str, "Where the company stands."]
    piles: _Piles
    attention: Annotated[tuple[str, ...], "Goals to look at, the most pressing first."]
    goals: tuple[str, ...]
    metrics: tuple[str, ...]
    departments: tuple[str, ...]
    previous: Annotated[str | None, "The edition that it is compared with."]
    since: Annotated[str | None, "What changed since that edition, in one line."]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalProgram(Program):
    """One goal with the four answers about it."""

    kind: Literal["goal"] = "goal"
    id: str
    title: str
    short_name: _ShortName
    department: str
    metric: str
    segment: Annotated[str | None, "The part of the whole; null is the whole."]
    rule: Rule
    target: float
    target_high: Annotated[float | None, "The upper end of a range."]
    baseline: float | None
    baseline_date: dt.date | None
    due: dt.date | None
    owner: str | None
    objective: str | None
    status: Annotated[Status, "Is it on pace?"]
    pile: Annotated[Triage | None, "What it needs of a reader; null if it is closed."]
    closed: Annotated[ClosureReason | None, "Why it no longer counts."]
    current: Annotated[
        CurrentValue | None, "The value that decides, pooled over the newest periods."
    ]
    progress: Annotated[float | None, "Share of the way from baseline to target."]
    expected: Annotated[float | None, "Share of the way that the plan expected by then."]
    change: Annotated[Change, "Is it changing?"]
    assurance: Annotated[Assurance | None, "Can we hit it as we work today?"]
    likelihood: Annotated[Likelihood | None, "Will it be there on time?"]
    chance: Annotated[float | None, "The chance of it, 0 to 1."]
    floor: Annotated[
        float | None,
        "Where a stated chance ends: it is no lower, and no higher than 1 less this; null if only "
        "the word is stated.",
    ]
    sentence: Annotated[str, "Where it stands, for a reader."]
    page: _Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentProgram:
    """One segment of a metric."""

    segment: str
    name: str
    newest: _Newest
    bound: _Bound
    change: _Change
    changed_since: _Since
    usual_low: _UsualLow
    usual_high: _UsualHigh


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricProgram(Program):
    """One metric with its newest value and its segments."""

    kind: Literal["metric"] = "metric"
    id: str
    name: str
    short_name: _ShortName
    part_of: Annotated[str | None, "The metric that it is a part of, in the same unit."]
    department: str
    unit: str | None
    better: Better
    calculation: Calculation
    cadence: Cadence | None
    owner: str | None
    source: str | None
    definition: str | None
    newest: _Newest
    bound: _Bound
    change: _Change
    changed_since: _Since
    usual_low: _UsualLow
    usual_high: _UsualHigh
    next_due: Annotated[dt.date | None, "When the next figure is expected."]
    late: bool
    segments: tuple[SegmentProgram, ...]
    goals: tuple[str, ...]
    data: Annotated[str | None, "All published values as CSV, from the root of the site."]
    page: _Page


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentProgram(Program):
    """One department with its open goals."""

    kind: Literal["department"] = "department"
    id: str
    name: str
    short_name: _ShortName
    lead: str | None
    customer_commitment: str | None
    sentence: Annotated[str, "How its goals stand, as counts."]
    piles: _Piles
    goals: Annotated[tuple[str, ...], "Its open goals."]
    metrics: tuple[str, ...]
    page: _Page


_PROGRAMS: Mapping[str, type[Program]] = {
    "home": HomeProgram,
    "goal": GoalProgram,
    "metric": MetricProgram,
    "department": DepartmentProgram,
}


def schema() -> Json:
    """A JSON Schema that every JSON of the site fulfils, by its kind."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Customer experience: goals, metrics, departments and Home",
        "type": "object",
        "required": ["kind"],
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in _PROGRAMS],
        "$defs": {kind: json_schema(program) for kind, program in _PROGRAMS.items()},
    }

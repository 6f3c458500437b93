"""What programs read: every field of every JSON, with its type and its meaning."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.measure.assessment import Change
from generator.measure.outlook import Likelihood
from generator.measure.triage import ClosureReason
from generator.measure.variation import Assurance
from generator.model.codec import Json, described, json_schema
from generator.model.vocabulary import Better, Cadence, Calculation, Rule, Status, Triage

_TRIAGE = described("Open goals counted by what they need.", key="piles")
_NEWEST = described("The newest period that has ended; null where no figure is published.")
_CHANGE = described("Whether it has really changed; null where there is no closed period.")
_PAGE = described("The page for readers, from the root of the site.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """What every JSON says.

    `version` goes up when a field is taken away or means something else; fields may be added
    without.
    """

    version: Literal[1] = field(default=1, metadata=described("The version of this schema."))
    kind: str
    edition: str = field(metadata=described("Its name; next is the state as it stands."))
    as_of: dt.date = field(metadata=described("The day from which the edition speaks."))
    figures_to: dt.date | None = field(metadata=described("The day to which most figures run."))


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeProgram(Program):
    """The company as a whole."""

    kind: Literal["home"] = "home"
    company: str
    promise: str
    sentence: str = field(metadata=described("Where the company stands."))
    triage: Mapping[Triage, int] = field(metadata=_TRIAGE)
    attention: tuple[str, ...] = field(
        metadata=described("Goals to look at, the most pressing first.")
    )
    goals: tuple[str, ...]
    metrics: tuple[str, ...]
    departments: tuple[str, ...]
    previous: str | None = field(metadata=described("The edition that it is compared with."))
    since: str | None = field(metadata=described("What changed since that edition, in one line."))


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentValue:
    """The value that decides a goal."""

    value: float
    day: dt.date
    n: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalProgram(Program):
    """One goal with the four answers about it."""

    kind: Literal["goal"] = "goal"
    id: str
    title: str
    department: str
    metric: str
    segment: str | None = field(metadata=described("The part of the whole; null is the whole."))
    rule: Rule
    target: float
    target_high: float | None = field(metadata=described("The upper end of a range."))
    baseline: float | None
    baseline_date: dt.date | None
    due: dt.date | None
    owner: str | None
    objective: str | None
    status: Status = field(metadata=described("Is it on pace?"))
    triage: Triage = field(metadata=described("What it needs of a reader.", key="pile"))
    closed: ClosureReason | None = field(metadata=described("Why it no longer counts."))
    current: CurrentValue | None = field(
        metadata=described("The value that decides, pooled over the newest periods.")
    )
    progress: float | None = field(metadata=described("Share of the way from baseline to target."))
    expected: float | None = field(
        metadata=described("Share of the way that the plan expected by then.")
    )
    change: Change = field(metadata=described("Has it really changed?"))
    assurance: Assurance | None = field(
        metadata=described("Could today's way of working get there?")
    )
    likelihood: Likelihood | None = field(metadata=described("Will it be there on time?"))
    chance: float | None = field(metadata=described("The chance of it, 0 to 1."))
    sentence: str = field(metadata=described("Where it stands, for a reader."))
    page: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestValue:
    """The value of one period."""

    first_day: dt.date
    last_day: dt.date
    value: float
    n: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentProgram:
    """One segment of a metric."""

    segment: str
    name: str
    newest: NewestValue | None = field(metadata=_NEWEST)
    change: Change | None = field(metadata=_CHANGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricProgram(Program):
    """One metric with its newest value and its segments."""

    kind: Literal["metric"] = "metric"
    id: str
    name: str
    department: str
    unit: str | None
    better: Better
    calculation: Calculation
    cadence: Cadence | None
    owner: str | None
    source: str | None
    definition: str | None
    newest: NewestValue | None = field(metadata=_NEWEST)
    change: Change | None = field(metadata=_CHANGE)
    next_due: dt.date | None = field(metadata=described("When the next figure is expected."))
    late: bool
    segments: tuple[SegmentProgram, ...]
    goals: tuple[str, ...]
    data: str | None = field(
        metadata=described("All published values as CSV, from the root of the site.")
    )
    page: str = field(metadata=_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentProgram(Program):
    """One department with its open goals."""

    kind: Literal["department"] = "department"
    id: str
    name: str
    lead: str | None
    customer_commitment: str | None
    sentence: str = field(metadata=described("How its goals stand, as counts."))
    triage: Mapping[Triage, int] = field(metadata=_TRIAGE)
    goals: tuple[str, ...] = field(metadata=described("Its open goals."))
    metrics: tuple[str, ...]
    page: str = field(metadata=_PAGE)


_KINDS: Mapping[str, type[Program]] = {
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
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in _KINDS],
        "$defs": {kind: json_schema(program) for kind, program in _KINDS.items()},
    }

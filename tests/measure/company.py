"""A company in a few rows: two departments, a metric of each, and goals on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.measure.report import Report, measure
from generator.model.periods import add_months
from generator.model.schema import Row, table_of
from generator.model.settings import Settings
from generator.model.tables import (
    Commentary,
    Department,
    Goal,
    Handoff,
    Initiative,
    Metric,
    Objective,
    Touchpoint,
)
from generator.model.vocabulary import Better, CommentKind, Kind, Rule, Stage
from tests.measure.build import PLACE, dataset, day, goal, metric

#: Twelve months that swing between 40 and 42, then seven more of the same or above each of them.
CALM = [41.0, 40.0, 42.0] * 4 + [41.0, 40.0, 42.0, 41.0, 40.0, 42.0, 41.0]
RISEN = [41.0, 40.0, 42.0] * 4 + [48.0, 49.0, 48.0, 50.0, 49.0, 48.0, 49.0]
#: The months of both end in October 2026; the rise began in April.
LAST = "2026-10-01"

SERVICE = Department(
    location=PLACE,
    department="service",
    name="Service",
    customer_commitment="One call is enough.",
    customers=("external",),
)
LEGAL = Department(location=PLACE, department="legal", name="Legal", customers=("service",))
EASY = Objective(location=PLACE, objective="easy", name="Easy to reach", sponsor="Chief of Service")


def reported(
    tables: Sequence[Row],
    values: Mapping[str, Sequence[float]] | None = None,
    *,
    as_of: str = "2026-11-20",
) -> Report:
    """A report on tables and on monthly values by metric, which end in October 2026."""
    rows = [
        {
            "metric": name,
            "date": add_months(day(LAST), place + 1 - len(series)).isoformat(),
            "value": value,
        }
        for name, series in (values or {}).items()
        for place, value in enumerate(series)
    ]
    return measure(dataset(rows, tables, as_of=as_of), Settings())


def waiting(**given: Any) -> Metric:
    """Days of waiting, which customers feel: lower is better."""
    values: dict[str, Any] = {
        "metric": "waiting",
        "name": "Days of waiting",
        "better": Better.LOWER,
        "unit": "days",
        "kind": Kind.CUSTOMER,
        "owner": "Head of Service",
    }
    return metric(**(values | given))


def clauses(**given: Any) -> Metric:
    """Changed clauses, which legal counts: lower is better."""
    values: dict[str, Any] = {
        "metric": "clauses",
        "name": "Changed clauses",
        "department": "legal",
        "better": Better.LOWER,
        "kind": Kind.OPERATIONAL,
        "owner": "General Counsel",
    }
    return metric(**(values | given))


def holds(of: str = "clauses", target: float = 60.0, **given: Any) -> Goal:
    """A goal to hold a level: 60 is kept by both courses above, 30 by neither."""
    values: dict[str, Any] = {
        "goal": f"{of}-hold",
        "department": "legal" if of == "clauses" else "service",
        "metric": of,
        "rule": Rule.HOLD,
        "target": target,
        "owner": "General Counsel" if of == "clauses" else "Head of Service",
        "objective": None,
    }
    return goal(**(values | given))


def touchpoint(key: str, stage: Stage, **given: Any) -> Touchpoint:
    """A contact of the customer with the company."""
    values: dict[str, Any] = {"touchpoint": key, "name": key.capitalize(), "stage": stage}
    return Touchpoint(location=PLACE, **(values | given))


def handoff(**given: Any) -> Handoff:
    """From legal to service: the contract."""
    values: dict[str, Any] = {
        "handoff": "contract",
        "name": "Contract to service",
        "provider": "legal",
        "receiver": "service",
        "provider_metric": "clauses",
        "receiver_metric": "waiting",
    }
    return Handoff(location=PLACE, **(values | given))


def initiative(*goals: str, **given: Any) -> Initiative:
    """A move of service aimed at goals."""
    values: dict[str, Any] = {
        "initiative": "second-desk",
        "name": "A second desk",
        "department": "service",
        "goals": goals,
    }
    return Initiative(location=PLACE, **(values | given))


def comment(about: Any, kind: CommentKind = CommentKind.COMMENT) -> Commentary:
    """Something said about a subject."""
    return Commentary(
        location=PLACE, date=day("2026-11-03"), about=about, kind=kind, text="Two more people come."
    )


def ids(rows: Sequence[Row]) -> Iterator[str]:
    """The ids of rows."""
    return (str(getattr(row, table_of(type(row)).key[0])) for row in rows)

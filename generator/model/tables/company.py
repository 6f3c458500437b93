"""The company's own words: departments, objectives and the segments of its customers."""

from __future__ import annotations

from generator.model.schema import ColumnType, Row, column, table
from generator.model.vocabulary import BusinessModel, YesNo


@table(
    "departments.csv",
    "The functions of the company, those that never meet a customer included.",
    key=("department",),
    required=True,
)
class Department(Row):
    """A function of the company and what it commits to for customers."""

    department: str = column("Short id of the department.", ColumnType.ID, example="legal")
    name: str = column("Name as readers know it.", example="Legal")
    lead: str | None = column(
        "Who leads it: a role.",
        ColumnType.ROLE,
        example="General Counsel",
        default=None,
    )
    traditional_focus: str | None = column(
        "What it has always been measured on.", example="Few concessions in contracts", default=None
    )
    customer_commitment: str | None = column(
        "What it commits to for customers.",
        example="A contract the customer can sign within a week",
        default=None,
    )
    customers: tuple[str, ...] = column(
        "Whom it serves: `external`, or the ids of the departments it works for.",
        example="external; sales",
        default=(),
        refers_to="departments",
        words=("external",),
    )


@table("objectives.csv", "The company-wide aims that goals serve.", key=("objective",))
class Objective(Row):
    """A company-wide aim with its executive sponsor."""

    objective: str = column("Short id of the objective.", ColumnType.ID, example="easy-start")
    name: str = column("The aim in a few words.", example="An easy start")
    model: BusinessModel | None = column(
        "Which of the five models it belongs to.", example="cx", default=None
    )
    sponsor: str | None = column(
        "The executive who answers for it.",
        ColumnType.ROLE,
        example="Chief Operating Officer",
        default=None,
    )
    description: str | None = column("What it means, in a sentence or two.", default=None)
    outcome_metric: str | None = column(
        "The metric by which the company will know it is reached.",
        example="days-to-first-login",
        default=None,
        refers_to="metrics",
    )


@table("segments.csv", "The kinds of customers, by dimension.", key=("segment",))
class Segment(Row):
    """A kind of customer within one dimension."""

    segment: str = column("Short id of the segment.", ColumnType.ID, example="small")
    name: str = column("Name as readers know it.", example="Small firms")
    dimension: str = column("What divides it from others.", example="size")
    promise: str | None = column("What we promise them.", default=None)
    ideal_experience: str | None = column("What a perfect experience is to them.", default=None)
    priority: YesNo = column(
        "yes: the customers the strategy is for.", example="yes", default=YesNo.NO
    )
    note: str | None = column("Anything a reader should know.", default=None)

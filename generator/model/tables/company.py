"""The company: its departments, objectives, roles, and the segments of its customers."""

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

    department: str = column("Short id of the department.", "legal", ColumnType.ID)
    name: str = column("Name as readers know it.", "Legal")
    short_name: str | None = column(
        "A shorter name for narrow places; blank: the name.", "Legal", default=None
    )
    lead: str | None = column(
        "Who leads it: a role.", "General Counsel", ColumnType.ROLE, default=None
    )
    traditional_focus: str | None = column(
        "What it has always been measured on.", "Few concessions in contracts", default=None
    )
    customer_commitment: str | None = column(
        "What it commits to for customers.",
        "A contract the customer can sign within a week",
        default=None,
    )
    customers: tuple[str, ...] = column(
        "Whom it serves: `external`, or the ids of the departments it works for.",
        "external; sales",
        default=(),
        refers_to="departments",
        words=("external",),
    )


@table("objectives.csv", "The company-wide aims that goals serve.", key=("objective",))
class Objective(Row):
    """A company-wide aim with its executive sponsor."""

    objective: str = column("Short id of the objective.", "easy-start", ColumnType.ID)
    name: str = column("The aim in a few words.", "An easy start")
    model: BusinessModel | None = column(
        "Which of the five models it belongs to.", "cx", default=None
    )
    sponsor: str | None = column(
        "The executive who answers for it.",
        "Chief Operating Officer",
        ColumnType.ROLE,
        default=None,
    )
    description: str | None = column("What it means, in a sentence or two.", default=None)
    outcome_metric: str | None = column(
        "The metric by which the company will know it is reached.",
        "days-to-first-login",
        default=None,
        refers_to="metrics",
    )


@table("segments.csv", "The kinds of customers, by dimension.", key=("segment",))
class Segment(Row):
    """A kind of customer within one dimension."""

    segment: str = column("Short id of the segment.", "small", ColumnType.ID)
    name: str = column("Name as readers know it.", "Small firms")
    dimension: str = column("What divides it from others.", "size")
    promise: str | None = column("What we promise them.", default=None)
    ideal_experience: str | None = column("What a perfect experience is to them.", default=None)
    priority: YesNo = column("yes: the customers the strategy is for.", "yes", default=YesNo.NO)
    note: str | None = column("Anything a reader should know.", default=None)


@table(
    "people.csv",
    "The roles that own, lead or sponsor something. Where it exists, every owner is one of them.",
    key=("person",),
)
class Person(Row):
    """A role, with the title that readers see and who holds it."""

    person: str = column("Short id of the role.", "head-support", ColumnType.ID)
    name: str = column("The title of the role.", "Head of Support")
    holder: str | None = column(
        "Who holds it; shown to every reader of the site.", "Kim Berg", default=None
    )
    department: str | None = column(
        "The department it belongs to.", "customer-service", default=None, refers_to="departments"
    )
    email: str | None = column(
        "Where to write to; shown to every reader of the site.",
        "support@example.com",
        ColumnType.EMAIL,
        default=None,
    )

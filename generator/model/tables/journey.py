"""The way of the customer: the contacts on it, and where departments pass it on."""

from __future__ import annotations

from generator.model.schema import ColumnType, Row, column, table
from generator.model.vocabulary import Stage, YesNo


@table("touchpoints.csv", "The contacts on the customer's way, by stage.", key=("touchpoint",))
class Touchpoint(Row):
    """A contact within a stage of the journey, owned by one department."""

    touchpoint: str = column(ColumnType.ID, "Short id of the touchpoint.", example="first-invoice")
    name: str = column(ColumnType.TEXT, "Name as readers know it.", example="The first invoice")
    stage: Stage = column(
        ColumnType.CHOICE,
        "before, during or after what the customer buys from you.",
        example="during",
        words=Stage,
    )
    department: str | None = column(
        ColumnType.REFERENCE,
        "The department that owns it; blank: nobody does.",
        example="operations",
        default=None,
        refers_to="departments",
    )
    order: int | None = column(
        ColumnType.WHOLE, "Its place within the stage.", example="3", default=None, least=1
    )
    metrics: tuple[str, ...] = column(
        ColumnType.REFERENCE,
        "The metrics that say how it goes.",
        example="invoices-right; csat",
        default=(),
        many=True,
        refers_to="metrics",
    )
    moment_of_truth: YesNo = column(
        ColumnType.CHOICE,
        "yes: what customers remember and judge you by.",
        example="yes",
        default=YesNo.NO,
        words=YesNo,
    )


@table(
    "handoffs.csv",
    "Where one department passes a customer or a piece of work on to another.",
    key=("handoff",),
)
class Handoff(Row):
    """A passage from a providing to a receiving department, its internal customer."""

    handoff: str = column(ColumnType.ID, "Short id of the handoff.", example="contract-to-start")
    name: str = column(
        ColumnType.TEXT, "Name as readers know it.", example="Signed contract to onboarding"
    )
    provider: str = column(
        ColumnType.REFERENCE,
        "The department that provides.",
        example="legal",
        refers_to="departments",
    )
    receiver: str = column(
        ColumnType.REFERENCE,
        "The department that receives: the internal customer.",
        example="onboarding",
        refers_to="departments",
    )
    stage: Stage | None = column(
        ColumnType.CHOICE,
        "before, during or after what the customer buys from you.",
        example="during",
        default=None,
        words=Stage,
    )
    promise: str | None = column(
        ColumnType.TEXT,
        "What the receiver may rely on.",
        example="A checked contract within five days of the signature",
        default=None,
    )
    metric: str | None = column(
        ColumnType.REFERENCE,
        "The metric that says whether the promise is kept.",
        example="time-to-contract",
        default=None,
        refers_to="metrics",
    )
    provider_metric: str | None = column(
        ColumnType.REFERENCE,
        "The metric by which the provider judges its own side.",
        example="contract-concessions",
        default=None,
        refers_to="metrics",
    )
    receiver_metric: str | None = column(
        ColumnType.REFERENCE,
        "The metric in which the receiver feels it.",
        example="days-to-first-login",
        default=None,
        refers_to="metrics",
    )
    owner: str | None = column(
        ColumnType.ROLE,
        "Who answers for the passage: a role.",
        example="General Counsel",
        default=None,
    )

"""The way of the customer: the contacts on it, and where departments pass it on."""

from __future__ import annotations

from generator.model.schema import ColumnType, Row, column, table
from generator.model.vocabulary import Stage, YesNo


@table("touchpoints.csv", "The contacts on the customer's way, by stage.", key=("touchpoint",))
class Touchpoint(Row):
    """A contact within a stage of the journey, owned by one department."""

    touchpoint: str = column("Short id of the touchpoint.", "first-invoice", ColumnType.ID)
    name: str = column("Name as readers know it.", "The first invoice")
    stage: Stage = column("before, during or after what the customer buys from you.", "during")
    department: str | None = column(
        "The department that owns it; blank: nobody does.",
        "operations",
        default=None,
        refers_to="departments",
    )
    order: int | None = column("Its place within the stage.", "3", default=None, least=1)
    metrics: tuple[str, ...] = column(
        "The metrics that say how it goes.", "invoices-right; csat", default=(), refers_to="metrics"
    )
    moment_of_truth: YesNo = column(
        "yes: what customers remember and judge you by.", "yes", default=YesNo.NO
    )


@table(
    "handoffs.csv",
    "Where one department passes a customer or a piece of work on to another.",
    key=("handoff",),
)
class Handoff(Row):
    """A passage from a providing to a receiving department, its internal customer."""

    handoff: str = column("Short id of the handoff.", "contract-to-start", ColumnType.ID)
    name: str = column("Name as readers know it.", "Signed contract to onboarding")
    provider: str = column("The department that provides.", "legal", refers_to="departments")
    receiver: str = column(
        "The department that receives: the internal customer.",
        "onboarding",
        refers_to="departments",
    )
    stage: Stage | None = column(
        "before, during or after what the customer buys from you.", "during", default=None
    )
    promise: str | None = column(
        "What the receiver may rely on.",
        "A checked contract within five days of the signature",
        default=None,
    )
    promise_value: float | None = column(
        "What the metric must be for the promise to be kept: at least this if higher is better, "
        "at most this if lower is. Blank: the promise cannot be measured.",
        "5",
        default=None,
    )
    metric: str | None = column(
        "The metric that says whether the promise is kept.",
        "time-to-contract",
        default=None,
        refers_to="metrics",
    )
    provider_metric: str | None = column(
        "The metric by which the provider judges its own side.",
        "contract-concessions",
        default=None,
        refers_to="metrics",
    )
    receiver_metric: str | None = column(
        "The metric in which the receiver feels it.",
        "days-to-first-login",
        default=None,
        refers_to="metrics",
    )
    owner: str | None = column(
        "Who answers for the passage: a role.", "General Counsel", ColumnType.ROLE, default=None
    )

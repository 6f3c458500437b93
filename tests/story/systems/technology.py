"""The service desk and the monitoring of the technology department, and product's records."""

from __future__ import annotations

from tests.story.series import Course, Shape
from tests.story.tables import PERCENT, Export, Metric

_STARTS = {1: 1.15, 7: 0.92, 8: 0.8, 9: 1.12, 12: 0.9}

_TICKETS = Metric(
    metric="tickets-in-time",
    name="Internal tickets closed in time",
    department="technology",
    better="higher",
    unit="percent",
    calculation="share",
    kind="operational",
    owner="Head of IT Services",
    source="Service desk",
    definition=(
        "Share of tickets from colleagues closed within the time agreed for their class. The "
        "clock stops while a ticket waits for whoever opened it."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        parts={
            "": Shape(
                level=(("2021-11", 93.8), ("2024-06", 96.2), ("2026-10", 97.1)),
                size=(("2021-11", 760), ("2026-10", 940)), busy={8: 0.85, 9: 1.1}, noise=0.4,
                told={"2026-10": 96.8},
            ),
        },
    ),
)  # fmt: skip

_ACCOUNT = Metric(
    metric="account-creation-time",
    name="Days from contract to account",
    department="technology",
    better="lower",
    unit="days",
    calculation="mean",
    kind="operational",
    owner="Head of IT Services",
    source="Service desk",
    definition=(
        "Calendar days from the countersigned contract to a customer account with its "
        "interfaces to payroll. Several tickets one after the other, each with a clock of its "
        "own. The numerator is the sum of the days."
    ),
    course=Course(
        kind="mean",
        first="2022-11",
        parts={
            "": Shape(
                level=(("2022-11", 4.8), ("2024-11", 5.0), ("2026-10", 9.0)),
                size=(("2022-11", 76), ("2026-10", 87)), busy=_STARTS, noise=0.15, spread=2.4,
                told={"2026-10": 9.0},
            ),
        },
    ),
)  # fmt: skip

_AVAILABILITY = Metric(
    metric="availability",
    name="Availability of the service",
    department="technology",
    better="higher",
    unit="percent",
    calculation="given",
    kind="operational",
    owner="Chief Technology Officer",
    source="Monitoring",
    definition=(
        "Share of minutes in the month in which a customer could log in and clock in, planned "
        "maintenance included."
    ),
    bounds=PERCENT,
    course=Course(
        kind="value",
        decimals=2,
        parts={
            "": Shape(
                level=(("2021-11", 99.93), ("2026-10", 99.95)), noise=0.018,
                told={"2023-03": 99.71, "2025-02": 99.78},
            ),
        },
        notes={"2025-02": "Outage of the data centre on 11 February"},
    ),
)  # fmt: skip

SERVICE_DESK = Export(
    file="it-service.csv",
    columns=("date", "metric", "n", "numerator", "value", "note"),
    metrics=(_TICKETS, _ACCOUNT, _AVAILABILITY),
    newline="\r\n",
)

_DEFECTS = Metric(
    metric="release-defects",
    name="Faults that customers find",
    department="product-development",
    better="lower",
    unit="count",
    calculation="count",
    kind="operational",
    owner="Head of Product",
    source="Product tracker",
    definition="Faults reported first by a customer in the 30 days after a monthly release.",
    course=Course(
        kind="count",
        decimals=0,
        first="2022-11",
        parts={"": Shape(level=(("2022-11", 17), ("2026-10", 13)), noise=1)},
    ),
)

_FIRST_TASKS = Metric(
    metric="first-tasks-alone",
    name="First tasks done without help",
    department="product-development",
    better="higher",
    unit="percent",
    calculation="share",
    kind="customer",
    owner="Head of Product",
    source="Product tracker",
    definition=(
        "New planners at customers do four tasks of their first week while we watch: share of "
        "tasks done without help. 16 to 24 planners a quarter, four tasks each."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        cadence="quarterly",
        first="2022-03",
        last="2026-09",
        parts={
            "": Shape(
                level=(("2022-03", 57), ("2025-12", 62), ("2026-09", 72)),
                size=(("2022-03", 80),), noise=1,
                told={"2025-Q4": 61.5, "2026-Q2": 69.5, "2026-Q3": 71.5},
            ),
        },
    ),
)  # fmt: skip

_ACCESSIBLE = Metric(
    metric="accessibility-audit",
    name="Accessibility checks passed",
    department="product-development",
    better="higher",
    unit="percent",
    calculation="given",
    kind="customer",
    owner="Head of Product",
    source="Product tracker",
    definition=(
        "Share of the checks of the yearly accessibility audit that the app and the terminals "
        "pass, by an outside auditor."
    ),
    bounds=PERCENT,
    lag_days="45",
    course=Course(
        kind="value",
        cadence="yearly",
        first="2020-12",
        last="2025-12",
        decimals=0,
        parts={
            "": Shape(
                level=(("2020-12", 60),),
                told={"2020": 66, "2021": 68, "2022": 67, "2023": 71, "2024": 74, "2025": 81},
            ),
        },
    ),
)

PRODUCT = Export(
    file="product-tracker.csv",
    columns=("metric", "date", "value", "n", "numerator"),
    metrics=(_DEFECTS, _FIRST_TASKS, _ACCESSIBLE),
)

"""The contract register of the legal department."""

from __future__ import annotations

from tests.story.series import Course, Shape
from tests.story.tables import PERCENT, Export, Metric

_OWNER = "General Counsel"
_STARTS = {1: 1.15, 7: 0.92, 8: 0.8, 9: 1.12, 12: 0.95}

_TIME = Metric(
    metric="time-to-contract",
    name="Days from signature to checked contract",
    department="legal",
    better="lower",
    unit="days",
    calculation="mean",
    kind="operational",
    owner=_OWNER,
    source="Contract register",
    definition=(
        "Calendar days from the customer's signature to the contract being checked and "
        "countersigned, data protection included. The numerator is the sum of the days."
    ),
    course=Course(
        kind="mean",
        first="2022-11",
        parts={
            "": Shape(
                level=(("2022-11", 6.6), ("2024-11", 7.0), ("2026-02", 10.4), ("2026-03", 11.6),
                       ("2026-10", 14.1)),
                size=(("2022-11", 76), ("2026-10", 88)), busy=_STARTS, noise=0.2, spread=3.2,
                told={"2026-10": 14.0},
            ),
        },
        notes={"2026-03": "Data protection is now checked in the same step"},
    ),
)  # fmt: skip

_CONCESSIONS = Metric(
    metric="contract-concessions",
    name="Contracts with a concession",
    department="legal",
    better="lower",
    unit="percent",
    calculation="share",
    kind="operational",
    owner=_OWNER,
    source="Contract register",
    definition=(
        "Share of contracts countersigned in the month in which at least one clause of the "
        "standard contract was changed for the customer."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        parts={
            "": Shape(
                level=(("2021-11", 34), ("2025-06", 31), ("2026-06", 20), ("2026-10", 17.5)),
                size=(("2021-11", 70), ("2026-10", 88)), busy=_STARTS, noise=1,
                told={"2025-06": 31.0, "2026-08": 18.6, "2026-09": 18.2},
            ),
        },
    ),
)  # fmt: skip

_DATA_REQUESTS = Metric(
    metric="data-requests-on-time",
    name="Personal data requests answered on time",
    department="legal",
    better="higher",
    unit="percent",
    calculation="share",
    kind="operational",
    owner="Data Protection Officer",
    source="Contract register",
    definition=(
        "Share of requests to see, correct or delete personal data that were answered within "
        "30 days. Counted in the month in which the 30 days were over."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        parts={
            "": Shape(
                level=(("2021-11", 97), ("2026-10", 98.4)), size=(("2021-11", 34),
                ("2026-10", 46)), told={"2026-10": 97.8},
            ),
        },
    ),
)  # fmt: skip

REGISTER = Export(
    file="contract-register.csv",
    columns=("metric", "date", "numerator", "n", "note"),
    metrics=(_TIME, _CONCESSIONS, _DATA_REQUESTS),
)

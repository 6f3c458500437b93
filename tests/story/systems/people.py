"""The staff survey and the staff system: what colleagues know, feel and are."""

from __future__ import annotations

from tests.story.series import Course, Shape
from tests.story.tables import PERCENT, Export, Metric

_OWNER = "Chief People Officer"
_SINCE, _LATEST = "2022-03", "2026-09"

_ENPS = Metric(
    metric="enps",
    name="Employee net promoter score",
    department="talent",
    better="higher",
    unit="score",
    calculation="nps",
    kind="employee",
    owner=_OWNER,
    source="Staff survey",
    definition=(
        "How likely are you to recommend Tidewell as a place to work, from 0 to 10? Share of 9 "
        "and 10 minus share of 0 to 6. All employees, each quarter, without names."
    ),
    bounds=("-100", "100"),
    course=Course(
        kind="nps",
        cadence="quarterly",
        first=_SINCE,
        last=_LATEST,
        decimals=0,
        parts={
            "": Shape(
                level=(("2022-03", 8), ("2024-12", 9), ("2026-09", 19)),
                size=(("2022-03", 560), ("2026-09", 648)), noise=0.5, response=0.72,
                told={"2024-Q4": 9, "2026-Q2": 17.5, "2026-Q3": 19},
            ),
        },
    ),
)  # fmt: skip

_PROMISE = Metric(
    metric="promise-known",
    name="I know what we promise customers",
    department="executive-office",
    better="higher",
    unit="percent",
    calculation="share",
    kind="employee",
    owner="Chief Customer Officer",
    source="Staff survey",
    definition=(
        "Share of employees who say that they know what Tidewell promises its customers and "
        "then pick the promise out of four sentences. Executives are the leadership circle, "
        "middle is everyone else who leads people, front line all others."
    ),
    bounds=PERCENT,
    complete_dimensions="level",
    course=Course(
        kind="share",
        cadence="quarterly",
        first=_SINCE,
        last=_LATEST,
        parts={
            "executives": Shape(
                level=(("2022-03", 92), ("2026-09", 96)), size=(("2022-03", 24),),
                told={"2026-Q3": 96.0}, response=0.86,
            ),
            "middle": Shape(
                level=(("2022-03", 61), ("2025-12", 66), ("2026-09", 71)),
                size=(("2022-03", 118), ("2026-09", 132)), noise=1, response=0.8,
                told={"2026-Q3": 71.2},
            ),
            "front-line": Shape(
                level=(("2022-03", 34), ("2025-12", 38), ("2026-09", 45)),
                size=(("2022-03", 418), ("2026-09", 492)), noise=0.8, response=0.69,
                told={"2025-Q4": 37.8, "2026-Q2": 43.0, "2026-Q3": 44.9},
            ),
        },
    ),
)  # fmt: skip


def _internal(department: str, name: str, shape: Shape) -> Metric:
    """Return what colleagues say about one department that serves them."""
    return Metric(
        metric=f"internal-satisfaction-{department}",
        name=f"Colleagues satisfied with {name}",
        department=department,
        better="higher",
        unit="percent",
        calculation="share",
        kind="internal-customer",
        owner="Head of Customer Insight",
        source="Staff survey",
        definition=(
            f"Share of colleagues who needed {name} in the quarter and answer 4 or 5 to: I got "
            "what I needed, when I needed it (1 to 5)."
        ),
        bounds=PERCENT,
        course=Course(
            kind="share",
            cadence="quarterly",
            first=_SINCE,
            last=_LATEST,
            parts={"": shape},
        ),
    )


_TECHNOLOGY = _internal(
    "technology",
    "technology",
    Shape(
        level=(("2022-03", 70), ("2024-12", 73), ("2026-09", 80)),
        size=(("2022-03", 240),),
        noise=1,
        told={"2024-Q4": 72.6, "2026-Q2": 78.6, "2026-Q3": 79.8},
    ),
)
_LEGAL = _internal(
    "legal",
    "legal",
    Shape(
        level=(("2022-03", 72), ("2024-12", 70), ("2026-09", 55)), size=(("2022-03", 96),), noise=1
    ),
)
_TALENT = _internal(
    "talent",
    "talent",
    Shape(level=(("2022-03", 68), ("2026-09", 70)), size=(("2022-03", 150),), noise=1),
)

STAFF_SURVEY = Export(
    file="hr-survey.csv",
    columns=("metric", "segment", "date", "n", "invited", "promoters", "detractors",
             "numerator"),
    metrics=(_ENPS, _PROMISE, _TECHNOLOGY, _LEGAL, _TALENT),
    dimension="level: ",
)  # fmt: skip

_TIME_TO_FILL = Metric(
    metric="time-to-fill",
    name="Days to fill a customer-facing post",
    department="talent",
    better="lower",
    unit="days",
    calculation="median",
    kind="operational",
    owner=_OWNER,
    source="Staff system",
    definition=(
        "Median of the calendar days from approval to signed contract, for posts in customer "
        "service, onboarding and sales filled in the month."
    ),
    course=Course(
        kind="value",
        decimals=0,
        parts={
            "": Shape(
                level=(("2021-11", 52), ("2025-01", 57), ("2026-10", 56)),
                noise=2.2,
                told={"2025-12": 58, "2026-08": 57, "2026-09": 55, "2026-10": 56},
            ),
        },
    ),
)

_ATTRITION = Metric(
    metric="attrition",
    name="Employees who left in twelve months",
    department="talent",
    better="lower",
    unit="percent",
    calculation="given",
    smoothing="rolling",
    kind="employee",
    owner=_OWNER,
    source="Staff system",
    definition=(
        "Employees who left of their own will in the last twelve months, as a share of the "
        "average number employed."
    ),
    bounds=PERCENT,
    note="A rolling twelve months: each value shares eleven months with the one before.",
    course=Course(
        kind="value",
        parts={
            "": Shape(
                level=(("2021-11", 11.2), ("2022-10", 12.4), ("2024-03", 10.6), ("2025-06", 11.3),
                       ("2026-10", 10.9)),
                noise=0.12,
            ),
        },
    ),
)  # fmt: skip

_CUSTOMER_DAYS = Metric(
    metric="customer-days",
    name="Days spent with customers, year to date",
    department="talent",
    better="higher",
    unit="days",
    calculation="sum",
    accumulates="year",
    kind="employee",
    owner="Head of Learning",
    source="Staff system",
    definition=(
        "Working days since 1 January that employees from departments without customer contact "
        "spent at a customer's or on the customer service floor."
    ),
    note="Booked in the new learning system since August 2026; its export is still missing.",
    course=Course(
        kind="sum",
        decimals=0,
        running=True,
        first="2023-01",
        last="2026-07",
        parts={
            "": Shape(
                level=(("2023-01", 19), ("2026-07", 41)), season={7: -8, 8: -14, 12: -12}, noise=5
            ),
        },
    ),
)

STAFF_SYSTEM = Export(
    file="hr-system.csv",
    columns=("date", "metric", "value"),
    metrics=(_TIME_TO_FILL, _ATTRITION, _CUSTOMER_DAYS),
    dates="excel",
    newline="\r\n",
)

_DECISIONS = Metric(
    metric="decisions-in-time",
    name="Cross-department decisions taken in time",
    department="executive-office",
    better="higher",
    unit="percent",
    calculation="share",
    kind="operational",
    owner="Chief of Staff",
    source="Board minutes",
    definition=(
        "Share of decisions asked of the leadership circle that concern two departments or "
        "more and were taken by the day asked for."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        cadence="quarterly",
        first=_SINCE,
        last=_LATEST,
        parts={"": Shape(level=(("2022-03", 64), ("2026-09", 60)), size=(("2022-03", 21),))},
    ),
)

MINUTES = Export(
    file="board-minutes.csv",
    columns=("metric", "date", "numerator", "n"),
    metrics=(_DECISIONS,),
)

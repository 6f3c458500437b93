"""The onboarding tracker: from the signature to the first working rota."""

from __future__ import annotations

from tests.story.series import Course, Shape
from tests.story.tables import PERCENT, Export, Metric

_STARTS = {1: 1.15, 7: 0.92, 8: 0.8, 9: 1.12, 12: 0.85}
_SMALL_STARTS = (("2022-11", 25), ("2026-10", 29))
_OWNER = "Head of Onboarding"

_FIRST_LOGIN = Metric(
    metric="days-to-first-login",
    name="Days from signature to first login",
    department="onboarding",
    better="lower",
    unit="days",
    calculation="mean",
    kind="customer",
    owner=_OWNER,
    source="Onboarding tracker",
    definition=(
        "Calendar days from the customer's signature to the first login of one of its "
        "employees, for all customers whose first login fell in the month. The numerator is "
        "the sum of the days."
    ),
    complete_dimensions="size",
    note="The measure of our promise: up and running in 30 days.",
    course=Course(
        kind="mean",
        first="2022-11",
        draw=1,
        parts={
            "small": Shape(
                level=(("2022-11", 29), ("2024-11", 30), ("2026-03", 43.6), ("2026-06", 32.5),
                       ("2026-08", 28.4), ("2026-10", 27)),
                size=_SMALL_STARTS, busy=_STARTS, noise=0.5, spread=8,
                told={"2026-02": 42.6, "2026-03": 44.0, "2026-04": 40.1, "2026-05": 36.6,
                      "2026-09": 27.5, "2026-10": 27.0},
                told_size={"2026-10": 28},
            ),
            "mid-size": Shape(
                level=(("2022-11", 27), ("2024-11", 27.5), ("2026-03", 37), ("2026-10", 49)),
                size=(("2022-11", 34), ("2026-10", 42)), busy=_STARTS, noise=0.4, spread=7,
                told={"2026-02": 36.4, "2026-03": 37.1, "2026-09": 47.4, "2026-10": 49.0},
                told_size={"2026-10": 42},
            ),
            "large": Shape(
                level=(("2022-11", 32), ("2024-11", 33), ("2026-03", 44), ("2026-10", 60.6)),
                size=(("2022-11", 15), ("2026-10", 17)), busy=_STARTS, noise=0.6, spread=9,
                told={"2026-03": 44.6, "2026-09": 58.2, "2026-10": 60.6},
                told_size={"2026-10": 16},
            ),
        },
        notes={"2026-04/small": "First month of the onboarding desk"},
    ),
)  # fmt: skip

_TRAINING = Metric(
    metric="training-wait",
    name="Days from account to training",
    department="onboarding",
    better="lower",
    unit="days",
    calculation="mean",
    kind="operational",
    owner=_OWNER,
    source="Onboarding tracker",
    definition=(
        "Calendar days from the day both account and terminals are ready to the end of the "
        "first training. The numerator is the sum of the days."
    ),
    course=Course(
        kind="mean",
        first="2023-11",
        parts={
            "": Shape(
                level=(("2023-11", 8), ("2024-11", 8.1), ("2026-10", 9.2)),
                size=(("2023-11", 76), ("2026-10", 86)), busy=_STARTS, noise=0.2, spread=3,
                told={"2026-10": 9.1},
            ),
        },
    ),
)  # fmt: skip

_ACTIVATION = Metric(
    metric="first-rota-in-60-days",
    name="First rota published within 60 days",
    department="onboarding",
    better="higher",
    unit="percent",
    calculation="share",
    kind="customer",
    owner="Head of Customer Success",
    source="Onboarding tracker",
    definition=(
        "Share of customers who published a rota to their own employees within 60 days after "
        "signing, counted in the month in which the 60 days were over."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        first="2023-11",
        parts={
            "": Shape(
                level=(("2023-11", 78), ("2024-11", 78), ("2026-10", 67)),
                size=(("2023-11", 76), ("2026-10", 86)), busy=_STARTS, noise=1,
            ),
        },
    ),
)  # fmt: skip

_AFTER_START = Metric(
    metric="start-satisfaction",
    name="Satisfied with the start",
    department="onboarding",
    better="higher",
    unit="percent",
    calculation="share",
    kind="customer",
    owner=_OWNER,
    source="Onboarding tracker",
    definition=(
        "Share of new customers who answer 4 or 5 to: How satisfied are you with your start at "
        "Tidewell? (1 to 5). Asked 14 days after the first login."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        first="2022-11",
        parts={
            "": Shape(
                level=(("2022-11", 79), ("2024-11", 78), ("2026-10", 66)),
                size=(("2022-11", 41), ("2026-10", 47)), busy=_STARTS, noise=1, response=0.54,
            ),
        },
    ),
)  # fmt: skip

_EXIT = Metric(
    metric="exit-effort",
    name="Easy to leave, easy to return",
    department="onboarding",
    better="higher",
    unit="score",
    calculation="mean",
    kind="customer",
    owner="Head of Customer Success",
    source="Exit survey",
    definition=(
        "Mean answer of customers who leave to: Tidewell made it easy to end the contract and "
        "take our data with us (1 = not at all, 7 = very). To be asked from January 2027."
    ),
    bounds=("1", "7"),
    has_data=False,
    course=Course(kind="mean", decimals=2, parts={}),
)

TRACKER = Export(
    file="onboarding-tracker.csv",
    columns=("date", "metric", "segment", "n", "numerator", "invited", "note"),
    metrics=(_FIRST_LOGIN, _TRAINING, _ACTIVATION, _AFTER_START, _EXIT),
    dates="excel",
)

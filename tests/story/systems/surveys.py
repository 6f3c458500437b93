"""The relationship survey and the brand panel: what customers think of Tidewell as a whole."""

from __future__ import annotations

from tests.story.series import Course, Shape
from tests.story.tables import PERCENT, Export, Metric

SIZES = "size"
_SMALL_ANSWERS = (("2021-11", 150), ("2026-10", 182))
_MIDDLE_ANSWERS = (("2021-11", 96), ("2026-10", 112))
_LARGE_ANSWERS = (("2021-11", 24), ("2026-10", 28))
_HOLIDAYS = {7: 0.93, 8: 0.84, 12: 0.86}

_NPS = Metric(
    metric="nps",
    name="Net promoter score",
    department="analytics",
    better="higher",
    unit="score",
    calculation="nps",
    kind="relationship",
    owner="Head of Customer Insight",
    source="Relationship survey",
    definition=(
        "How likely are you to recommend Tidewell, from 0 to 10? Share of answers of 9 or 10 "
        "minus share of answers from 0 to 6. Asked of one twelfth of all customers each month, "
        "so that nobody is asked twice within a year."
    ),
    bounds=("-100", "100"),
    complete_dimensions=SIZES,
    course=Course(
        kind="nps",
        decimals=0,
        draw=3,
        sample="relationship",
        parts={
            "small": Shape(
                level=(("2021-11", 40), ("2023-05", 41), ("2023-06", 37), ("2024-11", 39),
                       ("2026-03", 33), ("2026-10", 41)),
                size=_SMALL_ANSWERS, busy=_HOLIDAYS, noise=1.5, response=0.24,
                told={"2025-12": 34, "2026-08": 40, "2026-09": 41, "2026-10": 41},
            ),
            "mid-size": Shape(
                level=(("2021-11", 40), ("2023-05", 42), ("2023-06", 39), ("2025-06", 39),
                       ("2026-10", 34)),
                size=_MIDDLE_ANSWERS, busy=_HOLIDAYS, noise=1.5, response=0.24,
                told={"2025-12": 35, "2026-09": 37, "2026-10": 35},
            ),
            "large": Shape(
                level=(("2021-11", 36), ("2023-05", 38), ("2023-06", 35), ("2025-06", 36),
                       ("2026-10", 33)),
                size=_LARGE_ANSWERS, busy=_HOLIDAYS, noise=1.5, response=0.27,
                told={"2025-12": 34}, told_size={"2024-08": 9},
            ),
        },
        notes={
            "2024-08": "Invitations to large firms went out a week late",
            "2023-06": "First month asked inside the product instead of by e-mail",
        },
    ),
)  # fmt: skip

_TRUST = Metric(
    metric="trust",
    name="Customers who trust us to keep our word",
    department="executive-office",
    better="higher",
    unit="percent",
    calculation="share",
    kind="relationship",
    owner="Chief Customer Officer",
    source="Relationship survey",
    definition=(
        "Share of customers who answer 4 or 5 to: Tidewell does what it says it will do "
        "(1 = never, 5 = always). Same customers and month as the net promoter score."
    ),
    bounds=PERCENT,
    complete_dimensions=SIZES,
    course=Course(
        kind="share",
        draw=10,
        sample="relationship",
        parts={
            "small": Shape(
                level=(("2021-11", 80), ("2024-12", 80), ("2025-01", 75), ("2026-05", 67),
                       ("2026-10", 66.5)),
                size=_SMALL_ANSWERS, busy=_HOLIDAYS, noise=0.5, response=0.24,
                told={"2025-12": 71.4, "2026-09": 66.5, "2026-10": 66.8},
            ),
            "mid-size": Shape(
                level=(("2021-11", 81), ("2024-12", 81), ("2025-01", 76), ("2026-10", 64)),
                size=_MIDDLE_ANSWERS, busy=_HOLIDAYS, noise=0.5, response=0.24,
                told={"2025-12": 71.6, "2026-09": 65.2, "2026-10": 64.0},
            ),
            "large": Shape(
                level=(("2021-11", 79), ("2024-12", 79), ("2025-01", 73), ("2026-10", 63)),
                size=_LARGE_ANSWERS, busy=_HOLIDAYS, noise=0.5, response=0.27,
                told_size={"2024-08": 9}, told={"2025-12": 71.0, "2026-10": 61.5},
            ),
        },
        notes={
            "2024-08": "Invitations to large firms went out a week late",
            "2025-01": "New wording of the question, see events",
        },
    ),
)  # fmt: skip

_SAID_AND_GOT = Metric(
    metric="said-and-got",
    name="What I was told is what I got",
    department="marketing",
    better="higher",
    unit="percent",
    calculation="share",
    kind="customer",
    owner="Chief Marketing Officer",
    source="Relationship survey",
    definition=(
        "Share of customers in their first year who answer yes to: What I was told before I "
        "signed is what I got. No and partly count as no."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        first="2022-11",
        parts={
            "": Shape(
                level=(("2022-11", 74), ("2024-11", 73), ("2026-10", 61)),
                size=(("2022-11", 58), ("2026-10", 66)), busy=_HOLIDAYS, noise=1, response=0.22,
                told={"2025-03": 72.3},
            ),
        },
    ),
)  # fmt: skip

SURVEY = Export(
    file="survey-relationship.csv",
    columns=("metric", "date", "segment", "invited", "n", "promoters", "detractors",
             "numerator", "note"),
    metrics=(_NPS, _TRUST, _SAID_AND_GOT),
)  # fmt: skip

_AWARENESS = Metric(
    metric="brand-awareness",
    name="Firms that know Tidewell when prompted",
    department="marketing",
    better="higher",
    unit="percent",
    calculation="share",
    kind="business",
    owner="Chief Marketing Officer",
    source="Brand panel",
    definition=(
        "Share of firms with 20 to 5,000 employees, not yet customers, that know Tidewell when "
        "shown its name among nine others. About 1,000 firms a quarter, weighted by size."
    ),
    bounds=PERCENT,
    lag_days="60",
    note="The agency delivers each wave about eight weeks after the quarter.",
    course=Course(
        kind="share",
        cadence="quarterly",
        first="2021-12",
        last="2026-06",
        parts={
            "": Shape(
                level=(("2021-12", 24), ("2025-06", 31), ("2026-06", 34)),
                size=(("2021-12", 1004),), noise=0.6,
            ),
        },
    ),
)  # fmt: skip

PANEL = Export(
    file="brand-panel.csv",
    columns=("date", "metric", "n", "numerator", "value"),
    metrics=(_AWARENESS,),
    newline="\r\n",
)

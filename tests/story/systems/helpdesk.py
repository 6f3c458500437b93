"""The helpdesk: contacts, complaints and call-backs, saved month by month from Excel."""

from __future__ import annotations

from tests.story.series import Course, Shape
from tests.story.tables import PERCENT, Export, Metric

_CHANNELS = "contact"
_CONTACTS = {1: 1.12, 2: 1.02, 7: 0.94, 8: 0.88, 9: 1.08, 12: 0.9}
_OWNER = "Head of Customer Service"

_CSAT = Metric(
    metric="csat",
    name="Satisfied after a contact",
    department="customer-service",
    better="higher",
    unit="percent",
    calculation="share",
    kind="customer",
    owner=_OWNER,
    source="Helpdesk",
    definition=(
        "Share of customers who answer 4 or 5 to: How satisfied are you with the help you got? "
        "(1 to 5). Asked within an hour after a case is closed, whatever the channel."
    ),
    bounds=PERCENT,
    complete_dimensions=_CHANNELS,
    course=Course(
        kind="share",
        draw=2,
        parts={
            "phone": Shape(
                level=(("2021-11", 81), ("2023-11", 82.5), ("2026-10", 82.5)),
                size=(("2021-11", 430), ("2026-10", 400)), busy=_CONTACTS, noise=0.9,
                response=0.31,
                told={"2022-12": 79.2,
                      "2026-05": 82.6, "2026-06": 83.2, "2026-07": 79.5, "2026-08": 82.4,
                      "2026-09": 83.0, "2026-10": 82.7},
            ),
            "e-mail": Shape(
                level=(("2021-11", 77), ("2023-11", 77.5), ("2026-10", 77.5)),
                size=(("2021-11", 390), ("2026-10", 330)), busy=_CONTACTS, noise=0.9,
                response=0.22,
                told={"2022-12": 73.6,
                      "2026-05": 77.9, "2026-06": 78.0, "2026-07": 73.8, "2026-08": 77.6,
                      "2026-09": 77.1, "2026-10": 78.2},
            ),
            "chat": Shape(
                level=(("2021-11", 80), ("2023-11", 80.5), ("2026-10", 80.5)),
                size=(("2021-11", 180), ("2024-06", 330), ("2026-10", 390)), busy=_CONTACTS,
                noise=0.9, response=0.28,
                told={"2026-05": 80.7, "2026-06": 81.4, "2026-07": 77.2, "2026-08": 81.3,
                      "2026-09": 80.4, "2026-10": 81.3},
            ),
        },
        notes={"2026-07": "Lowest month since December 2022; holiday cover in the first two weeks"},
    ),
)  # fmt: skip

_CES = Metric(
    metric="ces",
    name="Customer effort score",
    department="customer-service",
    better="higher",
    unit="score",
    calculation="mean",
    kind="customer",
    owner=_OWNER,
    source="Helpdesk",
    definition=(
        "Mean answer to: Tidewell made it easy for me to get this done (1 = not at all, "
        "7 = very). Asked together with satisfaction. The numerator is the sum of the answers."
    ),
    bounds=("1", "7"),
    course=Course(
        kind="mean",
        first="2022-11",
        decimals=2,
        parts={
            "": Shape(
                level=(("2022-11", 5.22), ("2025-12", 5.31), ("2026-10", 5.47)),
                size=(("2022-11", 930),), busy=_CONTACTS, noise=0.03, spread=1.4,
                told={"2025-12": 5.31},
            ),
        },
    ),
)  # fmt: skip

_FCR = Metric(
    metric="first-contact-resolution",
    name="Solved at the first contact",
    department="customer-service",
    better="higher",
    unit="percent",
    calculation="share",
    kind="operational",
    owner=_OWNER,
    source="Helpdesk",
    definition=(
        "Share of contacts after which the same customer does not come back about the same "
        "thing within seven days. Sample of contacts read by two team leads each month."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        first="2022-11",
        draw=2,
        parts={
            "": Shape(
                level=(("2022-11", 68.6), ("2025-12", 69.8), ("2026-02", 71.4),
                       ("2026-10", 74.4)),
                size=(("2022-11", 1150),), busy=_CONTACTS, noise=0.5,
                told={"2025-12": 69.9, "2026-03": 72.4, "2026-10": 74.0},
                told_size={"2026-10": 1204},
            ),
        },
    ),
)  # fmt: skip

_COMPLAINTS = Metric(
    metric="complaints-in-5-days",
    name="Complaints answered within 5 working days",
    department="customer-service",
    better="higher",
    unit="percent",
    calculation="share",
    kind="operational",
    owner=_OWNER,
    source="Helpdesk",
    definition=(
        "Share of written complaints that got an answer from a named person, not a receipt, "
        "within five working days. Counted in the month in which the complaint arrived."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        parts={
            "": Shape(
                level=(("2021-11", 78), ("2025-09", 81), ("2026-06", 88), ("2026-10", 88)),
                size=(("2021-11", 140), ("2026-10", 186)), busy=_CONTACTS, noise=1,
                told={"2025-09": 81.1, "2026-08": 88.4, "2026-09": 87.6},
            ),
        },
    ),
)  # fmt: skip

_CALLBACKS = Metric(
    metric="callbacks-in-time",
    name="Unhappy customers called back within a week",
    department="analytics",
    better="higher",
    unit="percent",
    calculation="share",
    kind="operational",
    owner="Head of Customer Insight",
    source="Helpdesk",
    definition=(
        "Share of customers who gave 0 to 6 in the relationship survey, or 1 or 2 after a "
        "contact, and were called by someone who can act on it within seven days."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        first="2023-11",
        parts={
            "": Shape(
                level=(("2023-11", 40), ("2025-12", 54), ("2026-10", 75)),
                size=(("2023-11", 118), ("2026-10", 134)), noise=1.5,
                told={"2025-12": 53.7, "2026-08": 71, "2026-09": 74.4, "2026-10": 73.5},
            ),
        },
    ),
)  # fmt: skip

HELPDESK = Export(
    file="helpdesk.csv",
    columns=("date", "metric", "segment", "value", "n", "numerator", "invited", "note"),
    metrics=(_CSAT, _CES, _FCR, _COMPLAINTS, _CALLBACKS),
    dates="excel",
    delimiter=";",
    newline="\r\n",
    byte_order_mark=True,
    decimal_comma=True,
)

_REPLY = Metric(
    metric="first-reply-time",
    name="First reply time",
    department="customer-service",
    better="lower",
    unit="minutes",
    calculation="median",
    kind="operational",
    owner=_OWNER,
    source="Helpdesk",
    definition=(
        "Median of the working minutes from a customer's first message to the first reply "
        "written by a person. Automatic receipts do not count. All channels but the phone."
    ),
    lag_days="5",
    course=Course(
        kind="value",
        cadence="weekly",
        first="2023-11",
        last="2026-11",
        decimals=0,
        parts={
            "": Shape(
                level=(("2023-11", 92), ("2025-03", 84), ("2025-10", 58), ("2026-06", 43),
                       ("2026-11", 41)),
                season={1: 8, 8: 3, 9: 4}, noise=3.2,
                told={"2026-W44": 43, "2026-W45": 40, "2026-W46": 42, "2026-W47": 44},
            ),
        },
        notes={"2026-W47": "Week not over"},
    ),
)  # fmt: skip

HELPDESK_WEEKLY = Export(
    file="helpdesk-weekly.csv",
    columns=("date", "metric", "value", "note"),
    metrics=(_REPLY,),
)

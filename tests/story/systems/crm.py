"""The customer relationship system: leads, deals, bookings and what is handed over."""

from __future__ import annotations

from tests.story.series import Course, Shape
from tests.story.tables import PERCENT, Export, Metric

_OWNER = "Chief Revenue Officer"
_QUARTER_ENDS = {3: 120_000, 6: 140_000, 8: -190_000, 9: 90_000, 12: 240_000}

_BOOKINGS = Metric(
    metric="bookings",
    name="Bookings, year to date",
    department="sales",
    better="higher",
    unit="currency:EUR",
    calculation="sum",
    accumulates="year",
    kind="business",
    owner=_OWNER,
    source="CRM",
    definition=(
        "First-year value of all contracts signed with new customers since 1 January, without "
        "tax. A contract counts on the day the customer signs, whenever the first login is."
    ),
    complete_dimensions="channel",
    course=Course(
        kind="sum",
        decimals=0,
        running=True,
        first="2022-01",
        parts={
            "direct": Shape(
                level=(("2022-01", 610_000), ("2024-12", 700_000), ("2026-10", 935_000)),
                season=_QUARTER_ENDS, noise=42_000,
            ),
            "partner": Shape(
                level=(("2022-01", 260_000), ("2024-12", 370_000), ("2026-10", 492_000)),
                season={month: value / 3 for month, value in _QUARTER_ENDS.items()},
                noise=25_000,
            ),
        },
    ),
)  # fmt: skip

_WIN_RATE = Metric(
    metric="win-rate",
    name="Offers won",
    department="sales",
    better="higher",
    unit="percent",
    calculation="share",
    kind="business",
    owner=_OWNER,
    source="CRM",
    definition="Share of written offers decided in the month that the customer accepted.",
    bounds=PERCENT,
    course=Course(
        kind="share",
        parts={
            "": Shape(
                level=(("2021-11", 21), ("2024-12", 22), ("2026-10", 27)),
                size=(("2021-11", 290), ("2026-10", 345)), busy={8: 0.8, 12: 1.15}, noise=0.6,
                told={"2024-12": 21.8},
            ),
        },
    ),
)  # fmt: skip

_HANDOVER = Metric(
    metric="handover-complete",
    name="Deals handed over complete",
    department="sales",
    better="higher",
    unit="percent",
    calculation="share",
    kind="operational",
    owner="Head of Onboarding",
    source="CRM",
    definition=(
        "Share of signed deals whose handover sheet had all twelve fields filled when it "
        "reached onboarding: who decides, sites, terminals, payroll system, go-live date and "
        "what was promised among them."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        first="2023-11",
        parts={
            "": Shape(
                level=(("2023-11", 67), ("2025-03", 66), ("2026-10", 45)),
                size=(("2023-11", 78), ("2026-10", 90)), noise=1,
            ),
        },
    ),
)  # fmt: skip

_LEADS = Metric(
    metric="qualified-leads",
    name="Qualified leads",
    department="marketing",
    better="higher",
    unit="count",
    calculation="count",
    kind="business",
    owner="Chief Marketing Officer",
    source="CRM",
    definition="Enquiries of firms with 20 to 5,000 employees that sales accepted in the month.",
    course=Course(
        kind="count",
        decimals=0,
        parts={
            "": Shape(
                level=(("2021-11", 430), ("2026-10", 545)),
                season={1: 60, 7: -40, 8: -95, 9: 45, 12: -90},
                noise=14,
            ),
        },
    ),
)

CRM = Export(
    file="crm.csv",
    columns=("metric", "segment", "date", "value", "numerator", "n"),
    metrics=(_BOOKINGS, _WIN_RATE, _HANDOVER, _LEADS),
    dates="last-day",
    newline="\r\n",
)

"""Billing and finance: renewals, lost customers, what serving costs and what customers bring."""

from __future__ import annotations

from tests.story.series import Course, Shape
from tests.story.tables import PERCENT, Export, Metric

_CUSTOMERS = (("2021-11", 8150), ("2026-10", 9420))
_RENEWALS = {1: 1.3, 4: 1.1, 7: 1.1, 8: 0.85, 10: 1.1}

_RENEWAL = Metric(
    metric="renewal-rate",
    name="Renewal rate",
    department="onboarding",
    better="higher",
    unit="percent",
    calculation="share",
    kind="relationship",
    owner="Head of Customer Success",
    source="Billing",
    definition=(
        "Share of yearly contracts due in the month that the customer renewed, for any length "
        "and value. Contracts we ended ourselves are left out."
    ),
    bounds=PERCENT,
    complete_dimensions="size",
    lag_days="15",
    course=Course(
        kind="share",
        draw=1,
        parts={
            "small": Shape(
                level=(("2021-11", 88.5), ("2024-06", 88), ("2025-12", 84.6), ("2026-04", 84.4),
                       ("2026-10", 86.3)),
                size=(("2021-11", 270), ("2026-10", 318)), busy=_RENEWALS, noise=0.5,
                told={"2025-12": 84.8, "2026-08": 85.7, "2026-10": 86.1},
                told_size={"2026-10": 318},
            ),
            "mid-size": Shape(
                level=(("2021-11", 92.5), ("2024-12", 92.3), ("2026-10", 91.4)),
                size=(("2021-11", 190), ("2026-10", 236)), busy=_RENEWALS, noise=0.4,
            ),
            "large": Shape(
                level=(("2021-11", 94.5), ("2026-10", 94)),
                size=(("2021-11", 46), ("2026-10", 61)), busy=_RENEWALS, noise=0.4,
            ),
        },
    ),
)  # fmt: skip

_CHURN = Metric(
    metric="churn",
    name="Customers lost in the month",
    department="finance",
    better="lower",
    unit="percent",
    calculation="share",
    kind="business",
    owner="Chief Financial Officer",
    source="Billing",
    definition=(
        "Customers whose last contract ended in the month, as a share of all customers on its "
        "first day. Insolvencies count."
    ),
    bounds=PERCENT,
    course=Course(
        kind="share",
        decimals=2,
        sample="customers",
        parts={
            "": Shape(
                level=(("2021-11", 0.78), ("2024-12", 0.82), ("2025-12", 0.95),
                       ("2026-10", 0.82)),
                size=_CUSTOMERS, size_noise=0.001, season={1: 0.1}, noise=0.02,
                told={"2025-12": 0.95, "2026-08": 0.84, "2026-09": 0.83, "2026-10": 0.82},
            ),
        },
    ),
)  # fmt: skip

_COST = Metric(
    metric="cost-to-serve",
    name="Cost to serve a customer for a month",
    department="finance",
    better="lower",
    unit="currency:EUR",
    calculation="mean",
    kind="business",
    owner="Chief Financial Officer",
    source="Billing",
    definition=(
        "Cost of service, onboarding, hosting and shipping in the month, divided by the "
        "customers on its first day. The numerator is the cost in euros."
    ),
    course=Course(
        kind="mean",
        decimals=2,
        sample="customers",
        parts={
            "": Shape(
                level=(("2021-11", 43.8), ("2024-06", 42.6), ("2025-12", 42.1),
                       ("2026-10", 39.5)),
                size=_CUSTOMERS, size_noise=0.001, season={1: 0.9, 8: -0.5, 12: 0.4},
                noise=0.42, told={"2025-12": 42.4},
            ),
        },
    ),
)  # fmt: skip

_VALUE = Metric(
    metric="lifetime-value",
    name="Lifetime value of a new customer",
    department="finance",
    better="higher",
    unit="currency:EUR",
    calculation="given",
    kind="business",
    owner="Chief Financial Officer",
    source="Billing",
    definition=(
        "Yearly margin of an average new customer divided by the yearly share lost, not "
        "discounted. Worked out once a quarter on the last four quarters' contracts."
    ),
    course=Course(
        kind="value",
        cadence="quarterly",
        first="2021-12",
        last="2026-09",
        decimals=0,
        parts={
            "": Shape(
                level=(("2021-12", 50_400), ("2024-12", 52_300), ("2026-09", 48_600)), noise=520
            ),
        },
    ),
)

_INVOICES = Metric(
    metric="invoices-right",
    name="Invoices right the first time",
    department="operations",
    better="higher",
    unit="percent",
    calculation="share",
    kind="operational",
    owner="Head of Order Management",
    source="Billing",
    definition=(
        "Share of invoices sent in the month that needed no correction, credit note or second "
        "copy within 30 days."
    ),
    bounds=PERCENT,
    lag_days="15",
    course=Course(
        kind="share",
        parts={
            "": Shape(
                level=(("2021-11", 98.3), ("2026-03", 98.7), ("2026-04", 97.4),
                       ("2026-10", 97.2)),
                size=(("2021-11", 3900), ("2026-10", 4560)), noise=0.12,
            ),
        },
        notes={"2026-04": "First month in the new order system"},
    ),
)  # fmt: skip

BILLING = Export(
    file="billing.csv",
    columns=("date", "metric", "segment", "n", "numerator", "value", "note"),
    metrics=(_RENEWAL, _CHURN, _COST, _VALUE, _INVOICES),
    dates="last-day",
)

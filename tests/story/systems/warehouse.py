"""The warehouse: terminals ordered, in stock and on their way."""

from __future__ import annotations

from tests.story.series import Course, Shape
from tests.story.tables import PERCENT, Export, Metric

_OWNER = "Head of Supply Chain"
_REGION = "region"
_SHIPPING = {1: 1.1, 8: 0.85, 9: 1.1, 12: 0.9}
_WINTER = {1: -0.8, 12: -1.6}

_ON_TIME = Metric(
    metric="on-time-delivery",
    name="Terminals delivered on the agreed day",
    department="supply-chain",
    better="higher",
    unit="percent",
    calculation="share",
    kind="operational",
    owner=_OWNER,
    source="Warehouse",
    definition=(
        "Share of consignments that arrived by the day we named when the order was confirmed. "
        "If we name a later day, the later day counts."
    ),
    bounds=PERCENT,
    complete_dimensions=_REGION,
    course=Course(
        kind="share",
        notes={"2025-12": "Snow; the south depot was closed for two days"},
        parts={
            "north": Shape(
                level=(("2021-11", 95), ("2025-12", 96), ("2026-10", 97)), season=_WINTER,
                size=(("2021-11", 74), ("2026-10", 92)), busy=_SHIPPING, noise=0.3,
                told={"2026-10": 96.7},
            ),
            "centre": Shape(
                level=(("2021-11", 95.5), ("2025-12", 96.3), ("2026-10", 97.4)), season=_WINTER,
                size=(("2021-11", 118), ("2026-10", 140)), busy=_SHIPPING, noise=0.3,
                told={"2026-10": 97.2},
            ),
            "south": Shape(
                level=(("2021-11", 94), ("2025-12", 95.5), ("2026-10", 96.8)), season=_WINTER,
                size=(("2021-11", 52), ("2026-10", 66)), busy=_SHIPPING, noise=0.3,
                told={"2026-10": 95.5},
            ),
        },
    ),
)  # fmt: skip

_LEAD_TIME = Metric(
    metric="terminal-lead-time",
    name="Days from account to terminals delivered",
    department="supply-chain",
    better="lower",
    unit="days",
    calculation="mean",
    kind="operational",
    owner=_OWNER,
    source="Warehouse",
    definition=(
        "Calendar days from the open account, when the terminals can be set up, to their "
        "delivery, for first orders of new customers. The numerator is the sum of the days."
    ),
    course=Course(
        kind="mean",
        first="2022-11",
        parts={
            "": Shape(
                level=(("2022-11", 8.6), ("2024-11", 9.0), ("2026-10", 12.0)),
                size=(("2022-11", 74), ("2026-10", 84)), busy=_SHIPPING, noise=0.2, spread=2.8,
                told={"2025-12": 11.4, "2026-10": 12.0},
            ),
        },
    ),
)  # fmt: skip

_STOCK = Metric(
    metric="stock-cover",
    name="Weeks of terminals in stock",
    department="supply-chain",
    better="neither",
    unit="weeks",
    calculation="given",
    kind="operational",
    owner=_OWNER,
    source="Warehouse",
    definition=(
        "Terminals in stock at the end of the month divided by the average number shipped a "
        "week in the last quarter. Too few makes customers wait, too many ties money up."
    ),
    course=Course(
        kind="value",
        first="2022-11",
        parts={
            "": Shape(
                level=(("2022-11", 6.6), ("2026-10", 5.6)),
                season={8: 0.8, 9: -0.5, 12: 0.9},
                noise=0.55,
                told={"2026-02": 3.7, "2026-09": 5.1, "2026-10": 3.9},
            ),
        },
        notes={"2026-02": "Clock chips held up at the supplier"},
    ),
)

_ORDER_ERRORS = Metric(
    metric="order-errors",
    name="Orders entered wrong",
    department="operations",
    better="lower",
    unit="percent",
    calculation="share",
    kind="operational",
    owner="Head of Order Management",
    source="Warehouse",
    definition=(
        "Share of orders sent back by the warehouse because an address, an article or a number "
        "was wrong."
    ),
    bounds=PERCENT,
    note="No figures since the change of the order system in April 2026.",
    course=Course(
        kind="share",
        last="2026-03",
        parts={
            "": Shape(
                level=(("2021-11", 3.6), ("2025-06", 3.1), ("2026-03", 2.3)),
                size=(("2021-11", 980), ("2026-03", 1240)), busy=_SHIPPING, noise=0.15,
            ),
        },
    ),
)  # fmt: skip

WAREHOUSE = Export(
    file="warehouse.csv",
    columns=("date", "metric", "segment", "n", "numerator", "value", "note"),
    metrics=(_ON_TIME, _LEAD_TIME, _STOCK, _ORDER_ERRORS),
    dates="last-day",
    delimiter=";",
)

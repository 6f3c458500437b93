"""What surrounds the figures: events that explain them, and values from outside."""

from __future__ import annotations

from typing import Final

from tests.story.company import Row


def _event(date: str, title: str, note: str = "", **about: str) -> Row:
    """Return one row of events.csv."""
    return {"date": date, "title": title, "rebase": "no", "note": note, **about}


EVENTS: Final[tuple[Row, ...]] = (
    _event(
        "2023-04-01",
        "New helpdesk system",
        "Cases are linked to customers since then.",
        department="customer-service",
    ),
    _event(
        "2023-06-01",
        "Recommendation asked inside the product",
        "Until May 2023 the question came by e-mail; those who answer are others now.",
        metric="nps",
        rebase="yes",
    ),
    _event(
        "2024-11-15",
        "Largest quarter of signatures so far",
        "Sixty starts more than planned until February 2025.",
        department="onboarding",
    ),
    _event(
        "2025-01-01",
        "New wording of the trust question",
        "Before: Tidewell is a company I can trust. Since: Tidewell does what it says it will "
        "do. Values before and after cannot be compared.",
        metric="trust",
        rebase="yes",
    ),
    _event("2025-02-11", "Outage of the data centre", "Four hours.", metric="availability"),
    _event(
        "2025-09-01",
        "Chat opened on Saturdays",
        "Six people more in the evening and at the weekend.",
        metric="first-reply-time",
    ),
    _event(
        "2025-10-01",
        "Price list 2026",
        "Plus 6 % for small firms, plus 3 % for all others, from the next renewal.",
        metric="renewal-rate",
    ),
    _event(
        "2026-02-02",
        "Two readers for every sampled contact",
        "Team leads read the sample together; the definition is unchanged.",
        metric="first-contact-resolution",
    ),
    _event(
        "2026-03-01",
        "Contract check includes data protection",
        "One step instead of two, by the same three lawyers.",
        metric="time-to-contract",
    ),
    _event(
        "2026-04-01",
        "Onboarding desk for small firms",
        "Six people from sales, technology, supply chain and onboarding in one room; only firms "
        "with fewer than 100 employees.",
        metric="days-to-first-login",
    ),
    _event(
        "2026-04-01",
        "New order system",
        "Orders and invoices. Order errors are not counted since.",
        department="operations",
    ),
    _event(
        "2026-08-03",
        "New learning system",
        "Days spent with customers are booked there; no export yet.",
        metric="customer-days",
    ),
    _event(
        "2026-08-20",
        "Target for complaints moved from 95 % to 90 %",
        "Decided by the Head of Customer Service six weeks before the due date.",
        metric="complaints-in-5-days",
    ),
)

_PANEL = "Workplace Software Panel 2025 (fictional panel)"
_SERVICE = "Service Desk Barometer 2026 (fictional panel)"

BENCHMARKS: Final[tuple[Row, ...]] = (
    {"metric": "nps", "date": "2025-12-31", "value": "34", "source": _PANEL,
     "label": "Median of 41 providers",
     "comparability": "Same question; asked by e-mail, ours inside the product"},
    {"metric": "nps", "date": "2025-12-31", "value": "48", "source": _PANEL,
     "label": "Upper quarter",
     "comparability": "Same question; asked by e-mail, ours inside the product"},
    {"metric": "days-to-first-login", "date": "2025-12-31", "value": "33", "source": _PANEL,
     "label": "Median of 17 providers with terminals",
     "comparability": "As the providers state it; not audited"},
    {"metric": "renewal-rate", "date": "2025-12-31", "value": "90", "source": _PANEL,
     "label": "Median of 41 providers", "comparability": "By number of contracts, as ours"},
    {"metric": "csat", "date": "2026-06-30", "value": "79", "source": _SERVICE,
     "label": "Median of business software", "comparability": "Same scale, top two of five"},
    {"metric": "first-contact-resolution", "date": "2026-06-30", "value": "71",
     "source": _SERVICE, "label": "Median of business software",
     "comparability": "Most count three days, we count seven: ours is the harder measure"},
    {"metric": "enps", "date": "2025-12-31", "value": "16",
     "source": "Regional Employers' Survey 2025 (fictional panel)",
     "label": "Median of firms with 500 to 2,000 employees", "comparability": "Same question"},
    {"metric": "on-time-delivery", "date": "2025-12-31", "value": "94",
     "source": "Hardware Shippers' Report 2025 (fictional panel)", "label": "Median",
     "comparability": "Against the day first asked for by the customer; ours is against the "
     "day we named"},
)  # fmt: skip

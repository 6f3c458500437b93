"""Short names where a name is long for a narrow place, and which metrics are parts of another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

METRICS: Final[Mapping[str, str]] = {
    "days-to-first-login": "Days to first login",
    "training-wait": "Training",
    "first-rota-in-60-days": "First rota",
    "exit-effort": "Effort to leave",
    "nps": "NPS",
    "trust": "Trust",
    "said-and-got": "As promised",
    "brand-awareness": "Awareness",
    "csat": "Satisfied",
    "ces": "Effort",
    "first-contact-resolution": "First contact",
    "complaints-in-5-days": "Complaints in time",
    "callbacks-in-time": "Call-backs",
    "first-reply-time": "First reply",
    "bookings": "Bookings",
    "handover-complete": "Complete handovers",
    "churn": "Customers lost",
    "cost-to-serve": "Cost to serve",
    "lifetime-value": "Lifetime value",
    "invoices-right": "Invoices right",
    "time-to-contract": "Contract check",
    "contract-concessions": "Concessions",
    "data-requests-on-time": "Data requests",
    "tickets-in-time": "Tickets in time",
    "account-creation-time": "Account",
    "availability": "Availability",
    "release-defects": "Faults",
    "first-tasks-alone": "First tasks",
    "accessibility-audit": "Accessibility",
    "on-time-delivery": "Delivered on the day",
    "terminal-lead-time": "Terminals",
    "stock-cover": "Weeks in stock",
    "order-errors": "Order errors",
    "enps": "eNPS",
    "promise-known": "Promise known",
    "internal-satisfaction-technology": "Satisfied with technology",
    "internal-satisfaction-legal": "Satisfied with legal",
    "internal-satisfaction-talent": "Satisfied with talent",
    "time-to-fill": "Days to fill a post",
    "attrition": "Employees who left",
    "customer-days": "Customer days",
    "decisions-in-time": "Decisions in time",
}

GOALS: Final[Mapping[str, str]] = {
    "partner-bookings-2026": "Bookings of partners",
    "promise-known-front-line": "Promise known, front line",
    "days-to-first-login-small-30": "First login, small firms",
    "renewal-small-92": "Renewal, small firms",
    "nps-large-45": "NPS, large firms",
}

DEPARTMENTS: Final[Mapping[str, str]] = {
    "executive-office": "Executive",
    "marketing": "Marketing",
    "product-development": "Product",
    "customer-service": "Service",
    "analytics": "Insight",
    "onboarding": "Onboarding",
}

#: The parts of the wait for the first login.
PART_OF: Final[Mapping[str, str]] = dict.fromkeys(
    ("time-to-contract", "account-creation-time", "terminal-lead-time", "training-wait"),
    "days-to-first-login",
)

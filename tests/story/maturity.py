"""How far Tidewell has come in what it takes to keep its promise, assessed twice a year."""

from __future__ import annotations

from typing import Final

from tests.story.company import Row

_DATES = ("2025-03-31", "2025-09-30", "2026-03-31", "2026-09-30")
_COMPANY = "Chief Customer Officer"


def _company(competency: str, target: str, *steps: tuple[str, str]) -> tuple[Row, ...]:
    """Return the four assessments of the whole company, with what each rests on."""
    return tuple(
        {
            "competency": competency,
            "date": date,
            "level": level,
            "target": target,
            "evidence": evidence,
            "assessor": _COMPANY,
        }
        for date, (level, evidence) in zip(_DATES, steps, strict=True)
    )


def _departments(
    competency: str, target: str, levels: dict[str, tuple[str, str, str]]
) -> list[Row]:
    """Return the two assessments of 2026 by department: before, now, and what that rests on."""
    return [
        {
            "competency": competency,
            "date": date,
            "department": department,
            "level": level,
            "target": target,
            "evidence": evidence,
            "assessor": "Head of Customer Insight",
        }
        for department, (before, now, rests_on) in levels.items()
        for date, level, evidence in ((_DATES[2], before, ""), (_DATES[3], now, rests_on))
    ]


_LISTENING = "Listening to customers"
_DECIDING = "Deciding across departments"
_MENDING = "Mending what goes wrong"

MATURITY: Final[tuple[Row, ...]] = (
    *_company(
        _LISTENING,
        "4",
        ("2", "One survey a year"),
        ("2.5", "The survey is asked each month, and read by analytics"),
        ("3", "Unhappy customers are called; two of three within a week"),
        ("3.5", "Three of four are called within a week, and team leads read contacts together"),
    ),
    *_company(
        "Knowing the customer's way",
        "4",
        ("1.5", "Each department knows its own part"),
        ("2", "A first drawing of the way, made by onboarding"),
        ("2.5", "The way from signature to first login is measured step by step"),
        ("3", "All twenty contacts are listed; two have no owner, and two no metric"),
    ),
    *_company(
        "Saying what we promise",
        "4",
        ("2", "A slogan that marketing chose"),
        ("2.5", "One promise with a number in it, agreed by the leadership circle"),
        ("3", "45 of 100 employees pick the promise out of four sentences"),
        ("3", "52 of 100 employees do; in the front line 45"),
    ),
    *_company(
        "Measuring what counts",
        "4",
        ("2", "Every department counts its own work"),
        ("2.5", "Five shared objectives with a metric each"),
        ("3", "Eight shared objectives; goals have owners, dates and starting points"),
        ("3.5", "One site for all goals; four of forty serve no shared objective"),
    ),
    *_company(
        "Designing with customers",
        "3.5",
        ("2", "New screens are tried out by colleagues"),
        ("2.5", "16 to 24 planners a quarter are watched at their first tasks"),
        ("2.5", "As before; contracts and invoices are designed without customers"),
        ("3", "The start screen was tried with customers before it was built"),
    ),
    *_company(
        _DECIDING,
        "3.5",
        ("2", "The leadership circle decides what two departments cannot agree on"),
        ("2", "53 of 100 such decisions are taken by the day asked for"),
        ("2", "70 of 100 in the last quarter of 2025, 52 in the first of 2026"),
        ("1.5", "52 of 100; nobody has a budget for what lies between two departments"),
    ),
    *_company(
        "Helping colleagues keep the promise",
        "4",
        ("2", "Training about the product only"),
        ("2", "As before"),
        ("2.5", "Talks about the promise begin in the teams"),
        ("2.5", "31 of 54 teams have had theirs; posts stay free for eight weeks"),
    ),
    *_company(
        _MENDING,
        "4",
        ("2", "Complaints go to the department that they are about"),
        ("2.5", "Written complaints are counted, and 81 of 100 answered in five days"),
        ("3", "87 of 100 are answered in five days"),
        ("3", "88 of 100; four departments still answer, each in its own way"),
    ),
    *_departments(
        _LISTENING,
        "4",
        {
            "customer-service": ("3.5", "4", "Team leads read a sample of contacts each month"),
            "onboarding": ("3", "3.5", "Every new customer is asked 14 days after the start"),
            "sales": ("2.5", "2.5", "Reasons for lost offers are noted, and rarely read"),
            "technology": ("1.5", "2", "Colleagues are asked once a quarter, customers never"),
            "legal": ("1", "1.5", "Sales is asked; no customer has read a contract for us yet"),
        },
    ),
    *_departments(
        _DECIDING,
        "3.5",
        {
            "customer-service": ("2.5", "2.5", "May decide on amounts up to EUR 200"),
            "onboarding": ("2", "2.5", "The onboarding desk decides for six departments"),
            "sales": ("2", "2", "Start dates are named without onboarding"),
            "technology": ("2", "1.5", "Five teams order one account from each other"),
            "legal": ("1.5", "1.5", "Each change of a contract goes to the General Counsel"),
        },
    ),
    *_departments(
        _MENDING,
        "4",
        {
            "customer-service": ("3", "3.5", "Cases that come back are discussed each week"),
            "onboarding": ("2.5", "3", "The desk keeps a list of what delayed each start"),
            "sales": ("1.5", "1.5", "Incomplete sheets are sent back without a word"),
            "technology": ("2.5", "2.5", "After an outage the causes are written down"),
            "legal": ("2", "2", ""),
        },
    ),
)

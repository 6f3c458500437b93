"""What Tidewell's people say about it: explanations, decisions, and words of customers."""

from __future__ import annotations

from typing import Final

from tests.story.company import Row


def _comment(date: str, about: str, by: str, text: str) -> Row:
    """Return an explanation."""
    return {"date": date, "about": about, "kind": "comment", "by": by, "text": text}


def _needed(
    date: str, about: str, by: str, due: str, decides: str, text: str, cost: str = ""
) -> Row:
    """Return a decision that is asked for, who takes it, and what it costs."""
    return {
        "date": date,
        "about": about,
        "kind": "decision-needed",
        "by": by,
        "due": due,
        "decides": decides,
        "cost": cost,
        "text": text,
    }


def _taken(date: str, about: str, by: str, text: str) -> Row:
    """Return a decision that was taken."""
    return {"date": date, "about": about, "kind": "decision-taken", "by": by, "text": text}


def _words(date: str, about: str, by: str, text: str, cleared_by: str = "") -> Row:
    """Return what a customer said to somebody."""
    kind = "customer-words"
    return {
        "date": date,
        "about": about,
        "kind": kind,
        "by": by,
        "text": text,
        "cleared_by": cleared_by,
    }


_CLEARED = "Data Protection Officer"

COMMENTARY: Final[tuple[Row, ...]] = (
    _taken(
        "2026-01-19",
        "terminals-in-10-days",
        "Chief Operating Officer",
        "Missed in 2025 and closed. Instead of ten days for everybody we name each customer a "
        "day and keep it.",
    ),
    _taken(
        "2026-02-16",
        "said-and-got-85",
        "Chief Marketing Officer",
        "Dropped: what customers are told is said in sales, onboarding and legal as well. A goal "
        "of all four has to follow.",
    ),
    _taken(
        "2026-03-09",
        "training-wait-5",
        "Head of Onboarding",
        "Dropped: two of our five trainers move to the onboarding desk in April.",
    ),
    _comment(
        "2026-06-15",
        "handover-complete",
        "Head of Sales Operations",
        "Bonuses are paid for the signature, not for the sheet. Since spring nobody asks for it "
        "when a deal is counted.",
    ),
    _taken(
        "2026-06-22",
        "chat-robot",
        "Chief Customer Officer",
        "We switch the robot off at the end of June. It answered fast, and two of three "
        "customers then asked for a person.",
    ),
    _comment(
        "2026-08-12",
        "renewal-small-92",
        "Head of Customer Success",
        "Many owners tell us that the price of 2026 came before they had seen any use in the "
        "product. We hope for the discount.",
    ),
    _comment(
        "2026-08-17",
        "csat",
        "Head of Customer Service",
        "We read all low answers of July and found no cause in common: no outage, no new case, "
        "no missing people.",
    ),
    _comment(
        "2026-09-14",
        "customer-days-600",
        "Head of Learning",
        "The days are booked in the new learning system since August. Its maker promises the "
        "export for December.",
    ),
    _comment(
        "2026-10-05",
        "contract-concessions-20",
        "General Counsel",
        "The target is reached: 16 of 100 contracts in October 2026 after 31 in June 2025. Each "
        "check is longer, because we say no more often and check data protection too.",
    ),
    _taken(
        "2026-10-12",
        "order-errors-2",
        "Chief Operating Officer",
        "Closed without a result: the new order system counts no errors. It will from January, "
        "and a new goal follows then.",
    ),
    _words(
        "2026-10-14",
        "wait-for-account",
        "Lead of Surveys",
        "We signed at the end of August. Then three weeks of nothing. I thought you had "
        "forgotten us.",
        _CLEARED,
    ),
    _comment(
        "2026-10-20",
        "time-to-fill-42",
        "Chief People Officer",
        "We begin to look when somebody has left. With a standing pool of candidates we could "
        "begin before.",
    ),
    _words(
        "2026-10-21",
        "days-to-first-login-small-30",
        "Lead of the Onboarding Desk",
        "The same person called me on the second day and stayed with us until everybody could "
        "clock in.",
        _CLEARED,
    ),
    _words(
        "2026-10-27",
        "complaint",
        "Head of Customer Insight",
        "I told my story to three people, and each of them asked me to begin again.",
    ),
    _comment(
        "2026-10-28",
        "account-in-3-days",
        "Chief Technology Officer",
        "Each of the five tickets is closed in time, and together they take nine days: every one "
        "waits for the one before.",
    ),
    _comment(
        "2026-10-30",
        "promise-known-front-line",
        "Chief Customer Officer",
        "The warehouse has had no talks yet: three shifts, one team lead.",
    ),
    _comment(
        "2026-11-03",
        "days-to-first-login-30",
        "Head of Onboarding",
        "Contract review now includes data protection; two lawyers join in January. Until then "
        "every new customer waits for the same three people.",
    ),
    _comment(
        "2026-11-05",
        "trust-78",
        "Chief Customer Officer",
        "Customers in their first year pull it down: they remember the day that we named, and "
        "the day on which they started.",
    ),
    _comment(
        "2026-11-06",
        "segment:large",
        "Head of Onboarding",
        "A large firm now starts after 61 days on average. Works council and data protection "
        "come after the contract, and could come before it.",
    ),
    _comment(
        "2026-11-09",
        "invoices-right-98",
        "Head of Order Management",
        "Nearly all wrong invoices have a discount from the new price table. We repair it; the "
        "November run will tell.",
    ),
    _needed(
        "2026-11-10",
        "complaints-90",
        "Head of Customer Service",
        "2026-12-10",
        "Leadership circle",
        "One desk for complaints, or a later date? The desk costs EUR 120,000 a year. Written "
        "complaints still go to four departments, and each counts its own days.",
        "120000",
    ),
    _needed(
        "2026-11-12",
        "wait-for-account",
        "Chief Customer Officer",
        "2026-12-15",
        "Chief Executive",
        "Who owns the wait: Legal or Technology? The contract "
        "check takes 14 days and the account 9 more, and in all of them nobody tells the customer "
        "anything.",
    ),
    _comment(
        "2026-11-13",
        "competency:Deciding across departments",
        "Chief of Staff",
        "Half of the decisions that concern two departments are taken after the day asked for. "
        "Most wait for a budget that belongs to neither.",
    ),
    _needed(
        "2026-11-16",
        "days-to-first-login-30",
        "Head of Onboarding",
        "2026-11-30",
        "Leadership circle",
        "Onboarding desk for firms of all sizes? All firms together wait 44 days, the small "
        "firms of the desk 27. It takes five people more: EUR 180,000 a year.",
        "180000",
    ),
    _needed(
        "2026-11-18",
        "renewal-discount",
        "Chief Financial Officer",
        "2026-12-15",
        "Leadership circle",
        "Stop the discount for small firms? It cost EUR 240,000 in nine months, and as many "
        "small firms leave as before it.",
    ),
)

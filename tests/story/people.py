"""The roles at Tidewell; only those who agreed to it are named."""

from __future__ import annotations

from typing import Final

from tests.story.company import Row


def _role(person: str, name: str, department: str, holder: str = "", email: str = "") -> Row:
    """Return one row of people.csv."""
    return {
        "person": person,
        "name": name,
        "holder": holder,
        "department": department,
        "email": email,
    }


PEOPLE: Final[tuple[Row, ...]] = (
    _role("leadership-circle", "Leadership circle", "executive-office"),
    _role("chief-executive", "Chief Executive", "executive-office", "Marit Solberg"),
    _role(
        "chief-customer-officer",
        "Chief Customer Officer",
        "executive-office",
        "Tomas Reinholt",
        "customer-office@tidewell.example",
    ),
    _role("chief-of-staff", "Chief of Staff", "executive-office"),
    _role("chief-marketing-officer", "Chief Marketing Officer", "marketing"),
    _role("head-brand", "Head of Brand", "marketing"),
    _role("chief-revenue-officer", "Chief Revenue Officer", "sales", "Ines Aubry"),
    _role("head-partners", "Head of Partners", "sales"),
    _role("head-sales-operations", "Head of Sales Operations", "sales"),
    _role("head-product", "Head of Product", "product-development", "Yusuf Demirci"),
    _role("head-design-research", "Head of Design Research", "product-development"),
    _role("chief-people-officer", "Chief People Officer", "talent"),
    _role("head-learning", "Head of Learning", "talent"),
    _role("head-recruiting", "Head of Recruiting", "talent"),
    _role("chief-technology-officer", "Chief Technology Officer", "technology", "Wanda Krol"),
    _role(
        "head-it-services",
        "Head of IT Services",
        "technology",
        email="it-services@tidewell.example",
    ),
    _role("lead-accounts", "Lead of Customer Accounts", "technology"),
    _role("chief-operating-officer", "Chief Operating Officer", "operations"),
    _role("head-order-management", "Head of Order Management", "operations"),
    _role("head-supply-chain", "Head of Supply Chain", "supply-chain"),
    _role("warehouse-manager", "Warehouse Manager", "supply-chain"),
    _role(
        "head-customer-service",
        "Head of Customer Service",
        "customer-service",
        "Pia Halvorsen",
        "service@tidewell.example",
    ),
    _role("lead-second-level", "Lead of Second Level", "customer-service"),
    _role("general-counsel", "General Counsel", "legal"),
    _role("lead-contract-review", "Lead of Contract Review", "legal"),
    _role(
        "data-protection-officer",
        "Data Protection Officer",
        "legal",
        email="privacy@tidewell.example",
    ),
    _role("head-customer-insight", "Head of Customer Insight", "analytics", "Leon Achterberg"),
    _role("lead-surveys", "Lead of Surveys", "analytics"),
    _role(
        "head-onboarding",
        "Head of Onboarding",
        "onboarding",
        "Sunniva Lie",
        "onboarding@tidewell.example",
    ),
    _role("lead-onboarding-desk", "Lead of the Onboarding Desk", "onboarding"),
    _role("head-customer-success", "Head of Customer Success", "onboarding"),
    _role("head-training", "Head of Training", "onboarding"),
    _role("chief-financial-officer", "Chief Financial Officer", "finance"),
    _role("head-controlling", "Head of Controlling", "finance"),
)

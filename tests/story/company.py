"""Tidewell itself: its departments, its shared objectives and its kinds of customers."""

from __future__ import annotations

from typing import Final

Row = dict[str, str]

DEPARTMENTS: Final[tuple[Row, ...]] = (
    {
        "department": "executive-office",
        "name": "Executive office",
        "lead": "Chief Executive",
        "traditional_focus": "Growth and margin against the plan of the year",
        "customer_commitment": "We promise only what all of us together can keep, and decide in "
        "time when a promise is in danger.",
        "customers": "external;marketing;sales;product-development;talent;technology;operations;"
        "supply-chain;customer-service;legal;analytics;onboarding;finance",
    },
    {
        "department": "marketing",
        "name": "Marketing and brand",
        "lead": "Chief Marketing Officer",
        "traditional_focus": "Leads and awareness",
        "customer_commitment": "What we advertise is what a customer gets in the first month.",
        "customers": "external;sales",
    },
    {
        "department": "sales",
        "name": "Sales",
        "lead": "Chief Revenue Officer",
        "traditional_focus": "Bookings against quota",
        "customer_commitment": "Sales names only dates that onboarding has agreed to.",
        "customers": "external;onboarding;legal",
    },
    {
        "department": "product-development",
        "name": "Product development",
        "lead": "Head of Product",
        "traditional_focus": "Features delivered by the planned release",
        "customer_commitment": "A planner makes the first rota alone, and so does a planner who "
        "cannot see the screen.",
        "customers": "external;customer-service;onboarding",
    },
    {
        "department": "talent",
        "name": "Talent",
        "lead": "Chief People Officer",
        "traditional_focus": "Posts filled and cost of hiring",
        "customer_commitment": "Customers always meet somebody who is trained, rested and knows "
        "what we promise.",
        "customers": "customer-service;onboarding;sales;technology",
    },
    {
        "department": "technology",
        "name": "Technology",
        "lead": "Chief Technology Officer",
        "traditional_focus": "Tickets closed within the agreed time",
        "customer_commitment": "Clocking in never fails, and a new account is ready before the "
        "customer asks for it.",
        "customers": "onboarding;customer-service;sales;product-development;finance",
    },
    {
        "department": "operations",
        "name": "Operations",
        "lead": "Chief Operating Officer",
        "traditional_focus": "Orders and invoices handled per head",
        "customer_commitment": "Orders and invoices are right the first time.",
        "customers": "external;supply-chain;finance",
    },
    {
        "department": "supply-chain",
        "name": "Supply chain",
        "lead": "Head of Supply Chain",
        "traditional_focus": "Cost per terminal shipped",
        "customer_commitment": "Terminals are on the wall on the day the customer wants to start.",
        "customers": "external;onboarding",
    },
    {
        "department": "customer-service",
        "name": "Customer service",
        "lead": "Head of Customer Service",
        "traditional_focus": "Contacts handled per hour",
        "customer_commitment": "One contact is enough, and a person answers.",
        "customers": "external;product-development",
    },
    {
        "department": "legal",
        "name": "Legal",
        "lead": "General Counsel",
        "traditional_focus": "Few concessions in contracts",
        "customer_commitment": "A contract that a customer understands and gets back within a "
        "week.",
        "customers": "sales;onboarding;operations;technology",
    },
    {
        "department": "analytics",
        "name": "Analytics and customer insight",
        "lead": "Head of Customer Insight",
        "traditional_focus": "Reports delivered",
        "customer_commitment": "We call within a week when a customer tells us that something is "
        "wrong.",
        "customers": "executive-office;customer-service;product-development;marketing;onboarding",
    },
    {
        "department": "onboarding",
        "name": "Onboarding and customer success",
        "lead": "Head of Onboarding",
        "traditional_focus": "Projects closed per consultant",
        "customer_commitment": "Up and running in 30 days, with one team that knows you.",
        "customers": "external",
    },
    {
        "department": "finance",
        "name": "Finance",
        "lead": "Chief Financial Officer",
        "traditional_focus": "Budget kept",
        "customer_commitment": "We pay for what keeps customers, and say what it brought.",
        "customers": "executive-office;sales;operations;talent;onboarding",
    },
)

OBJECTIVES: Final[tuple[Row, ...]] = (
    {
        "objective": "start-in-30",
        "name": "Up and running in 30 days",
        "model": "cx",
        "sponsor": "Chief Customer Officer",
        "description": "From the signature to the first login no customer waits more than 30 "
        "days, and one team answers for the whole way.",
        "outcome_metric": "days-to-first-login",
    },
    {
        "objective": "keep-our-word",
        "name": "We keep our word",
        "model": "cx",
        "sponsor": "Chief Executive",
        "description": "What we say before the signature, in a contract and after a complaint "
        "is what happens.",
        "outcome_metric": "trust",
    },
    {
        "objective": "easy-to-leave",
        "name": "Easy to leave, easy to return",
        "model": "cx",
        "sponsor": "Chief Customer Officer",
        "description": "Whoever leaves gets data and a final invoice without asking twice, and "
        "may come back without starting over.",
        "outcome_metric": "exit-effort",
    },
    {
        "objective": "grow-with-those-who-stay",
        "name": "Grow with customers who stay",
        "model": "business",
        "sponsor": "Chief Revenue Officer",
        "description": "Growth counts when the customer renews. Small firms come first: they "
        "are most of our customers and most of those who leave.",
        "outcome_metric": "renewal-rate",
    },
    {
        "objective": "worth-its-cost",
        "name": "Service worth its cost",
        "model": "economic",
        "sponsor": "Chief Financial Officer",
        "description": "Serving a customer costs less because less goes wrong, not because we "
        "help less.",
        "outcome_metric": "cost-to-serve",
    },
    {
        "objective": "right-first-time",
        "name": "Right the first time",
        "model": "operational",
        "sponsor": "Chief Operating Officer",
        "description": "Orders, deliveries, invoices and answers need no second try.",
        "outcome_metric": "first-contact-resolution",
    },
    {
        "objective": "everyone-knows",
        "name": "Everyone knows what we promise",
        "model": "operational",
        "sponsor": "Chief People Officer",
        "description": "Everybody at Tidewell can say what we promise customers and what their "
        "own work has to do with it.",
        "outcome_metric": "promise-known",
    },
    {
        "objective": "safe-hands",
        "name": "Working hours in safe hands",
        "model": "risk",
        "sponsor": "General Counsel",
        "description": "Working hours are personal data. They are there when needed and seen by "
        "nobody else.",
        "outcome_metric": "availability",
    },
)

SEGMENTS: Final[tuple[Row, ...]] = (
    {
        "segment": "small",
        "name": "Small firms",
        "dimension": "size",
        "promise": "Up and running in 30 days with one person to call.",
        "ideal_experience": "The owner signs on Monday, the terminal hangs by the end of next "
        "week, and nobody has to read a manual.",
        "priority": "yes",
        "note": "20 to 99 employees",
    },
    {
        "segment": "mid-size",
        "name": "Mid-size firms",
        "dimension": "size",
        "promise": "Up and running in 30 days, payroll interface included.",
        "ideal_experience": "One project plan that both sides keep, and a payroll run without "
        "surprises at the end of the first month.",
        "priority": "yes",
        "note": "100 to 999 employees",
    },
    {
        "segment": "large",
        "name": "Large firms",
        "dimension": "size",
        "promise": "First site up and running in 30 days, all others by an agreed plan.",
        "ideal_experience": "A named team that knows the works council, the data protection "
        "officer and every site.",
        "priority": "no",
        "note": "1,000 to 5,000 employees",
    },
    {
        "segment": "direct",
        "name": "Sold by ourselves",
        "dimension": "channel",
        "note": "Channel of the sale",
    },
    {
        "segment": "partner",
        "name": "Sold by partners",
        "dimension": "channel",
        "note": "Payroll offices and local IT firms",
    },
    {"segment": "phone", "name": "Phone", "dimension": "contact"},
    {"segment": "e-mail", "name": "E-mail and web form", "dimension": "contact"},
    {"segment": "chat", "name": "Chat", "dimension": "contact", "note": "Since 2021"},
    {"segment": "north", "name": "North", "dimension": "region"},
    {"segment": "centre", "name": "Centre", "dimension": "region"},
    {"segment": "south", "name": "South", "dimension": "region"},
    {
        "segment": "executives",
        "name": "Executives",
        "dimension": "level",
        "note": "The leadership circle, 28 people",
    },
    {
        "segment": "middle",
        "name": "Middle management",
        "dimension": "level",
        "note": "Everyone else who leads people",
    },
    {"segment": "front-line", "name": "Front line", "dimension": "level"},
)

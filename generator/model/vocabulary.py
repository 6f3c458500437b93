"""The closed vocabularies: every code that a table may hold or a result may carry.

A code stands in tables, editions, JSON, addresses and CSS and stays what it is for ever. Readers
see a word, which only `sentences` knows.
"""

from __future__ import annotations

from enum import StrEnum


class Better(StrEnum):
    """Which way a metric improves."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"

    @property
    def sign(self) -> int:
        """+1 if a higher value is better, −1 if a lower one is, 0 if neither is."""
        return {Better.HIGHER: 1, Better.LOWER: -1}.get(self, 0)


class Calculation(StrEnum):
    """How a metric's value follows from its counts, and so how periods and segments pool."""

    GIVEN = "given"
    SHARE = "share"
    NPS = "nps"
    MEAN = "mean"
    SUM = "sum"
    MEDIAN = "median"
    PERCENTILE = "percentile"
    COUNT = "count"


class Accumulates(StrEnum):
    """Whether a metric is a running total, and when it starts again."""

    NO = "no"
    YEAR = "year"
    EVER = "ever"


class Cadence(StrEnum):
    """How often a metric is measured."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class Kind(StrEnum):
    """What a metric looks at, from inside work to business result."""

    OPERATIONAL = "operational"
    CUSTOMER = "customer"
    RELATIONSHIP = "relationship"
    BUSINESS = "business"
    INTERNAL_CUSTOMER = "internal-customer"
    EMPLOYEE = "employee"


class BusinessModel(StrEnum):
    """The five models an objective may belong to."""

    BUSINESS = "business"
    ECONOMIC = "economic"
    OPERATIONAL = "operational"
    RISK = "risk"
    CX = "cx"


class Rule(StrEnum):
    """What a goal asks of its metric."""

    REACH = "reach"
    HOLD = "hold"
    RANGE = "range"


class GoalState(StrEnum):
    """Whether a goal is still pursued."""

    ACTIVE = "active"
    DROPPED = "dropped"


class Audience(StrEnum):
    """Who may read a row, and for whom a build is made."""

    ALL = "all"
    LEADERSHIP = "leadership"


class HandInMode(StrEnum):
    """What becomes of the figures that a file handed in does not have, and the present one has."""

    WHOLE = "whole"  # it must have them all
    ADD = "add"
    REPLACE = "replace"


class Smoothing(StrEnum):
    """Whether the values of a metric are already averaged over neighbouring periods."""

    NONE = "none"
    ROLLING = "rolling"


class YesNo(StrEnum):
    """A plain yes or no."""

    YES = "yes"
    NO = "no"


class Phase(StrEnum):
    """How far an initiative has come, from an idea to the way of working everywhere."""

    THINK_BIG = "think-big"
    START_SMALL = "start-small"
    LEARN_FAST = "learn-fast"
    SCALE = "scale"


class Stage(StrEnum):
    """Where in the customer's journey something happens."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class CommentKind(StrEnum):
    """What a row of commentary is: an explanation, a decision, or what a customer said."""

    COMMENT = "comment"
    DECISION_NEEDED = "decision-needed"
    DECISION_TAKEN = "decision-taken"
    CUSTOMER_WORDS = "customer-words"


class Status(StrEnum):
    """Where a goal stands: the answer to "is it on pace?"."""

    NO_DATA = "no-data"
    MET = "met"
    MISSED = "missed"
    AWAITING_DATA = "awaiting-data"
    NOT_REPORTED = "not-reported"
    STALE = "stale"
    ALREADY_THERE = "already-there"
    REACHED = "reached-not-yet-sure"
    NO_STARTING_POINT = "no-starting-point"
    TOO_EARLY = "too-early"
    TOO_NOISY = "too-noisy-to-tell"
    ON_PACE = "on-pace"
    WRONG_WAY = "moving-the-wrong-way"
    OFF_PACE = "off-pace"
    AT_RISK = "at-risk"
    KEPT = "kept"
    BROKEN = "broken"
    HOLDING = "holding"
    SLIPPED = "slipped"
    BREACHED = "breached"


class Change(StrEnum):
    """Has it changed: the claim or else the first sign of a series, read by what is better."""

    NONE = "no-real-change"
    BETTER = "really-better"
    WORSE = "really-worse"
    OTHER = "really-changed"
    FIRST_BETTER = "first-sign-better"
    FIRST_WORSE = "first-sign-worse"
    FIRST_OTHER = "first-sign-of-change"
    UNKNOWN = "cannot-be-told"


class Bound(StrEnum):
    """What is told of a share in place of its figure."""

    UNDER = "under-5"
    OVER = "over-95"


class Triage(StrEnum):
    """The four piles in which Home sorts open goals: a reading order, not a status."""

    NEEDS_DECISION = "needs-a-decision"
    WATCH = "watch"
    GOING_WELL = "going-well"
    CANNOT_SAY = "cannot-say-yet"


_CURRENCY_CODES = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""

#: The codes of ISO 4217 for money to pay with: no metals, funds or tests.
CURRENCIES = frozenset(_CURRENCY_CODES.split())

"""The customer's way in words, for one and for more."""

from __future__ import annotations

import pytest

from generator.measure.journey import Break, journey
from generator.model.schema import Row
from generator.model.vocabulary import Stage, YesNo
from generator.sentences.journey import break_sentences, journey_headline
from generator.sentences.numbers import formats_of
from tests.measure.company import (
    CALM,
    LEGAL,
    RISEN,
    SERVICE,
    clauses,
    holds,
    reported,
    touchpoint,
    waiting,
)

COMPANY = (SERVICE, LEGAL, clauses(), waiting())
OFFER = touchpoint("offer", Stage.BEFORE, department="legal", metrics=("clauses",))
START = touchpoint("start", Stage.BEFORE, department="service", metrics=("waiting",))
UNOWNED = touchpoint("wait", Stage.BEFORE, metrics=("clauses",), moment_of_truth=YesNo.YES)
UNMEASURED = touchpoint("word", Stage.BEFORE, department="service")
BLANK = touchpoint("bill", Stage.BEFORE)


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ((OFFER,), "No touchpoint suffers."),
        ((OFFER, OFFER_2 := touchpoint("deal", Stage.BEFORE, department="legal",
          metrics=("clauses",))), "No touchpoint suffers."),
        ((OFFER, UNOWNED), "No moment of truth suffers; 1 touchpoint has no owner."),
        ((UNOWNED, BLANK, OFFER_2),
         "No moment of truth suffers; 2 touchpoints have no owner and 1 has no metric."),
        ((OFFER, START), "1 of 2 touchpoints suffers."),
    ],
)  # fmt: skip
def test_what_the_way_lacks(points: tuple[Row, ...], text: str) -> None:
    way = journey(reported((*COMPANY, *points), {"clauses": CALM, "waiting": RISEN}))
    assert said(journey_headline(way)) == text


def test_where_it_breaks_and_for_whom() -> None:
    report = reported(
        (*COMPANY, START, holds("waiting", target=30.0)), {"clauses": CALM, "waiting": RISEN}
    )
    formats = formats_of(report.settings, report.series)
    (broken,) = journey(report).broken
    assert break_sentences(broken.breaks, report, formats) == [
        "Days of waiting: worsened since April 2026; its goal needs a decision."
    ]
    (whole,) = broken.breaks
    small = Break(
        metric=whole.metric,
        segment="small",
        since=whole.since,
        failing=(holds("waiting", segment="small"),),
    )
    assert break_sentences([whole, small], report, formats) == [
        (
            "Days of waiting: worsened since April 2026 and for small since April 2026; "
            "its goals as a whole and for small need a decision."
        )
    ]
    assert break_sentences([small], report, formats) == [
        (
            "Days of waiting: worsened for small since April 2026; its goal for small needs a "
            "decision."
        )
    ]

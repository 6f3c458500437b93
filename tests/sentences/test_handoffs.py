"""Handoffs in words, for one and for more."""

from __future__ import annotations

from dataclasses import replace

from generator.measure.alignment import align
from generator.measure.alignment.handoffs import HandoffReview, Kept, rank_handoffs
from generator.measure.report import Report
from generator.sentences.handoffs import handoff_sentence, handoffs_headline, passage, promised
from generator.sentences.numbers import formats_of
from tests.measure.company import (
    CALM,
    LEGAL,
    RISEN,
    SERVICE,
    clauses,
    handoff,
    holds,
    reported,
    waiting,
)

TWO = (SERVICE, LEGAL, clauses(), waiting())
VALUES = {"clauses": CALM, "waiting": RISEN}


def found_in(report: Report) -> list[HandoffReview]:
    return rank_handoffs(align(report).handoffs)


def said(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_counts_what_became_of_the_promises() -> None:
    rows = [
        handoff(handoff="a", metric="clauses", promise_value=42.0),
        handoff(handoff="b", metric="waiting", promise_value=42.0),
        handoff(handoff="c"),
    ]
    kept = reported((*TWO, *rows), VALUES)
    assert said(handoffs_headline(found_in(kept))) == (
        "Departments keep 1 of their 3 promises to each other; 1 is not kept and 1 cannot be "
        "measured."
    )
    all_kept = [replace(one, kept=Kept.YES) for one in found_in(kept)]
    assert handoffs_headline(all_kept) == "Departments keep all their 3 promises to each other."
    assert said(handoffs_headline(found_in(reported((*TWO, rows[0]), VALUES)))) == (
        "The promise between two departments is kept."
    )


def test_names_both_sides_and_the_promised_value() -> None:
    report = reported((*TWO, handoff()), VALUES)
    formats = formats_of(report.settings, report.series)
    (passed,) = found_in(report)
    assert passage(passed, report) == "Legal to Service"
    assert promised(passed, formats) == ""
    report = reported((*TWO, handoff(metric="waiting", promise_value=42.0)), VALUES)
    assert said(promised(found_in(report)[0], formats)) == "≤ 42 days"


def test_says_how_the_promise_and_both_sides_do() -> None:
    report = reported((*TWO, holds(), handoff()), VALUES)
    (found,) = found_in(report)
    formats = formats_of(report.settings, report.series)
    assert said(handoff_sentence(found, report, formats)) == (
        "No metric says whether the promise is kept. Service feels it in Days of waiting: 49 days "
        "in October 2026, worsened since April 2026. Legal does well by its own metric, "
        "Changed clauses."
    )


def test_says_when_the_figures_of_a_promise_are_too_old() -> None:
    report = reported(
        (*TWO, handoff(metric="clauses", provider_metric=None, receiver_metric=None)),
        VALUES,
        as_of="2027-03-20",
    )
    (found,) = found_in(report)
    formats = formats_of(report.settings, report.series)
    text = said(handoff_sentence(found, report, formats))
    assert text.startswith("Changed clauses: ")
    assert text.endswith(" in October 2026, too old to judge by.")


def test_says_once_what_is_both_the_promise_and_what_the_receiver_feels() -> None:
    report = reported(
        (*TWO, holds("waiting", target=30.0), handoff(metric="waiting", provider_metric=None)),
        VALUES,
    )
    (found,) = found_in(report)
    formats = formats_of(report.settings, report.series)
    assert said(handoff_sentence(found, report, formats)) == (
        "Days of waiting: 49 days in October 2026, worsened since April 2026; its goal needs "
        "a decision."
    )

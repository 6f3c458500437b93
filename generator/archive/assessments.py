"""Answers: what an edition said of its goals and series, kept so that a later one can compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.archive.cells import from_csv
from generator.measure.assessment import GoalAssessment, change_of
from generator.measure.report import Report
from generator.model.edition import PublishedAssessment
from generator.model.tables import SeriesKey

ANSWER_COLUMNS = ("goal", "status", "pile", "change", "likelihood", "closed")
CHANGE_COLUMNS = ("metric", "segment", "change")


def judged(report: Report) -> dict[str, PublishedAssessment]:
    """What the report says of each goal."""
    return {
        key: said(one, closed=key in report.closed_goals) for key, one in report.assessments.items()
    }


def said(assessment: GoalAssessment, *, closed: bool) -> PublishedAssessment:
    """The answers about one goal in the words that readers saw."""
    likelihood = assessment.outlook.likelihood
    return PublishedAssessment(
        status=str(assessment.status),
        pile=str(assessment.triage),
        change=str(assessment.change),
        likelihood="" if likelihood is None else str(likelihood),
        closed=closed,
    )


def series_changes(report: Report) -> dict[SeriesKey, str]:
    """Whether each series has really changed."""
    return {
        key: str(change_of(judged_series)) for key, judged_series in report.judged_series.items()
    }


def answer_rows(found: Mapping[str, PublishedAssessment]) -> Iterator[Sequence[str]]:
    """The answers as text."""
    for key, one in found.items():
        closed = "yes" if one.closed else "no"
        yield key, one.status, one.pile, one.change, one.likelihood, closed


def change_rows(found: Mapping[SeriesKey, str]) -> Iterator[Sequence[str]]:
    """The changes of series as text."""
    yield from ((metric, segment, word) for (metric, segment), word in found.items())


def read_answers(text: str) -> dict[str, PublishedAssessment]:
    """The answers from text."""
    return {
        row["goal"]: PublishedAssessment(
            status=row["status"],
            pile=row["pile"],
            change=row.get("change", ""),
            likelihood=row.get("likelihood", ""),
            closed=row.get("closed") == "yes",
        )
        for row in from_csv(text)
    }


def read_changes(text: str) -> dict[SeriesKey, str]:
    """The changes of series from text."""
    rows: Iterable[dict[str, str]] = from_csv(text)
    return {(row["metric"], row["segment"]): row["change"] for row in rows}

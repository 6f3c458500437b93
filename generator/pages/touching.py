"""What touches a metric or a goal elsewhere: touchpoints, handoffs and initiatives, as links."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.moves import effects
from generator.model.tables import Goal, Handoff, Initiative, Metric, Touchpoint
from generator.pages.book import Book
from generator.pages.findings import row_fact
from generator.pages.parts import Pair
from generator.sentences.moves import evidence_word
from generator.sentences.words import STAGE_NAMES, shortened


def touching_metric(book: Book, metric: Metric, origin: str) -> Iterator[Pair]:
    """The touchpoints and handoffs at which a metric tells how it goes."""
    dataset, key = book.report.dataset, metric.metric
    for point in dataset.rows(Touchpoint):
        if key in point.metrics:
            fact = row_fact(book, point, origin)
            stage = STAGE_NAMES[point.stage]
            yield Pair(label="Touchpoint", value=fact.text, href=fact.href, note=stage)
    for handoff in dataset.rows(Handoff):
        if key in (handoff.metric, handoff.provider_metric, handoff.receiver_metric):
            fact = row_fact(book, handoff, origin)
            names = [book.department(one).name for one in (handoff.provider, handoff.receiver)]
            note = " for ".join(shortened(name) for name in names)
            yield Pair(label="Handoff", value=fact.text, href=fact.href, note=note)


def touching_goal(book: Book, goal: Goal, origin: str) -> Iterator[Pair]:
    """The initiatives that are meant to shift a goal, with what can be said since each began."""
    for move in book.report.dataset.rows(Initiative):
        if goal.goal not in move.goals:
            continue
        fact = row_fact(book, move, origin)
        (effect,) = (
            one for one in effects(book.report, move) if one.answers.goal.goal == goal.goal
        )
        note = evidence_word(effect)
        yield Pair(label="Initiative", value=fact.text, href=fact.href, note=note)

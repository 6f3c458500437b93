"""Decisions: what the leadership is asked to decide, by when, and what it has decided."""

from __future__ import annotations

from generator.model.subjects import Subject
from generator.model.tables import Commentary
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.page import Page
from generator.pages.subjects import subject_fact
from generator.pages.view_models import Decision
from generator.sentences.commentary import (
    decision_note,
    decisions_sentence,
    first_sentence,
    overdue,
    request_note,
)


def has_decisions(context: SiteContext) -> bool:
    """Whether any decision is asked for or taken, so that there is a page of them."""
    return bool(context.report.commentary.open_requests or context.report.commentary.decisions)


def decisions_page(context: SiteContext) -> Page:
    """The decisions asked for, the one needed first first, and those taken, the newest first."""
    voice = context.report.commentary
    asked = asked_decisions(context, address.DECISIONS)
    return context.page(
        address.DECISIONS,
        "decisions.md",
        "Decisions",
        in_nav=True,
        sentence=decisions_sentence(len(asked), sum(bool(one.late) for one in asked)),
        asked=asked,
        taken=[_taken(context, *pair, address.DECISIONS) for pair in voice.decisions],
    )


def asked_decisions(context: SiteContext, origin: str) -> list[Decision]:
    """The decisions that are asked for and not taken yet, the one needed first first."""
    return [_asked(context, one, origin) for one in context.report.commentary.open_requests]


def asked_about(context: SiteContext, subject: Subject, origin: str) -> list[Decision]:
    """The decisions asked for about one thing."""
    return [
        _asked(context, one, origin) for one in context.report.commentary.requests_about(subject)
    ]


def taken_about(context: SiteContext, subject: Subject, origin: str) -> list[Decision]:
    """The decisions taken about one thing, the newest first."""
    taken = [pair for pair in context.report.commentary.decisions if pair[0].about == subject]
    return [_taken(context, *pair, origin) for pair in taken]


def _asked(context: SiteContext, asked: Commentary, origin: str) -> Decision:
    text, rest = first_sentence(asked.text)
    return Decision(
        text=text,
        rest=rest,
        about=subject_fact(context, asked.about, origin),
        when=request_note(asked),
        late=overdue(asked, context.report.dataset.as_of.day),
    )


def _taken(
    context: SiteContext, taken: Commentary, request: Commentary | None, origin: str
) -> Decision:
    text, rest = first_sentence(taken.text)
    return Decision(
        text=text,
        rest=rest,
        about=subject_fact(context, taken.about, origin),
        when=decision_note(taken, request),
    )

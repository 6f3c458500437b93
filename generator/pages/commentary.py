"""Commentary on pages: what owners and customers say, what is to be decided, what was decided."""

from __future__ import annotations

from generator.model.schema import Subject
from generator.model.tables import Commentary
from generator.model.vocabulary import CommentKind
from generator.model.wording import collapse_whitespace
from generator.pages.context import SiteContext
from generator.pages.subjects import subject_link
from generator.pages.view_models import Quote, View
from generator.sentences.commentary import (
    attribution,
    decision_cost,
    decision_note,
    first_sentence,
    overdue,
    request_note,
)
from generator.sentences.numbers import day_and_month


def asked_decisions(context: SiteContext, origin: str) -> list[View]:
    """The decisions that are asked for and not taken yet, the one needed first first."""
    return [_asked(context, one, origin) for one in context.report.commentary.open_requests]


def taken_decisions(context: SiteContext, origin: str) -> list[View]:
    """The decisions taken, the newest first."""
    return [_taken(context, *pair, origin) for pair in context.report.commentary.decisions]


def said_about(context: SiteContext, subject: Subject, origin: str) -> View:
    """The quotes about one thing; the decisions asked for, then those taken, the newest first."""
    index = context.report.commentary
    decisions = [
        *(_asked(context, one, origin) for one in index.open_requests if one.about == subject),
        *(_taken(context, *pair, origin) for pair in index.decisions if pair[0].about == subject),
    ]
    return {"quotes": quotes_about(context, subject), "decisions": decisions}


def quotes_about(context: SiteContext, subject: Subject) -> list[Quote]:
    """The owner's newest explanation of something, and the cleared words of customers."""
    commentary = context.report.commentary
    comment = commentary.newest(subject, CommentKind.COMMENT)
    customers = commentary.customer_words(subject)
    return [quote_of(one) for one in [*([comment] if comment else []), *customers]]


def quote_of(comment: Commentary) -> Quote:
    """Somebody's words in quotation marks, and whose they are."""
    return Quote(text=f"“{collapse_whitespace(comment.text)}”", by=attribution(comment))


def _asked(context: SiteContext, asked: Commentary, origin: str) -> View:
    dataset = context.report.dataset
    return {
        **_decision(context, asked, origin, request_note(asked), overdue(asked, dataset.as_of.day)),
        "due": day_and_month(asked.due) if asked.due else "",
        "decides": asked.decides or "",
        "cost": decision_cost(asked, dataset, context.formats),
    }


def _taken(
    context: SiteContext, taken: Commentary, request: Commentary | None, origin: str
) -> View:
    return _decision(context, taken, origin, decision_note(taken, request))


def _decision(
    context: SiteContext, comment: Commentary, origin: str, when: str, late: str = ""
) -> View:
    """A decision: its first sentence and the rest, what it is about, by whom and when."""
    text, rest = first_sentence(comment.text)
    about = subject_link(context, comment.about, origin)
    return {"text": text, "rest": rest, "about": about, "when": when, "late": late}

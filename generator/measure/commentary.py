"""Commentary: what owners and customers say about each thing, and which decisions are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.model.dataset import Dataset
from generator.model.schema import Subject
from generator.model.tables import Commentary
from generator.model.vocabulary import CommentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentaryIndex:
    """All commentary by what it is about, the newest first.

    `open_requests` ask for a decision that nobody has taken, the earliest due first. `decisions`
    are those taken, the newest first, each with the request that it answers, if any.
    """

    by_subject: Mapping[Subject, Sequence[Commentary]] = field(default_factory=dict)
    open_requests: Sequence[Commentary] = ()
    decisions: Sequence[tuple[Commentary, Commentary | None]] = ()

    def newest(self, subject: Subject, *kinds: CommentKind) -> Commentary | None:
        """The newest commentary of some kinds about something."""
        return next((one for one in self.by_subject.get(subject, ()) if one.kind in kinds), None)

    def explanation(self, subject: Subject) -> Commentary | None:
        """The newest words of an owner: a comment, or a decision that was asked for."""
        return self.newest(subject, CommentKind.COMMENT, CommentKind.DECISION_NEEDED)

    def customer_words(self, subject: Subject) -> list[Commentary]:
        """The customers' words about something that somebody has cleared for publication."""
        about = self.by_subject.get(subject, ())
        return [one for one in about if one.kind is CommentKind.CUSTOMER_WORDS and one.cleared_by]


def index_commentary(dataset: Dataset) -> CommentaryIndex:
    """Indexes commentary: a later decision about the same thing answers a request."""
    by_subject = dataset.commentary_by_subject()
    asked: list[Commentary] = []
    taken: list[tuple[Commentary, Commentary | None]] = []
    for comments in by_subject.values():
        open_requests: list[Commentary] = []
        for one in reversed(comments):  # the oldest first
            if one.kind is CommentKind.DECISION_NEEDED:
                open_requests.append(one)
            elif one.kind is CommentKind.DECISION_TAKEN:
                taken.append((one, open_requests[-1] if open_requests else None))
                open_requests = []
        asked += open_requests
    asked.sort(key=lambda one: (one.due or dt.date.max, one.date, str(one.about)))
    taken.sort(key=lambda pair: (-pair[0].date.toordinal(), str(pair[0].about)))
    return CommentaryIndex(
        by_subject=by_subject, open_requests=tuple(asked), decisions=tuple(taken)
    )


def about_goal(goal: str) -> Subject:
    """A goal as commentary names it."""
    return Subject(kind="goal", key=goal)


def about_metric(metric: str) -> Subject:
    """A metric as commentary names it."""
    return Subject(kind="metric", key=metric)

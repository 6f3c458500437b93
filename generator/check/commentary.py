"""Commentary: decisions that can be taken, and customers' words that may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.check.fault_wording import fault_of, warning_of
from generator.model.problems import Problem
from generator.model.tables import Commentary
from generator.model.vocabulary import CommentKind
from generator.read.raw_table import RawTable

#: Why a row of commentary is read and not used, as the Data page words it.
NOT_CLEARED = "not cleared (words of customers)"


def check_comment(comment: Commentary) -> Iterator[Problem]:
    """What must hold between the cells of a row of commentary."""
    if comment.due and comment.due < comment.date:
        yield fault_of(
            comment,
            "due",
            f"The due date {comment.due} is before {comment.date}, when it was said.",
            "Correct one of them.",
        )
    if comment.kind is CommentKind.DECISION_NEEDED:
        yield from _decision(comment)
    if _is_not_cleared(comment):
        yield warning_of(
            comment,
            "cleared_by",
            "Nobody has cleared these words of a customer, so they are not shown.",
            "Write who made sure that they may be shown, or delete the row.",
        )


def _decision(comment: Commentary) -> Iterator[Problem]:
    if comment.due is None:
        yield warning_of(
            comment,
            "due",
            "A decision is needed, and it is not said by when.",
            "Write the date.",
        )
    if comment.by is None:
        yield warning_of(
            comment,
            "by",
            "A decision is needed, and it is not said who asks for it.",
            "Write the role.",
        )


def keep_cleared(
    comments: Mapping[str, Commentary], files: Iterable[RawTable]
) -> dict[str, Commentary]:
    """The rows without words of customers that nobody has cleared; their file counts those."""
    hidden = [comment for comment in comments.values() if _is_not_cleared(comment)]
    for file in files:
        count = sum(comment.location.file == file.file for comment in hidden)
        if count:
            file.skip(NOT_CLEARED, count)
    return {key: row for key, row in comments.items() if not _is_not_cleared(row)}


def _is_not_cleared(comment: Commentary) -> bool:
    return comment.kind is CommentKind.CUSTOMER_WORDS and comment.cleared_by is None

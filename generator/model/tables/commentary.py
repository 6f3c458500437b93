"""What people say about it: explanations, decisions and the words of customers."""

from __future__ import annotations

import datetime as dt

from generator.model.schema import ColumnType, Row, Subject, column, table
from generator.model.vocabulary import CommentKind


@table(
    "commentary.csv",
    "What owners explain, what has to be decided or was, and what customers said.",
    key=("date", "about", "kind", "text"),
)
class Commentary(Row):
    """What somebody says, on a date, about a row of another table."""

    date: dt.date = column("When it was said.", "2026-11-03")
    about: Subject = column(
        "What it is about: an id of another table, or a competency. Where several tables have "
        "that id, write which, such as goal:nps or metric:nps.",
        "first-reply-4h",
    )
    kind: CommentKind = column(
        "comment, decision-needed (asked of the leadership), decision-taken (closes what it is "
        "about) or customer-words (what a customer said).",
        "comment",
    )
    text: str = column("The words themselves.", "Two people join the team in January.")
    by: str | None = column(
        "Who says, asks or took it; for a customer's words, who heard them: a role.",
        "Head of Support",
        ColumnType.ROLE,
        default=None,
    )
    due: dt.date | None = column(
        "By when a decision is needed, or one that was taken is carried out.",
        "2026-11-30",
        default=None,
    )
    cleared_by: str | None = column(
        "Who made sure that a customer's words may be shown: a role. Without it they are not.",
        "Data Protection Officer",
        ColumnType.ROLE,
        default=None,
    )

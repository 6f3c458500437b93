"""What people say about it: explanations, decisions and the words of customers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from generator.model.schema import ColumnType, Row, Subject, column, table, table_of
from generator.model.tables.goals import Initiative
from generator.model.tables.metrics import Metric
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
    decides: str | None = column(
        "The role or the forum that decides.", "Leadership circle", ColumnType.ROLE, default=None
    )
    cost: float | None = column(
        "What the decision costs, in the currency of its initiative or the only one that the "
        "tables use.",
        "180000",
        default=None,
        least=0,
    )
    cleared_by: str | None = column(
        "Who made sure that a customer's words may be shown: a role. Without it they are not.",
        "Data Protection Officer",
        ColumnType.ROLE,
        default=None,
    )


def currency_of(
    comment: Commentary, initiatives: Mapping[str, Initiative], metrics: Iterable[Metric]
) -> str:
    """The code of the currency of a comment's cost.

    It is that of the initiative that the comment is about, else the only one that initiatives and
    metrics use; "" if they use none or several.
    """
    about = initiatives.get(comment.about.key)
    if about is not None and about.currency and comment.about.kind == table_of(Initiative).key[0]:
        return about.currency
    used = {one.currency for one in initiatives.values()} | {one.currency for one in metrics}
    codes = sorted(filter(None, used))
    return codes[0] if len(codes) == 1 else ""

"""Goals that changed: moved, standing elsewhere, added, dropped or replaced."""

from __future__ import annotations

from collections.abc import Iterator

from generator.measure.changes.kinds import Changes, Move
from generator.model.tables import Department, Goal
from generator.model.words import Pile
from generator.pages.book import Book
from generator.pages.changes.items import ChangeItem, Part, joined, owned
from generator.pages.links import goal_page
from generator.sentences.changes import moved, stands
from generator.sentences.goals import goal_title
from generator.sentences.words import PILE_SIGNS, Sign, shortened


def goal_items(book: Book, changes: Changes) -> Iterator[ChangeItem]:
    """The items about goals as such, their definitions left out."""
    yield from _moves(book, changes)
    yield from _standings(book, changes)
    yield from _goals(book, changes)


def _moves(book: Book, changes: Changes) -> Iterator[ChangeItem]:
    for move in changes.moves:
        headline = moved.moved_headline(move)
        yield about_goal(
            book,
            move.goal,
            part=Part.MOVED,
            headline=headline[:1].upper() + headline[1:],
            news=headline,
            sentence=joined(
                moved.move_sentences(move, book.formats),
                owned(move.goal.owner),
                moved.committed(move.commit),
            ),
            sign=_sign(move),
            grave=move.grave,
        )


def _sign(move: Move) -> Sign:
    if move.grave:
        return PILE_SIGNS[Pile.NEEDS_DECISION]
    return PILE_SIGNS[Pile.WATCH if move.easier else Pile.CANNOT_SAY]


def _standings(book: Book, changes: Changes) -> Iterator[ChangeItem]:
    for change in changes.statuses:
        sentence = stands.status_sentences(
            change, changes.previous.version, book.series(change.after.standing), book.formats
        )
        yield about_goal(
            book,
            change.goal,
            part=Part.STANDS,
            headline="Where it stands",
            news=str(change.after.status),
            sentence=joined(sentence, owned(change.goal.owner)),
            sign=PILE_SIGNS[change.after.pile],
        )


def _goals(book: Book, changes: Changes) -> Iterator[ChangeItem]:
    for goals, said, news in (
        (changes.gone, "It is no longer in the tables.", "no longer a goal"),
        (changes.dropped, "It was dropped and no longer counts.", "dropped"),
        (changes.replaced, "Another goal continues it.", "replaced"),
        (changes.added, "It is new.", "new"),
    ):
        for goal in goals:
            sentence = joined(said, owned(goal.owner))
            yield about_goal(
                book, goal, part=Part.GOALS, headline="The goal", sentence=sentence, news=news
            )


def about_goal(  # noqa: PLR0913 -- what an item says
    book: Book,
    goal: Goal,
    *,
    part: Part,
    headline: str,
    sentence: str,
    news: str = "",
    sign: Sign | None = None,
    grave: bool = False,
) -> ChangeItem:
    """An item about a goal; one that the tables no longer hold has no page."""
    standing = book.report.standings.get(goal.goal)
    if standing is not None:
        title = book.title(standing)
    else:
        metric = book.previous_metric(goal.metric)
        title = goal_title(goal, metric, book.formats, goal.segment or "", shortened(metric.name))
    departments = book.report.dataset.by_id(Department)
    return ChangeItem(
        part=part,
        title=title,
        headline=headline,
        sentence=sentence,
        news=news,
        sign=sign,
        target=goal_page(goal.goal) if standing is not None else "",
        goal=goal.goal,
        department=goal.department if goal.department in departments else "",
        grave=grave,
    )

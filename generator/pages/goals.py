"""Goals: the index that can be sorted and filtered."""

from __future__ import annotations

from collections.abc import Iterable

from generator.measure.answers import Answers
from generator.measure.piles import count_piles
from generator.model.tables import Department, Objective
from generator.model.words import Pile
from generator.pages import links as address
from generator.pages.book import Book, component, pile_value
from generator.pages.goal_list import reading_order
from generator.pages.page import Page, placeholder
from generator.pages.parts import (
    Cell,
    Column,
    Filter,
    Option,
    TableRow,
    Words,
    filled,
)
from generator.sentences.goals import aim
from generator.sentences.home import counts_sentence
from generator.sentences.metrics import newest_value
from generator.sentences.numbers import counted, short_day
from generator.sentences.words import IN_A_LIST, PILE_SIGNS, shortened

_INDEX_COLUMNS = (
    Column(label="Goal"),
    Column(label="On pace?", kind="status"),
    Column(label="Really changed?", kind="status"),
    Column(label="Could today's way get there?", kind="status"),
    Column(label="There on time?", kind="status"),
    Column(label="Now", kind="number"),
    Column(label="Due", kind="date"),
    Column(label="Owner"),
)


def goals_page(book: Book) -> Page:
    """All goals, those that need a decision first."""
    report = book.report
    counts = count_piles(report.open_answers)
    goals = counted(counts.total, "open goal")
    book.fragments["/goals"] = str(_index(book))
    closed = len(report.closed)
    return book.page(
        address.GOALS,
        "goals.md",
        "Goals",
        in_nav=True,
        sentence=f"{goals}: {counts_sentence(counts)}.",
        closed=f"{counted(closed, 'closed goal is', 'closed goals are')} listed last."
        if closed
        else None,
        table=placeholder("/goals"),
    )


def goal_rows(book: Book, answers: list[Answers], origin: str) -> list[TableRow]:
    """Goals as rows of a table, in reading order."""
    links = book.links(origin)
    dataset = book.report.dataset
    departments = dataset.by_id(Department)
    rows = []
    for one in sorted(answers, key=lambda one: reading_order(book, one)):
        standing = one.standing
        goal, metric = standing.goal, standing.metric
        series = book.series(standing)
        short, full = book.title(standing, most=IN_A_LIST), book.title(standing, most=None)
        now = newest_value(series, book.formats)
        closed = goal.goal in book.report.closed
        pile = "closed" if closed else pile_value(one.pile)
        rows.append(
            TableRow(
                cells=(
                    Cell(
                        text=short,
                        full=None if short == full else full,
                        href=links.to(address.goal_page(goal.goal)),
                        note=shortened(departments[goal.department].name),
                        sort=short.casefold(),
                    ),
                    book.status_cell(one),
                    *book.answer_cells(one),
                    Cell(
                        text=now or "no figure",
                        note=f"target {aim(goal, metric, book.formats)}",
                        sort=f"{series.value[series.closed - 1]:.12g}"
                        if series is not None and series.closed
                        else "",
                    ),
                    Cell(
                        text=short_day(goal.due) if goal.due else "",
                        sort=goal.due.isoformat() if goal.due else "9999",
                    ),
                    Cell(text=shortened(goal.owner or "")),
                ),
                tags={
                    "pile": (pile,),
                    "department": (goal.department,),
                    "objective": (goal.objective or "none",),
                },
            )
        )
    return rows


def goal_filters(book: Book, answers: Iterable[Answers]) -> list[Filter]:
    """By what goals are chosen: their pile, their department, their objective."""
    dataset = book.report.dataset
    used = {one.goal.department for one in answers}
    filters = [
        Filter(
            key="pile",
            label="Show",
            kind="chips",
            any="All",
            options=tuple(
                Option(
                    value=pile_value(pile),
                    label=PILE_SIGNS[pile].word,
                    tone=PILE_SIGNS[pile].tone,
                )
                for pile in Pile
            ),
        ),
        Filter(
            key="department",
            label="Department",
            kind="select",
            any="All departments",
            options=tuple(
                Option(value=department.department, label=shortened(department.name))
                for department in dataset.rows(Department)
                if department.department in used
            ),
        ),
    ]
    if dataset.has(Objective):
        filters.append(
            Filter(
                key="objective",
                label="Objective",
                kind="select",
                any="All objectives",
                options=tuple(
                    Option(value=objective.objective, label=shortened(objective.name))
                    for objective in dataset.rows(Objective)
                ),
            )
        )
    return filters


def _index(book: Book) -> str:
    answers = list(book.report.answers.values())
    return str(
        component(
            "index_table",
            "goals-list",
            "Goals with the four answers, newest value, target, due date and owner",
            *filled(_INDEX_COLUMNS, goal_rows(book, answers, address.GOALS)),
            goal_filters(book, answers),
            Words(
                search="Search in the list",
                reset="Clear",
                count="{shown} of {all} goals shown",
                nothing="No goal fits. Clear the search to see all of them.",
            ),
        )
    )

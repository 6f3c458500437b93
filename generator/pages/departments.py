"""Departments: traditional focus beside customer commitment, goals, metrics and customers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.tables import Department, Goal, Metric
from generator.pages import links as address
from generator.pages.book import Book, by_department
from generator.pages.changes.elsewhere import since_for_department
from generator.pages.goal_list import goal_cards
from generator.pages.home import department_tiles
from generator.pages.metric_list import metric_table
from generator.pages.page import Page
from generator.pages.parts import Fact, LinkGroup, Side
from generator.sentences.home import department_state
from generator.sentences.numbers import counted, listed
from generator.sentences.words import full_name, shortened

_EXTERNAL = "external"


def departments_page(book: Book) -> Page:
    """All departments."""
    dataset = book.report.dataset
    departments = dataset.rows(Department)
    with_goals = {one.goal.department for one in book.report.open_answers}
    without = [d for d in departments if d.department not in with_goals]
    sentence = counted(len(departments), "department")
    if not departments:
        sentence = "No department is described yet."
    elif not dataset.has(Goal):
        sentence += "; no goals are set yet."
    elif not without:
        sentence += ", each with goals of its own."
    else:
        verb = "has" if len(without) == 1 else "have"
        names = listed([shortened(department.name) for department in without[:4]])
        rest = len(without) - 4
        more = f" and {rest} more" if rest > 0 else ""
        sentence += f"; {names}{more} {verb} no open goal."
    return book.page(
        address.DEPARTMENTS,
        "departments.md",
        "Departments",
        in_nav=True,
        sentence=sentence,
        tiles=department_tiles(book, address.DEPARTMENTS),
    )


def department_pages(book: Book) -> Iterator[Page]:
    """One page a department."""
    found = by_department(book.report.answers.values())
    metrics: dict[str, list[Metric]] = {}
    for metric in book.report.dataset.rows(Metric):
        metrics.setdefault(metric.department, []).append(metric)
    for department in book.report.dataset.rows(Department):
        key = department.department
        origin = address.department_page(key)
        answers = found.get(key, [])
        still_open = [one for one in answers if one.goal.goal not in book.report.closed]
        closed = [one for one in answers if one.goal.goal in book.report.closed]
        name = shortened(department.name)
        yield book.page(
            origin,
            "department.md",
            name,
            heading=name,
            full=full_name(department.name),
            facts=[Fact(text=department.lead)] if department.lead else [],
            sentence=department_state(name, still_open),
            sides=_sides(department),
            customers=_customers(book, department, origin),
            goals=goal_cards(book, still_open, origin),
            closed=goal_cards(book, closed, origin),
            since=since_for_department(book, key, book.links(origin)),
            metrics=metric_table(book, metrics.get(key, []), origin),
        )


def _sides(department: Department) -> list[Side]:
    sides = []
    if department.traditional_focus:
        sides.append(
            Side(label="What it has always been measured on", text=department.traditional_focus)
        )
    if department.customer_commitment:
        sides.append(
            Side(label="What it commits to for customers", text=department.customer_commitment)
        )
    return sides


def _customers(book: Book, department: Department, origin: str) -> list[LinkGroup]:
    """Whom a department serves, outside and inside, and which departments serve it."""
    links = book.links(origin)
    known = book.report.dataset.by_id(Department)

    def named(keys: list[str]) -> tuple[Fact, ...]:
        return tuple(
            Fact(text=shortened(known[key].name), href=links.to(address.department_page(key)))
            for key in keys
        )

    groups = []
    if _EXTERNAL in department.customers:
        outside = Fact(text="the customers of the company")
        groups.append(LinkGroup(label="Serves outside", links=(outside,)))
    inside = [key for key in department.customers if key in known]
    serving = [key for key, other in known.items() if department.department in other.customers]
    if inside:
        groups.append(LinkGroup(label="Serves inside", links=named(inside)))
    if serving:
        groups.append(LinkGroup(label="Is served by", links=named(serving)))
    return groups

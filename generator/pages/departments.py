"""Departments: all of them, each with its goals counted by the four answers, in no ranking."""

from __future__ import annotations

from dataclasses import replace

from generator.model.tables import Department, Goal
from generator.pages import links as address
from generator.pages.context import SiteContext, by_department
from generator.pages.home import department_tiles
from generator.pages.page import Page
from generator.sentences.departments import answer_counts
from generator.sentences.numbers import counted, listed
from generator.sentences.words import shortened

_MOST_NAMED = 4


def departments_page(context: SiteContext) -> Page:
    """All departments, in the order of their table."""
    found = by_department(context.report.open_answers)
    tiles = department_tiles(context, address.DEPARTMENTS)
    departments = context.report.dataset.rows(Department)
    return context.page(
        address.DEPARTMENTS,
        "departments.md",
        "Departments",
        in_nav=True,
        sentence=_sentence(context),
        tiles=[
            replace(tile, marks=answer_counts(found.get(department.department, [])))
            for tile, department in zip(tiles, departments, strict=True)
        ],
    )


def _sentence(context: SiteContext) -> str:
    dataset = context.report.dataset
    departments = dataset.rows(Department)
    with_goals = {one.goal.department for one in context.report.open_answers}
    without = [d for d in departments if d.department not in with_goals]
    sentence = counted(len(departments), "department")
    if not departments:
        return "No department is described yet."
    if not dataset.has(Goal):
        return f"{sentence}; no goals are set yet."
    if not without:
        return f"{sentence}, each with goals of its own."
    verb = "has" if len(without) == 1 else "have"
    names = listed([shortened(department.name) for department in without[:_MOST_NAMED]])
    rest = len(without) - _MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    return f"{sentence}; {names}{more} {verb} no open goal."

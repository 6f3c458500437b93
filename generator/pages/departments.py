"""Departments: all of them, each with its goals counted by the four answers, in no ranking."""

from __future__ import annotations

from dataclasses import replace

from generator.model.tables import Department
from generator.pages import links as address
from generator.pages.context import SiteContext, by_department
from generator.pages.home import department_tiles
from generator.pages.page import Page
from generator.sentences.objectives import answer_counts, departments_sentence


def departments_page(context: SiteContext) -> Page:
    """All departments, in the order of their table."""
    found = by_department(context.report.open_assessments)
    tiles = department_tiles(context, address.DEPARTMENTS)
    departments = context.report.dataset.rows(Department)
    return context.page(
        address.DEPARTMENTS,
        "departments.md",
        "Departments",
        in_nav=True,
        sentence=departments_sentence(context.report),
        tiles=[
            replace(tile, marks=answer_counts(found.get(department.department, [])))
            for tile, department in zip(tiles, departments, strict=True)
        ],
    )

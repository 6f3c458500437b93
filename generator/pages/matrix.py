"""The matrix of objectives and departments: which department's goals serve which objective."""

from __future__ import annotations

from generator.measure.assessment import GoalAssessment
from generator.measure.report import group_by
from generator.model.tables import Department, Objective
from generator.model.vocabulary import Triage
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.subjects import row_link
from generator.pages.view_models import TextLink, View
from generator.sentences import headings
from generator.sentences.words import MODEL_NAMES, TRIAGE_BADGES, full_name, shortened

_ANY = "none"
_MOST_ROWS = 20
_MOST_COLUMNS = 14


def matrix(context: SiteContext) -> View | None:
    """The matrix of all open goals; None if no department has one.

    The last row holds the goals that serve no objective, if there are any.
    """
    dataset, origin = context.report.dataset, address.OBJECTIVES
    departments = dataset.rows(Department)
    found = group_by(
        context.report.open_assessments,
        lambda one: (one.goal.objective or _ANY, one.goal.department),
    )
    if not found:
        return None
    needs = {one.triage for one in context.report.open_assessments}

    def row(key: str, head: TextLink, full: str | None = None) -> View:
        return {
            "head": head,
            "full": full,
            "cells": tuple(
                _cell(context, department, key, found.get((key, department.department), []))
                for department in departments
            ),
        }

    groups: dict[str, list[View]] = {name: [] for name in MODEL_NAMES.values()}
    for objective in dataset.rows(Objective):
        head = row_link(context, objective, origin)
        groups[MODEL_NAMES[objective.model]].append(
            row(objective.objective, head, full_name(objective.name))
        )
    kept = {name: rows for name, rows in groups.items() if rows}
    if any(key == _ANY for key, _ in found):
        kept[headings.NO_OBJECTIVE] = [row(_ANY, TextLink(text=headings.LONE_GOALS))]
    return {
        "departments": tuple(row_link(context, department, origin) for department in departments),
        "groups": tuple({"name": name, "rows": tuple(rows)} for name, rows in kept.items()),
        "badges": tuple(TRIAGE_BADGES[triage] for triage in Triage if triage in needs),
        "named": len(kept) > 1,
        "long": sum(len(rows) for rows in kept.values()) > _MOST_ROWS,
        "wide": len(departments) > _MOST_COLUMNS,
    }


def _cell(
    context: SiteContext, department: Department, objective: str, assessments: list[GoalAssessment]
) -> View:
    query = f"department={department.department}&objective={objective}"
    return {
        "label": shortened(department.name),
        "href": context.links(address.OBJECTIVES).to(address.GOALS, query=query),
        "counts": context.triage_counts(assessments, address.OBJECTIVES),
    }

"""The matrix of objectives and departments: which department's goals serve which objective."""

from __future__ import annotations

from dataclasses import dataclass

from generator.measure.assessment import GoalAssessment
from generator.model.tables import Department, Objective
from generator.model.vocabulary import Triage
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.subjects import row_link
from generator.pages.view_models import TextLink, TriageView
from generator.sentences import headings
from generator.sentences.words import MODEL_NAMES, TRIAGE_BADGES, Badge, full_name, shortened

_ANY = "none"
_MOST_ROWS = 20
_MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """The goals of one department for one objective, by what they need; empty without any."""

    label: str
    href: str
    counts: tuple[TriageView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One objective with a cell a department; `head` has no address where it is no objective."""

    head: TextLink
    full: str | None
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixGroup:
    """The objectives of one of the five models."""

    name: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All objectives by model against all departments.

    `badges` are what the shapes in the cells mean, `named` says that the groups are told apart,
    `long` that there are more rows than a screen has room for, `wide` more departments than a
    printed page.
    """

    departments: tuple[TextLink, ...]
    groups: tuple[MatrixGroup, ...]
    badges: tuple[Badge, ...]
    named: bool
    long: bool
    wide: bool


def matrix(context: SiteContext) -> Matrix | None:
    """The matrix of all open goals; None if no department has one.

    The last row holds the goals that serve no objective, if there are any.
    """
    dataset, origin = context.report.dataset, address.OBJECTIVES
    departments = dataset.rows(Department)
    found: dict[tuple[str, str], list[GoalAssessment]] = {}
    for one in context.report.open_assessments:
        found.setdefault((one.goal.objective or _ANY, one.goal.department), []).append(one)
    if not found:
        return None
    needs = {one.triage for one in context.report.open_assessments}

    def row(key: str, head: TextLink, full: str | None = None) -> MatrixRow:
        return MatrixRow(
            head=head,
            full=full,
            cells=tuple(
                _cell(context, department, key, found.get((key, department.department), []))
                for department in departments
            ),
        )

    groups: dict[str, list[MatrixRow]] = {name: [] for name in MODEL_NAMES.values()}
    for objective in dataset.rows(Objective):
        head = row_link(context, objective, origin)
        groups[MODEL_NAMES[objective.model]].append(
            row(objective.objective, head, full_name(objective.name))
        )
    kept = {name: rows for name, rows in groups.items() if rows}
    if any(key == _ANY for key, _ in found):
        kept[headings.NO_OBJECTIVE] = [row(_ANY, TextLink(text=headings.LONE_GOALS))]
    return Matrix(
        departments=tuple(row_link(context, department, origin) for department in departments),
        groups=tuple(MatrixGroup(name=name, rows=tuple(rows)) for name, rows in kept.items()),
        badges=tuple(TRIAGE_BADGES[triage] for triage in Triage if triage in needs),
        named=len(kept) > 1,
        long=sum(len(rows) for rows in kept.values()) > _MOST_ROWS,
        wide=len(departments) > _MOST_COLUMNS,
    )


def _cell(
    context: SiteContext,
    department: Department,
    objective: str,
    assessments: list[GoalAssessment],
) -> MatrixCell:
    query = f"department={department.department}&objective={objective}"
    return MatrixCell(
        label=shortened(department.name),
        href=context.links(address.OBJECTIVES).to(address.GOALS, query=query),
        counts=context.triage_counts(assessments, address.OBJECTIVES),
    )

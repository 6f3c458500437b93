"""The matrix of objectives and departments: which department's goals serve which objective."""

from __future__ import annotations

from dataclasses import dataclass

from generator.measure.assessment import GoalAssessment
from generator.measure.triage import count_triage
from generator.model.tables import Department, Objective
from generator.model.vocabulary import Triage
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.links import Links
from generator.pages.view_models import TextLink, TriageView
from generator.sentences import headings
from generator.sentences.words import MODEL_NAMES, TRIAGE_BADGES, Badge, full_name, shortened

_NO_OBJECTIVE = headings.NO_OBJECTIVE
_ANY = "none"
_MOST_ROWS = 20
_MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """The goals of one department for one objective, by pile; empty where it has none."""

    label: str
    href: str
    piles: tuple[TriageView, ...]


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

    `signs` are what the shapes in the cells mean, `named` says that the groups are told apart,
    `long` that there are more rows than a screen has room for, `wide` more departments than a
    printed page.
    """

    departments: tuple[TextLink, ...]
    groups: tuple[MatrixGroup, ...]
    signs: tuple[Badge, ...]
    named: bool
    long: bool
    wide: bool


def matrix(context: SiteContext) -> Matrix | None:
    """The matrix of all open goals; None where no department has one.

    The last row holds the goals that serve no objective, if there are any.
    """
    links, dataset = context.links(address.OBJECTIVES), context.report.dataset
    departments = dataset.rows(Department)
    found: dict[tuple[str, str], list[GoalAssessment]] = {}
    for one in context.report.open_assessments:
        found.setdefault((one.goal.objective or _ANY, one.goal.department), []).append(one)
    if not found:
        return None
    piles = {one.triage for one in context.report.open_assessments}

    def row(key: str, head: TextLink, full: str | None = None) -> MatrixRow:
        return MatrixRow(
            head=head,
            full=full,
            cells=tuple(
                _cell(context, department, key, found.get((key, department.department), []), links)
                for department in departments
            ),
        )

    groups: dict[str, list[MatrixRow]] = {name: [] for name in MODEL_NAMES.values()}
    for objective in dataset.rows(Objective):
        href = links.to(address.objective_page(objective.objective))
        head = TextLink(text=shortened(objective.name), href=href)
        groups[MODEL_NAMES[objective.model]].append(
            row(objective.objective, head, full_name(objective.name))
        )
    kept = {name: rows for name, rows in groups.items() if rows}
    if any(key == _ANY for key, _ in found):
        kept[_NO_OBJECTIVE] = [row(_ANY, TextLink(text=headings.LONE_GOALS))]
    return Matrix(
        departments=tuple(
            TextLink(
                text=shortened(department.name),
                href=links.to(address.department_page(department.department)),
            )
            for department in departments
        ),
        groups=tuple(MatrixGroup(name=name, rows=tuple(rows)) for name, rows in kept.items()),
        signs=tuple(TRIAGE_BADGES[pile] for pile in Triage if pile in piles),
        named=len(kept) > 1,
        long=sum(len(rows) for rows in kept.values()) > _MOST_ROWS,
        wide=len(departments) > _MOST_COLUMNS,
    )


def _cell(
    context: SiteContext,
    department: Department,
    objective: str,
    assessments: list[GoalAssessment],
    links: Links,
) -> MatrixCell:
    query = f"department={department.department}&objective={objective}"
    return MatrixCell(
        label=shortened(department.name),
        href=links.to(address.GOALS, query=query),
        piles=context.piles(count_triage(assessments), links, empty=False) if assessments else (),
    )

"""Maturity: the history of each competency, of the company and of each department."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.measure.report import group_by
from generator.model.dataset import Dataset
from generator.model.periods import add_months
from generator.model.tables import Department, Maturity

_YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyHistory:
    """The assessments of one competency, the oldest first."""

    competency: str
    assessments: tuple[Maturity, ...]

    @property
    def newest(self) -> Maturity:
        """The assessment in force."""
        return self.assessments[-1]

    @property
    def target(self) -> float | None:
        """The level aimed at, as it was stated last."""
        stated = [one.target for one in self.assessments if one.target is not None]
        return stated[-1] if stated else None

    @property
    def gap(self) -> float | None:
        """How far the level is below the target, at least 0; None without a target."""
        return None if self.target is None else max(0.0, self.target - self.newest.level)

    @property
    def before(self) -> Maturity | None:
        """That in force a year before the newest, else the first; None if there is but one."""
        *earlier, newest = self.assessments
        year_ago = add_months(newest.date, -_YEAR)
        return next((one for one in reversed(earlier) if one.date <= year_ago), None) or next(
            iter(earlier), None
        )


def competency_histories(dataset: Dataset) -> dict[str | None, tuple[CompetencyHistory, ...]]:
    """The histories of the company (None), then of each department, in the order of the tables.

    Assessments after the day of the site are left out.
    """
    rows = [one for one in dataset.rows(Maturity) if one.date <= dataset.as_of.day]
    order = [None, *dataset.by_id(Department)]
    groups = group_by(rows, lambda row: row.department)
    return {key: _histories(groups[key]) for key in order if key in groups}


def _histories(rows: Iterable[Maturity]) -> tuple[CompetencyHistory, ...]:
    return tuple(
        CompetencyHistory(
            competency=name, assessments=tuple(sorted(assessed, key=lambda one: one.date))
        )
        for name, assessed in group_by(rows, lambda one: one.competency).items()
    )

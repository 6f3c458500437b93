"""The one gate from disk to site: what a build has read, as far as its readers may know of it.

Everything that is published is made from what passes here: pages, downloads, JSON, the edition
with its past, provenance and history, and the feed. It knows the audience and what is shown:

- Rows of the leadership, and rows that need one, were dropped when they were checked.
- A file passes if one of its rows does: so do its commit and the warnings about it. A warning about
  a file of which nothing is read passes for the leadership alone; the command `check` prints it.
- A warning about a figure that is not published passes for nobody, nor does one about a goal whose
  metric has such a figure, or one that says how the figures of such a metric run.
- A baseline passes if the figure of its date does. Of raw exports with a figure that does not, no
  count of rows and no line passes: from these one knew how many answers it has.
- A role passes if a row names it. Its holder and e-mail pass if it answers for something, because
  only then a page shows them.
- A comparison does not bring back what has been published once and may not be any more.
- Figures that are not published have no value from here on.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from generator.measure.changes.compare import comparable_history
from generator.measure.suppression import published
from generator.model.dataset import Dataset
from generator.model.edition import BuildContext, EditionHistory
from generator.model.schema import ColumnType, table_of
from generator.model.settings import Settings
from generator.model.tables import TABLES, Goal, Metric, Person
from generator.model.vocabulary import Audience


def publishable(
    dataset: Dataset, settings: Settings, origin: BuildContext
) -> tuple[Dataset, Settings, BuildContext]:
    """A checked dataset, its settings and the facts of its build, as far as they may be known."""
    dataset = published(dataset)
    shown = {source.file for source in dataset.sources}
    warnings = dataset.warnings
    if settings.audience is Audience.ALL:
        warnings = tuple(each for each in warnings if each.location.file in shown)
    silent = _places_withheld(dataset)
    warnings = tuple(
        each
        for each in warnings
        if not silent
        & {
            (each.location.file, each.location.line, column)
            for column in ("", each.location.column)
        }
    )
    dataset, counted = _without_baselines(dataset), _exports_withheld(dataset)
    if counted:
        warnings = tuple(each for each in warnings if each.location.file not in counted)
        dataset = _without_rows_counted(dataset, counted)
    if settings.promise_goal not in dataset.by_id(Goal):
        settings = replace(settings, promise_goal="")
    commits = {file: commit for file, commit in origin.commits.items() if file in shown}
    past = comparable_history(origin.past, dataset)
    origin = replace(origin, commits=commits, past=_past(past))
    return replace(dataset, warnings=warnings), settings, origin


def with_shown_people(dataset: Dataset, answering: Collection[str]) -> Dataset:
    """The dataset with the roles that it names; those not `answering` without holder and e-mail.

    A page shows who holds a role where the role answers for something.
    """
    named = {source.owner for source in dataset.sources} | {*_roles_named(dataset)}
    people = {
        key: person if person.name in answering else replace(person, holder=None, email=None)
        for key, person in dataset.by_id(Person).items()
        if person.name in named
    }
    name = table_of(Person).name
    if name not in dataset.tables:
        return dataset
    return replace(dataset, tables={**dataset.tables, name: people})


def _places_withheld(dataset: Dataset) -> set[tuple[str, int, str]]:
    """Places of figures that are not published, and of what is said about their metrics.

    They are files with their lines and columns; "" is every column.
    """
    frame = dataset.measurements
    gone = frame[frame["value"].isna()]
    metrics = {*gone["metric"]}
    rows = dataset.by_id(Metric)
    goals = [goal.location for goal in dataset.rows(Goal) if goal.metric in metrics]
    totals = [rows[name].location for name in metrics if name in rows]
    return {
        *((file, line, "") for file, line in zip(gone["file"], gone["line"], strict=True)),
        *((at.file, at.line, "") for at in goals),
        *((at.file, at.line, "accumulates") for at in totals),
    }


def _without_baselines(dataset: Dataset) -> Dataset:
    """The dataset without baselines of dates whose figures are not published."""
    frame = dataset.measurements
    gone = frame[frame["value"].isna()]
    periods: dict[tuple[str, str], list[tuple[dt.date, dt.date]]] = defaultdict(list)
    for name, segment, first, last in zip(
        gone["metric"],
        gone["segment"],
        gone["first"].dt.date,
        gone["last"].dt.date,
        strict=True,
    ):
        periods[name, segment].append((first, last))
    goals = {
        key: replace(goal, baseline=None, baseline_date=None)
        if goal.baseline_date is not None
        and any(
            first <= goal.baseline_date <= last for first, last in periods.get(goal.series_key, ())
        )
        else goal
        for key, goal in dataset.by_id(Goal).items()
    }
    name = table_of(Goal).name
    return replace(dataset, tables={**dataset.tables, name: goals}) if goals else dataset


def _exports_withheld(dataset: Dataset) -> set[str]:
    """The raw exports from which a figure was made that is not published."""
    frame = dataset.measurements
    metrics = {*frame["metric"][frame["value"].isna()]}
    return {
        source.file
        for source in dataset.sources
        if source.export and any(metric in metrics for metric, _ in source.fed)
    }


def _without_rows_counted(dataset: Dataset, exports: Collection[str]) -> Dataset:
    """The dataset without what counts the rows of some exports: numbers of rows, and lines."""
    frame = dataset.measurements.copy()
    frame.loc[frame["file"].isin(exports), ["line", "last_line"]] = 1
    sources = tuple(
        replace(source, rows_read=0, rows_used=0, skipped=(), fed=(), counted=False)
        if source.file in exports
        else source
        for source in dataset.sources
    )
    return replace(dataset, measurements=frame, sources=sources)


def _past(past: EditionHistory) -> EditionHistory:
    """The edition before is for comparing, and nobody compares who held a role."""
    if past.previous is None:
        return past
    before = with_shown_people(past.previous.dataset, ())
    return replace(past, previous=replace(past.previous, dataset=before))


def _roles_named(dataset: Dataset) -> Iterable[str]:
    for table in TABLES:
        roles = [column.name for column in table.columns if column.type is ColumnType.ROLE]
        for row in dataset.tables.get(table.name, {}).values():
            yield from filter(None, (getattr(row, name) for name in roles))

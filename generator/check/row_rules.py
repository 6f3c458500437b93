"""Rules between the cells of initiatives, handoffs, touchpoints, commentary, people and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from generator.check.check_context import CheckContext
from generator.check.count_conflicts import outside_bounds
from generator.check.faults import CellFault, on_lines, row_error, row_warning
from generator.model.mapping import DECLARED_IN
from generator.model.periods import Period
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.tables import (
    Commentary,
    Handoff,
    Initiative,
    Maturity,
    Metric,
    Person,
    Touchpoint,
    currency_of,
)
from generator.model.vocabulary import Better, CommentKind
from generator.model.wording import folded, quoted
from generator.read.raw_table import RawTable

#: The least share of its period that a figure has to cover.
_NEARLY_ALL = 0.9
#: Why a row of commentary is not used, as the Data page words it.
NOT_CLEARED = "not cleared (words of customers)"


def check_initiatives(context: CheckContext) -> Iterator[Problem]:
    """Dates in the right order, and a currency for each cost."""
    for initiative in context.rows(Initiative):
        start, end, decision = initiative.start, initiative.end, initiative.decision_date
        if start and end and end < start:
            message = f"The end {end} is before the start {start}."
            yield row_error(initiative, "end", message, "Correct one of them.")
        if initiative.cost is not None and initiative.currency is None:
            message = f"The cost {initiative.cost:.12g} has no currency."
            yield row_error(initiative, "currency", message, "Write its code, such as EUR.")
        if start and decision and decision < start:
            message = f"The next decision, of {decision}, is before the start {start}."
            yield row_warning(initiative, "decision_date", message, "Correct one of them.")


def warn_of_past_decisions(context: CheckContext) -> Iterator[Problem]:
    """Initiatives that continue after the day on which their next decision was due."""
    today = context.as_of.day
    for initiative in context.rows(Initiative):
        decision, end = initiative.decision_date, initiative.end
        if decision and decision < today and not (end and end <= today):
            message = f"The decision of {decision} is past, and the initiative goes on."
            fix = "Write when the next one is taken, or when it ended."
            yield row_warning(initiative, "decision_date", message, fix)


def check_handoffs(context: CheckContext) -> Iterator[Problem]:
    """Two departments for each handoff, a written promise, and a metric for each side."""
    for handoff in context.rows(Handoff):
        if handoff.provider == handoff.receiver:
            message = f'"{handoff.provider}" hands over to itself.'
            fix = "Name the department that receives."
            yield row_error(handoff, "receiver", message, fix)
        if handoff.metric and not handoff.promise:
            message = f'"{handoff.handoff}" measures a promise that is not written.'
            yield row_warning(handoff, "promise", message, "Write what the receiver may rely on.")
        yield from _promise_problems(handoff, context.by_id(Metric))
        if handoff.provider_metric and handoff.provider_metric == handoff.receiver_metric:
            yield row_warning(
                handoff,
                "receiver_metric",
                f'"{handoff.receiver_metric}" is the metric of both sides, so they cannot differ.',
                "Name the metric in which the receiver feels it, or leave one blank.",
            )


def _promise_problems(handoff: Handoff, metrics: Mapping[str, Metric]) -> Iterator[Problem]:
    """The value of a promise is one of its metric, which has a better side."""
    value, metric = handoff.promise_value, metrics.get(handoff.metric or "")
    if value is None:
        return
    if handoff.metric is None:
        message = f"The promise has the value {value:.12g} and no metric."
        yield row_error(handoff, "promise_value", message, "Name the metric, or leave it blank.")
    if metric is None:
        return
    if metric.better is Better.NEITHER:
        message = f'The value of a promise needs a better side, and "{metric.metric}" has none.'
        fix = 'Leave it blank, or write "higher" or "lower" under better in metrics.csv.'
        yield row_error(handoff, "promise_value", message, fix)
    wrong = outside_bounds(value, metric)
    if wrong is not None:
        yield row_error(handoff, "promise_value", f"{value:.12g} {wrong[0]}", wrong[1])


def warn_of_shared_orders(context: CheckContext) -> Iterator[Problem]:
    """Touchpoints of one stage with the same order: which comes first is not known."""
    first_at: dict[tuple[str, int], Touchpoint] = {}
    for touchpoint in context.rows(Touchpoint):
        if touchpoint.order is None:
            continue
        first = first_at.setdefault((touchpoint.stage, touchpoint.order), touchpoint)
        if first is not touchpoint:
            yield row_warning(
                touchpoint,
                "order",
                f'"{touchpoint.touchpoint}" has place {touchpoint.order} in the stage '
                f'"{touchpoint.stage}", and so has "{first.touchpoint}" ({first.location}).',
                "Give each its own.",
            )


def check_commentary(context: CheckContext) -> Iterator[Problem]:
    """Decisions that can be taken, and words of customers that may be shown."""
    for comment in context.rows(Commentary):
        if comment.due and comment.due < comment.date:
            message = f"The due date {comment.due} is before {comment.date}, when it was said."
            yield row_error(comment, "due", message, "Correct one of them.")
        is_needed = comment.kind is CommentKind.DECISION_NEEDED
        if is_needed and comment.due is None:
            message = "A decision is needed, and it is not said by when."
            yield row_warning(comment, "due", message, "Write the date.")
        if is_needed and comment.by is None:
            message = "A decision is needed, and it is not said who asks for it."
            yield row_warning(comment, "by", message, "Write the role.")
        if comment.cost is not None and not currency_of(
            comment, context.by_id(Initiative), context.rows(Metric)
        ):
            message = f"The currency of the cost {comment.cost:.12g} is not known."
            fix = "Leave it blank, and write the amount with its currency into the text."
            yield row_error(comment, "cost", message, fix)
        if _is_not_cleared(comment):
            message = "Nobody has cleared these words of a customer, so they are not shown."
            fix = "Write who made sure that they may be shown."
            yield row_warning(comment, "cleared_by", message, fix)


def keep_cleared(
    comments: Mapping[str, Commentary], files: Iterable[RawTable]
) -> dict[str, Commentary]:
    """The rows without uncleared words of customers; their files count those as skipped."""
    hidden = Counter(row.location.file for row in comments.values() if _is_not_cleared(row))
    for file in files:
        if hidden[file.file]:
            file.skip(NOT_CLEARED, hidden[file.file])
    return {key: row for key, row in comments.items() if not _is_not_cleared(row)}


def _is_not_cleared(comment: Commentary) -> bool:
    return comment.kind is CommentKind.CUSTOMER_WORDS and comment.cleared_by is None


def spell_alike(rows: Mapping[str, Maturity]) -> dict[str, Maturity]:
    """The rows with each competency spelled as it is the first time."""
    spelling: dict[str, str] = {}
    for row in rows.values():
        spelling.setdefault(row.competency.casefold(), row.competency)
    return {
        key: replace(row, competency=spelling[row.competency.casefold()])
        for key, row in rows.items()
    }


def check_role_titles(context: CheckContext) -> Iterator[Problem]:
    """No two roles have the same title."""
    first_at: dict[str, Person] = {}
    for person in context.rows(Person):
        first = first_at.setdefault(folded(person.name), person)
        if first is not person:
            yield row_error(
                person,
                "name",
                f"{quoted(person.name)} is also the title of "
                f'"{first.person}" ({first.location}), and readers could not tell them apart.',
                "Give each role a title of its own.",
            )


def check_file_owners(context: CheckContext) -> Iterator[Problem]:
    """The owner of a file in exports.toml is a role too."""
    files = (*(file for files in context.raw.tables.values() for file in files), *context.exported)
    owners = {(file.rules.line, file.rules.owner) for file in files if file.rules and file.labels}
    for line, owner in sorted(owners):
        role = context.known.role(owner) if owner else ""
        if isinstance(role, CellFault):
            yield role.at(SourceLocation(DECLARED_IN, line, "owner"), ProblemCode.FOREIGN_KEY)


def check_future_measurements(context: CheckContext) -> Iterator[Problem]:
    """Periods that begin after the day of the site, each reported once per file."""
    severity, fix = _of_the_future(context)
    frame = context.measurements
    late = frame[frame["first"] > pd.Timestamp(context.as_of.day)]
    for (file, first), rows in late.groupby(["file", "first"], sort=False):
        line, *others = sorted(map(int, rows["line"]))
        fault = CellFault(
            f"The period begins on {first:%Y-%m-%d}, after the day of this site, "
            f"{context.as_of.day}.",
            fix,
        ).with_note(f"here and on {on_lines(others)}" if others else "")
        location = SourceLocation(str(file), line, "date")
        yield fault.of(str(file)).at(location, ProblemCode.CONSTRAINT_ERROR, severity)


def check_partial_periods(context: CheckContext) -> Iterator[Problem]:
    """Exports that state the days they cover, which are not nearly all of their period."""
    for raw in context.exported:
        if raw.covers is None or raw.cadence is None or not raw.rows:
            continue
        first, last = raw.covers
        period = Period.containing(first, raw.cadence, context.known.fiscal_year_start)
        days, whole = (last - first).days + 1, (period.last - period.first).days + 1
        is_open = period.last > context.as_of.day
        if days >= _NEARLY_ALL * whole or (raw.partial and is_open):
            continue
        message = f"It covers {first} to {last}: {days} of the {whole} days of its period."
        fix = "Export the whole period."
        if is_open:
            fix = f'{fix} Or declare partial = "open": its figure is then provisional.'
        yield CellFault(message, fix).at(SourceLocation(raw.file), ProblemCode.CONSTRAINT_ERROR)


def check_future_rows(context: CheckContext) -> Iterator[Problem]:
    """Comments and assessments that are dated after the day of the site."""
    severity, fix = _of_the_future(context)
    rows: list[Commentary | Maturity] = [*context.rows(Commentary), *context.rows(Maturity)]
    for row in rows:
        if row.date > context.as_of.day:
            message = f"{row.date} is after the day of this site, {context.as_of.day}."
            yield row_error(row, "date", message, fix, severity)


def _of_the_future(context: CheckContext) -> tuple[Severity, str]:
    """An error, but only a warning if the day of the site was inferred from the data."""
    if context.is_as_of_stated:
        return Severity.ERROR, "Correct the date."
    return Severity.WARNING, "Correct the date, or set as_of."

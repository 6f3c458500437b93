"""Goals: the index that can be sorted and filtered, and one page each with its working."""

from __future__ import annotations

from collections.abc import Iterator

from generator.charts.pictures import metric_key
from generator.measure.piles import count_piles, pile_of
from generator.measure.series import Series
from generator.measure.status import Standing
from generator.model.tables import Department, Goal, Metric, Objective
from generator.model.words import GoalState, Pile, Rule
from generator.pages import links as address
from generator.pages.book import Book, component, pile_value
from generator.pages.page import Page, placeholder
from generator.pages.parts import (
    BigNumber,
    Card,
    Cell,
    Column,
    Fact,
    Filter,
    Option,
    Pair,
    TableRow,
    Words,
)
from generator.sentences.goals import aim_with_date
from generator.sentences.home import counts_sentence
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.numbers import counted, day, short_day
from generator.sentences.words import PILE_SIGNS, RULE_NAMES, shortened
from generator.sentences.working import working

_INDEX_COLUMNS = (
    Column(label="Goal"),
    Column(label="Status", kind="status"),
    Column(label="Now", kind="number"),
    Column(label="Target", kind="number"),
    Column(label="Due", kind="date"),
    Column(label="Owner"),
    Column(label="Objective"),
)
_WORKING = "Step by step, to be redone by hand"
_WORKING_HEADS = ("Step", "How", "Result")


def goals_page(book: Book) -> Page:
    """All goals, those that need a decision first."""
    report = book.report
    counts = count_piles(report.open_standings)
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


def goal_pages(book: Book) -> Iterator[Page]:
    """One page a goal."""
    successors: dict[str, Standing] = {}
    for standing in book.report.standings.values():
        if standing.goal.replaces:
            successors[standing.goal.replaces] = standing
    for key, standing in book.report.standings.items():
        yield _goal_page(book, standing, successors.get(key))


def goal_rows(book: Book, standings: list[Standing], origin: str) -> list[TableRow]:
    """Goals as rows of a table, in reading order: by pile, then by due date."""
    links = book.links(origin)
    dataset = book.report.dataset
    objectives, departments = dataset.by_id(Objective), dataset.by_id(Department)
    rows = []
    for standing in sorted(standings, key=lambda s: _reading_order(book, s)):
        goal, metric = standing.goal, standing.metric
        series = book.series(standing)
        objective = objectives.get(goal.objective or "")
        short, full = book.title(standing), book.title(standing, short=False)
        now = newest_value(series, book.formats)
        closed = goal.goal in book.report.closed
        pile = "closed" if closed else pile_value(pile_of(standing))
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
                    book.status_cell(standing),
                    Cell(
                        text=now,
                        note=newest_period(series, book.formats) or None,
                        sort=f"{series.value[series.closed - 1]:.12g}"
                        if series is not None and series.closed
                        else "",
                    ),
                    Cell(text=book.formats.stated(goal.target, metric), sort=f"{goal.target:.12g}"),
                    Cell(
                        text=short_day(goal.due) if goal.due else "",
                        sort=goal.due.isoformat() if goal.due else "9999",
                    ),
                    Cell(text=shortened(goal.owner or "")),
                    Cell(
                        text=shortened(objective.name) if objective else "",
                        href=links.to(address.OBJECTIVES, anchor=objective.objective)
                        if objective
                        else None,
                    ),
                ),
                tags={
                    "pile": (pile,),
                    "department": (goal.department,),
                    "objective": (goal.objective or "none",),
                },
            )
        )
    return rows


def goal_cards(book: Book, standings: list[Standing], origin: str) -> list[Card]:
    """Goals as a list, in reading order."""
    links = book.links(origin)
    return [
        book.card(standing, links)
        for standing in sorted(standings, key=lambda s: _reading_order(book, s))
    ]


def _reading_order(book: Book, standing: Standing) -> tuple[bool, int, bool, str, str]:
    goal = standing.goal
    return (
        goal.goal in book.report.closed,
        list(Pile).index(pile_of(standing)),
        goal.due is None,
        goal.due.isoformat() if goal.due else "",
        goal.goal,
    )


def _index(book: Book) -> str:
    dataset = book.report.dataset
    standings = list(book.report.standings.values())
    used = {standing.goal.department for standing in standings}
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
    columns: tuple[Column, ...] = _INDEX_COLUMNS
    rows = goal_rows(book, standings, address.GOALS)
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
    else:
        columns = columns[:-1]
        rows = [TableRow(cells=row.cells[:-1], tags=row.tags) for row in rows]
    return str(
        component(
            "index_table",
            "goals-list",
            "Goals with status, newest value, target, due date and owner",
            columns,
            rows,
            filters,
            Words(
                search="Search in the list",
                reset="Clear",
                count="{shown} of {all} goals shown",
                nothing="No goal fits. Clear the search to see all of them.",
            ),
        )
    )


def _goal_page(book: Book, standing: Standing, successor: Standing | None) -> Page:
    goal = standing.goal
    origin = address.goal_page(goal.goal)
    links = book.links(origin)
    department = book.department(goal.department)
    sign, series = book.sign(standing), book.series(standing)
    title = book.title(standing)
    full = book.title(standing, short=False)
    key = metric_key(goal.metric, goal.segment or "")
    facts = [Fact(text=shortened(department.name), href=links.to(
        address.department_page(goal.department)))]  # fmt: skip
    facts.insert(0, Fact(text=goal.owner or "No owner named"))
    if goal.due:
        facts.append(Fact(text=f"due {day(goal.due)}"))
    return book.page(
        origin,
        "goal.md",
        title,
        heading=title,
        full=None if full == title else full,
        sign=sign,
        facts=facts,
        sentence=book.finding(standing),
        closed=_closed(goal, sign.word) if goal.goal in book.report.closed else None,
        successor=Fact(
            text=book.title(successor), href=links.to(address.goal_page(successor.goal.goal))
        )
        if successor
        else None,
        numbers=_numbers(book, standing),
        figure=placeholder(key) if series is not None and len(series) else None,
        working=_working(book, standing, series),
        pairs=_pairs(book, standing, origin),
        sample=book.report.settings.sample,
    )


def _working(book: Book, standing: Standing, series: Series | None) -> str | None:
    """The working's place: it is kept out of the search index, so it comes in after that."""
    report, goal = book.report, standing.goal.goal
    plan, thresholds = report.plans.get(goal, ()), report.settings.thresholds
    steps = working(standing, series, plan, book.formats, thresholds)
    if not steps:
        return None
    key = f"/working/{goal}"
    book.fragments[key] = str(component("working", _WORKING, steps, _WORKING_HEADS, open=True))
    return placeholder(key)


def _closed(goal: Goal, word: str) -> str:
    if goal.state is GoalState.DROPPED:
        return "This goal is dropped. It no longer counts, and its page stays for the record."
    return f"This goal is closed ({word}): another one continues it."


def _numbers(book: Book, standing: Standing) -> list[BigNumber]:
    goal, metric, formats = standing.goal, standing.metric, book.formats
    series = book.series(standing)
    made = []
    value = newest_value(series, formats)
    if value:
        made.append(
            BigNumber(
                label="Now",
                value=value,
                note=newest_period(series, formats),
                tone=book.sign(standing).tone,
            )
        )
    if goal.rule is Rule.RANGE:
        low, high = (
            formats.number(goal.target, 0 if goal.target.is_integer() else 1),
            goal.target_high,
        )
        made.append(
            BigNumber(label="Range", value=f"{low} to {formats.stated(high or 0.0, metric)}")
        )
    else:
        made.append(
            BigNumber(
                label="Target",
                value=formats.stated(goal.target, metric),
                note=f"by {day(goal.due)}" if goal.due and goal.rule is Rule.REACH else None,
            )
        )
    if goal.baseline is not None and goal.rule is Rule.REACH:
        made.append(
            BigNumber(
                label="Start",
                value=formats.stated(goal.baseline, metric),
                note=day(goal.baseline_date) if goal.baseline_date else None,
            )
        )
    if standing.progress is not None and standing.expected is not None:
        made.append(
            BigNumber(
                label="Of the way",
                value=formats.percent(standing.progress),
                note=f"plan: {formats.percent(standing.expected)}",
            )
        )
    if standing.inside is not None:
        made.append(
            BigNumber(
                label="Kept in",
                value=f"{standing.inside.kept} of {standing.inside.of}",
                note="periods",
            )
        )
    return made


def _pairs(book: Book, standing: Standing, origin: str) -> list[Pair]:
    goal, metric = standing.goal, standing.metric
    links, dataset = book.links(origin), book.report.dataset
    pairs = [
        Pair(
            label="Asks to",
            value=RULE_NAMES[goal.rule],
            note=aim_with_date(goal, metric, book.formats),
        ),
        Pair(
            label="Metric",
            value=shortened(metric.name),
            href=links.to(address.metric_page(metric.metric)),
            note=f"only: {book.segment(goal.segment)}" if goal.segment else None,
        ),
        Pair(label="Owner", value=goal.owner or "No owner named"),
    ]
    objective = dataset.by_id(Objective).get(goal.objective or "")
    if objective:
        pairs.append(
            Pair(
                label="Serves the objective",
                value=shortened(objective.name),
                href=links.to(address.OBJECTIVES, anchor=objective.objective),
                note=f"sponsor: {objective.sponsor}" if objective.sponsor else None,
            )
        )
    pairs.append(Pair(label="Next step", value=goal.next_step or "None stated"))
    metrics = dataset.by_id(Metric)
    for guard in goal.guardrails:
        pairs.append(
            Pair(
                label="Must not worsen",
                value=shortened(metrics[guard].name),
                href=links.to(address.metric_page(guard)),
                note=_guard_note(book, guard),
            )
        )
    earlier = book.report.standings.get(goal.replaces or "")
    if earlier:
        pairs.append(
            Pair(
                label="Continues",
                value=book.title(earlier),
                href=links.to(address.goal_page(earlier.goal.goal)),
            )
        )
    if goal.note:
        pairs.append(Pair(label="Note", value=goal.note))
    return pairs


def _guard_note(book: Book, metric: str) -> str | None:
    series = book.report.series.get((metric, ""))
    if series is None or not series.closed:
        return None
    return f"{newest_value(series, book.formats)} in {newest_period(series, book.formats)}"

"""An objective's page: its sponsor, by what one will know, who serves it, and what stands out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.charts.pictures import metric_key
from generator.measure.alignment import Gap, GapKind
from generator.measure.answers import Answers, Change, change_of
from generator.model.tables import Initiative, Metric, Objective
from generator.model.words import Kind
from generator.pages import links as address
from generator.pages.book import Book, by_department
from generator.pages.findings import finding_views
from generator.pages.goal_list import goal_cards
from generator.pages.metric_list import whole_series
from generator.pages.moves import initiative_pairs
from generator.pages.page import Page, placeholder
from generator.pages.parts import Fact, Finding, GoalGroup, Pair
from generator.sentences.answers import CHANGE_SIGNS
from generator.sentences.metrics import newest_period, newest_value
from generator.sentences.objectives import objective_state, outcome_sentence, role_with_holder
from generator.sentences.words import KIND_NAMES, MODEL_NAMES, Sign, full_name, shortened

#: From what we do to what it earns; what colleagues say lies between our work and customers.
_CHAIN = (
    Kind.OPERATIONAL,
    Kind.EMPLOYEE,
    Kind.INTERNAL_CUSTOMER,
    Kind.CUSTOMER,
    Kind.RELATIONSHIP,
    Kind.BUSINESS,
)
_FEWEST_STEPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A metric in the chain: its newest value, and whether it has really changed."""

    name: Fact
    value: str
    sign: Sign | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the chain: what it looks at, and the metrics that do."""

    name: str
    links: tuple[Link, ...]


def objective_pages(book: Book) -> Iterator[Page]:
    """One page an objective."""
    people = book.report.dataset.roles()
    titles = _titles(book)
    for objective in book.report.dataset.rows(Objective):
        origin = address.objective_page(objective.objective)
        answers = list(book.alignment.serving.get(objective.objective, ()))
        title = shortened(objective.name)
        sponsor = "No sponsor named"
        if objective.sponsor:
            sponsor = f"Sponsor: {role_with_holder(objective.sponsor, people)}"
        facts = [Fact(text=sponsor)]
        if objective.model:
            facts.insert(0, Fact(text=MODEL_NAMES[objective.model]))
        serving = _serving(book, answers, origin)
        yield book.page(
            origin,
            "objective.md",
            titles[objective.objective],
            heading=title,
            full=full_name(objective.name),
            facts=facts,
            description=objective.description,
            sentence=objective_state(answers, [one.about.text for one in serving])
            if book.report.standings
            else None,
            outcome=_outcome(book, objective, origin),
            serving=serving,
            chain=_chain(book, objective, answers, origin),
            initiatives=_initiatives(book, objective, origin),
            findings=_findings(book, objective, origin),
        )


def _findings(book: Book, objective: Objective, origin: str) -> list[Finding]:
    """What stands out; that a goal has no owner is said at the goal itself."""
    found = book.alignment.of_objective(objective)
    return finding_views(
        book,
        (
            one
            for one in found
            if not (isinstance(one, Gap) and one.kind is GapKind.GOAL_WITHOUT_OWNER)
        ),
        origin,
    )


def _titles(book: Book) -> dict[str, str]:
    """A title for each page: an objective may be called like its metric, or like another one."""
    dataset = book.report.dataset
    metrics = {shortened(metric.name) for metric in dataset.rows(Metric)}
    counts = Counter(shortened(objective.name) for objective in dataset.rows(Objective))
    titles = {}
    for objective in dataset.rows(Objective):
        title = shortened(objective.name)
        if counts[title] > 1:
            title = f"{title} ({objective.objective})"
        elif title in metrics:
            title = f"{title} (objective)"
        titles[objective.objective] = title
    return titles


def _outcome(book: Book, objective: Objective, origin: str) -> dict[str, str | None] | None:
    """The metric by which one will know, with its chart; None where none is named."""
    metric = book.report.dataset.by_id(Metric).get(objective.outcome_metric or "")
    if metric is None:
        return None
    series = whole_series(book, metric)
    record = book.report.records.get((metric.metric, ""))
    return {
        "sentence": outcome_sentence(metric, series, record, book.formats),
        "href": book.links(origin).to(address.metric_page(metric.metric)),
        "figure": placeholder(metric_key(metric.metric))
        if series is not None and len(series)
        else None,
    }


def _serving(book: Book, answers: Sequence[Answers], origin: str) -> list[GoalGroup]:
    links = book.links(origin)
    return [
        GoalGroup(
            about=Fact(
                text=shortened(book.department(key).name),
                href=links.to(address.department_page(key)),
            ),
            goals=tuple(goal_cards(book, own, origin)),
        )
        for key, own in by_department(answers).items()
    ]


def _chain(book: Book, objective: Objective, answers: Sequence[Answers], origin: str) -> list[Step]:
    """The metrics of the goals, and the outcome, by what they look at; [] for a single step."""
    metrics = book.report.dataset.by_id(Metric)
    keys = [one.goal.metric for one in answers]
    if objective.outcome_metric:
        keys.append(objective.outcome_metric)
    shown = [metrics[key] for key in dict.fromkeys(keys)]
    steps = [
        Step(
            name=f"{KIND_NAMES[kind][:1].upper()}{KIND_NAMES[kind][1:]}",
            links=tuple(_link(book, metric, origin) for metric in shown if metric.kind is kind),
        )
        for kind in _CHAIN
        if any(metric.kind is kind for metric in shown)
    ]
    return steps if len(steps) >= _FEWEST_STEPS else []


def _link(book: Book, metric: Metric, origin: str) -> Link:
    series = whole_series(book, metric)
    change = change_of(book.report.records.get((metric.metric, "")))
    told = change is not Change.UNKNOWN and not book.report.fresh[metric.metric].stale
    value = newest_value(series, book.formats)
    period = newest_period(series, book.formats)
    return Link(
        name=Fact(
            text=shortened(metric.name),
            href=book.links(origin).to(address.metric_page(metric.metric)),
        ),
        value=f"{value} ({period})" if value else "no figure",
        sign=CHANGE_SIGNS[change] if told else None,
    )


def _initiatives(book: Book, objective: Objective, origin: str) -> list[Pair]:
    """The initiatives for the objective, or for a goal that serves it."""
    goals = {one.goal.goal for one in book.alignment.serving.get(objective.objective, ())}
    return initiative_pairs(
        book,
        [
            move
            for move in book.report.dataset.rows(Initiative)
            if move.objective == objective.objective or not goals.isdisjoint(move.goals)
        ],
        origin,
    )

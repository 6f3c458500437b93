"""The context of the site: what every page is made from, worked out once and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.measure.alignment import Alignment
from generator.measure.assessment import GoalAssessment
from generator.measure.changes.change_kinds import Changes
from generator.measure.commentary import about_goal
from generator.measure.ownership import Responsibilities
from generator.measure.report import Report
from generator.measure.series import Series
from generator.measure.status import GoalStatus
from generator.measure.triage import ClosureReason, TriageCounts
from generator.model.edition import BuildContext
from generator.model.tables import Commentary, Department, Metric
from generator.model.vocabulary import Cadence, Triage
from generator.model.wording import collapse_whitespace
from generator.pages.glossary import GLOSSARY, Glossary
from generator.pages.links import (
    GOALS,
    OWNERSHIP,
    Links,
    department_page,
    filled,
    goal_page,
    update_link,
)
from generator.pages.page import Fragment, Page, placeholder
from generator.pages.templating import component, render
from generator.pages.view_models import Card, Cell, ChangeItem, TextLink, TriageView
from generator.sentences import headings
from generator.sentences.assessment import (
    ASSURANCE_BADGES,
    CHANGE_BADGES,
    LIKELIHOOD_BADGES,
    brief,
    marks,
)
from generator.sentences.commentary import attribution, missing_explanation
from generator.sentences.goals import finding, goal_title
from generator.sentences.home import TRIAGE_PHRASES
from generator.sentences.numbers import Formats, day
from generator.sentences.outlook import outlook_answer
from generator.sentences.words import (
    CLOSED_WORDS,
    LONGEST_NAME,
    STATUS_WORDS,
    TRIAGE_BADGES,
    Badge,
    badge_of,
    shortened,
)

#: Said where a row names nobody.
UNNAMED = headings.NO_OWNER


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SiteContext:
    """The report with what pages need besides it; pages only read it and return what they make.

    `origin` says which edition it is and from which commits its files are. `changes` is what
    differs from the previous edition, None without one, and `change_items` the same in words.
    `responsibilities` are those of each role in the order of the Ownership page, where
    `owner_anchors` says where each stands. `glossary` knows what the company's words mean and what
    else it calls its metrics.
    """

    report: Report
    alignment: Alignment
    formats: Formats
    responsibilities: tuple[Responsibilities, ...] = ()
    owner_anchors: Mapping[str, str] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    directory_urls: bool = True
    origin: BuildContext = field(default_factory=BuildContext)
    changes: Changes | None = None
    change_items: tuple[ChangeItem, ...] = ()

    def links(self, origin: str) -> Links:
        """The addresses as seen from one page."""
        return Links(origin=origin, directory_urls=self.directory_urls)

    def source_link(self, file: str, first: int, last: int) -> str | None:
        """Where lines of a data file can be read; None where the settings name no such place."""
        return (
            filled(
                self.report.settings.source_link,
                file=file,
                line=first,
                last_line=last,
                commit=self.origin.commits.get(file, ""),
            )
            or None
        )

    def update_link(self, file: str) -> str | None:
        """Where a data file is handed in anew; None where the settings name no such place."""
        return update_link(self.report.settings.update_link, file) or None

    def page(
        self, src_uri: str, template: str, title: str, *, in_nav: bool = False, **values: Any
    ) -> Page:
        """A page through its template; for a fragment among the values its placeholder stands."""
        links, fragments = self.links(src_uri), dict[str, str]()
        for name, value in values.items():
            if isinstance(value, Fragment):
                fragments[value.key] = value.html
                values[name] = placeholder(value.key)
        text = render(template, links=links, **values)
        used = [
            TextLink(text=term.name, href=links.to(GLOSSARY, anchor=term.anchor))
            for term in self.glossary.used_in(text)
        ]
        if used:
            # A fragment: else a search for a term would find every page that uses it.
            key = f"/explained/{src_uri}"
            fragments[key] = component("explained", headings.EXPLAINED, used)
            text += f"\n{placeholder(key)}\n"
        return Page(src_uri=src_uri, markdown=text, title=title, in_nav=in_nav, fragments=fragments)

    def owner(self, owner: str | None, origin: str) -> TextLink:
        """Who answers for something, as a link to all that the role answers for."""
        if not owner:
            return TextLink(text=UNNAMED)
        anchor = self.owner_anchors.get(owner)
        href = self.links(origin).to(OWNERSHIP, anchor=anchor) if anchor else None
        return TextLink(text=shortened(owner), href=href, owner=True)

    def series(self, goal_status: GoalStatus) -> Series | None:
        """The series that a goal is judged on."""
        goal = goal_status.goal
        return self.report.series.get(goal.series_key)

    def cadence(self, metric: Metric) -> Cadence:
        """A metric's cadence; monthly where it has neither one nor a figure."""
        return self.report.dataset.cadences.get(metric.metric, Cadence.MONTHLY)

    def title(self, goal_status: GoalStatus, *, most: int | None = LONGEST_NAME) -> str:
        """A goal's name, cut to `most` characters or whole, with its aim."""
        goal, metric = goal_status.goal, goal_status.metric
        name = collapse_whitespace(metric.name) if most is None else shortened(metric.name, most)
        return goal_title(goal, metric, self.formats, self.segment(goal.segment), name)

    def segment(self, key: str | None) -> str:
        """A segment's name; "" for the whole."""
        return self.report.dataset.segment_name(key)

    def brief(self, assessment: GoalAssessment) -> str:
        """Where a goal stands, in a line or two; of a closed one as it was scored."""
        goal_status = assessment.goal_status
        series, cadence = self.series(goal_status), self.cadence(goal_status.metric)
        if goal_status.goal.goal in self.report.closed_goals:
            return finding(goal_status, series, cadence, self.formats)
        return brief(assessment, series, cadence, self.formats)

    def previous_metric(self, key: str) -> Metric:
        """A metric as the previous edition had it."""
        assert self.changes is not None
        return self.changes.previous.dataset.by_id(Metric)[key]

    def department(self, key: str) -> Department:
        """A department by its id."""
        return self.report.dataset.by_id(Department)[key]

    def sign(self, goal_status: GoalStatus) -> Badge:
        """The sign of a goal: closed goals have one of their own."""
        by = self.report.closed_goals.get(goal_status.goal.goal)
        if by is None:
            return badge_of(goal_status.status)
        word = f"{CLOSED_WORDS[by]}; was {STATUS_WORDS[goal_status.status]}"
        if by is ClosureReason.DROPPED:
            word = CLOSED_WORDS[by]
        return Badge(word=word, tone=TRIAGE_BADGES[Triage.CANNOT_SAY].tone, shape="○")

    def status_cell(self, assessment: GoalAssessment) -> Cell:
        """A goal's status as a cell, sorted by what needs attention first."""
        sign = self.sign(assessment.goal_status)
        order = list(Triage).index(assessment.triage)
        if assessment.goal.goal in self.report.closed_goals:
            order = len(Triage)
        return Cell(text=sign.word, tone=sign.tone, sort=str(order))

    def answer_cells(self, assessment: GoalAssessment) -> tuple[Cell, Cell, Cell]:
        """The three other answers as cells; of a closed goal, and of old figures, none is given."""
        if assessment.goal.goal in self.report.closed_goals or assessment.goal_status.fresh.stale:
            return Cell(text=""), Cell(text=""), Cell(text="")
        change, able = CHANGE_BADGES[assessment.change], ASSURANCE_BADGES[assessment.assurance]
        ahead = assessment.outlook.likelihood
        chance = assessment.outlook.chance
        changed = Cell(
            text=change.word, sign=change, sort=str(list(CHANGE_BADGES).index(assessment.change))
        )
        if (
            assessment.goal_status.frozen
        ):  # scored at its due date: nobody asks the other two any more
            return changed, Cell(text=""), Cell(text="past due", sort="2")
        return (
            changed,
            Cell(
                text=able.word,
                sign=able,
                sort=str(list(ASSURANCE_BADGES).index(assessment.assurance)),
            ),
            Cell(
                text=outlook_answer(assessment.outlook, self.formats).lower(),
                sign=LIKELIHOOD_BADGES[ahead],
                sort="2" if chance is None else f"{chance:.3f}",
            ),
        )

    def card(self, assessment: GoalAssessment, links: Links) -> Card:
        """A goal as a card."""
        goal_status = assessment.goal_status
        goal, sign = goal_status.goal, self.sign(goal_status)
        short, full = self.title(goal_status), self.title(goal_status, most=None)
        department = self.department(goal.department)
        return Card(
            title=short,
            full_title=None if short == full else full,
            href=links.to(goal_page(goal.goal)),
            status=sign.word,
            tone=sign.tone,
            pile_tone=TRIAGE_BADGES[assessment.triage].tone,
            marks=() if goal.goal in self.report.closed_goals else marks(assessment, self.formats),
            sentence=self.brief(assessment),
            owner=goal.owner or UNNAMED,
            due=f"due {day(goal.due)}" if goal.due else None,
            department=shortened(department.name),
            department_href=links.to(department_page(goal.department)),
            next_step=f"Next: {goal.next_step}" if goal.next_step else None,
            **self._voice(assessment),
        )

    def _voice(self, assessment: GoalAssessment) -> dict[str, str | None]:
        """What the owner says of a goal in trouble: the newest words, or that there are none."""
        report, goal = self.report, assessment.goal.goal
        comment = report.commentary.explanation(about_goal(goal))
        quiet = missing_explanation(assessment, comment) if report.dataset.has(Commentary) else ""
        if goal in report.closed_goals:
            return {}
        if quiet or comment is None:
            return {"silence": quiet or None}
        return {"quote": f"“{collapse_whitespace(comment.text)}”", "quote_by": attribution(comment)}

    def piles(
        self, counts: TriageCounts, links: Links, *, empty: bool = True
    ) -> tuple[TriageView, ...]:
        """The four piles with links to their goals; without `empty` only those with some."""
        return tuple(
            TriageView(
                count=counts.of(pile),
                word=TRIAGE_PHRASES[pile][counts.of(pile) != 1],
                tone=TRIAGE_BADGES[pile].tone,
                href=links.to(GOALS, query=f"pile={triage_value(pile)}"),
            )
            for pile in Triage
            if empty or counts.of(pile)
        )


def triage_value(pile: Triage) -> str:
    """A pile as the filter of the Goals page names it in the address."""
    return pile.value


def by_department(assessments: Iterable[GoalAssessment]) -> Mapping[str, list[GoalAssessment]]:
    """The answers about goals by the id of their department."""
    found: dict[str, list[GoalAssessment]] = {}
    for one in assessments:
        found.setdefault(one.goal.department, []).append(one)
    return found

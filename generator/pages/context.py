"""The context of the site: what every page is made from, worked out once and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.measure.alignment import Alignment
from generator.measure.assessment import GoalAssessment
from generator.measure.changes.change_kinds import Changes
from generator.measure.ownership import Responsibilities
from generator.measure.report import Report
from generator.measure.series import Series
from generator.measure.status import GoalStatus
from generator.measure.triage import ClosureReason, count_triage
from generator.model.edition import BuildContext
from generator.model.tables import Department, Metric
from generator.model.vocabulary import Cadence, Triage
from generator.model.wording import collapse_whitespace
from generator.pages.glossary import GLOSSARY, Glossary
from generator.pages.links import (
    GOALS,
    HOME,
    SECTIONS,
    Links,
    filled_pattern,
    page_of,
    person_page,
    update_link,
)
from generator.pages.page import Fragment, Page, placeholder
from generator.pages.templating import component, render
from generator.pages.view_models import ChangeItem, TextLink, TriageView
from generator.sentences import headings
from generator.sentences.assessment import brief
from generator.sentences.goals import finding, goal_title
from generator.sentences.home import TRIAGE_LABELS
from generator.sentences.numbers import Formats
from generator.sentences.words import (
    CLOSED_WORDS,
    LONGEST_NAME,
    STATUS_WORDS,
    TRIAGE_BADGES,
    Badge,
    badge_of,
    shortened,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SiteContext:
    """The report with what pages need besides it; pages only read it and return what they make.

    `origin` says which edition it is and from which commits its files are. `changes` is what
    differs from the previous edition, None without one, and `change_items` the same in words.
    `responsibilities` are those of each role in the order of the Ownership page, `people` the key
    of the page of each. `glossary` knows what the company's words mean and what else it calls its
    metrics.
    """

    report: Report
    alignment: Alignment
    formats: Formats
    responsibilities: tuple[Responsibilities, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    directory_urls: bool = True
    origin: BuildContext = field(default_factory=BuildContext)
    changes: Changes | None = None
    change_items: tuple[ChangeItem, ...] = ()

    def links(self, origin: str) -> Links:
        """The addresses as seen from one page."""
        return Links(origin=origin, directory_urls=self.directory_urls)

    def source_link(self, file: str, first: int, last: int) -> str | None:
        """Where lines of a data file can be read; None if the settings name no such place."""
        return (
            filled_pattern(
                self.report.settings.source_link,
                file=file,
                line=first,
                last_line=last,
                commit=self.origin.commits.get(file, ""),
            )
            or None
        )

    def update_link(self, file: str) -> str | None:
        """Where a data file is handed in anew; None if the settings name no such place."""
        return update_link(self.report.settings.update_link, file) or None

    def section(self, src_uri: str, **values: Any) -> Page:
        """A page of the navigation, through the template that is called like its address."""
        template = f"{src_uri.removesuffix('.md').removesuffix('/index')}.md"
        return self.page(src_uri, template, SECTIONS[src_uri], in_nav=True, **values)

    def page(
        self, src_uri: str, template: str, title: str, *, in_nav: bool = False, **values: Any
    ) -> Page:
        """A page through its template; for a fragment among the values its placeholder stands."""
        links, fragments = self.links(src_uri), dict[str, str]()
        for name, value in values.items():
            if isinstance(value, Fragment):
                fragments[value.key] = value.html
                values[name] = placeholder(value.key)
        text = render(template, **{"links": links, "heading": title, **values})
        used = [
            TextLink(text=term.name, href=links.to(GLOSSARY, anchor=term.anchor))
            for term in self.glossary.used_in(text)
            if src_uri != HOME  # one sheet, on which each word has to earn its place
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
            return TextLink(text=headings.NO_OWNER)
        key = self.people.get(owner)
        href = self.links(origin).to(person_page(key)) if key else None
        return TextLink(text=shortened(owner), href=href, owner=True)

    def series(self, goal_status: GoalStatus) -> Series | None:
        """The series that a goal is judged on."""
        return self.report.series.get(goal_status.goal.series_key)

    def whole_series(self, metric: str) -> Series | None:
        """The series of a metric as a whole; None without one."""
        return self.report.series.get((metric, ""))

    def cadence(self, metric: Metric) -> Cadence:
        """A metric's cadence; monthly for one with neither a cadence nor a figure."""
        return self.report.dataset.cadences.get(metric.metric, Cadence.MONTHLY)

    def title(self, goal_status: GoalStatus, *, most: int | None = LONGEST_NAME) -> str:
        """A goal's name, cut to `most` characters or whole, with its aim."""
        goal, metric = goal_status.goal, goal_status.metric
        name = collapse_whitespace(metric.name) if most is None else shortened(metric.name, most)
        return goal_title(goal, metric, self.formats, self.segment(goal.segment), name)

    def full_title(self, goal_status: GoalStatus, most: int = LONGEST_NAME) -> str | None:
        """A goal's whole title if its `title` is cut."""
        full = self.title(goal_status, most=None)
        return None if full == self.title(goal_status, most=most) else full

    def segment(self, key: str | None) -> str:
        """A segment's name; "" for the whole."""
        return self.report.dataset.segment_name(key)

    def is_closed(self, goal: str) -> bool:
        """Whether a goal no longer counts."""
        return goal in self.report.closed_goals

    def brief(self, assessment: GoalAssessment) -> str:
        """Where a goal stands, in a line or two; of a closed one as it was scored."""
        goal_status = assessment.goal_status
        series, cadence = self.series(goal_status), self.cadence(goal_status.metric)
        if self.is_closed(goal_status.goal.goal):
            return finding(goal_status, series, cadence, self.formats)
        return brief(assessment, series, cadence, self.formats)

    def previous_metric(self, key: str) -> Metric:
        """A metric as the previous edition had it."""
        assert self.changes is not None
        return self.changes.previous.dataset.by_id(Metric)[key]

    def department(self, key: str) -> Department:
        """A department by its id."""
        return self.report.dataset.by_id(Department)[key]

    def department_link(self, key: str, origin: str) -> TextLink:
        """A department by its name, as a link to its page."""
        name = shortened(self.department(key).name)
        return TextLink(text=name, href=self.links(origin).to(page_of("department", key)))

    def badge(self, assessment: GoalAssessment) -> Badge:
        """The sign of a goal's pile with its status; closed goals have badges of their own."""
        closure = self.report.closed_goals.get(assessment.goal.goal)
        badge = badge_of(assessment.status)
        if closure is None:
            return replace(TRIAGE_BADGES[assessment.triage], detail=STATUS_WORDS[assessment.status])
        tone = TRIAGE_BADGES[Triage.CANNOT_SAY].tone
        if closure is ClosureReason.DROPPED:
            return Badge(word=CLOSED_WORDS[closure], tone=tone, shape="○")
        word = f"{CLOSED_WORDS[closure]}; was {badge.word}"
        return replace(badge, word=word, tone=tone, shape="○")

    def triage_counts(
        self, assessments: Iterable[GoalAssessment], origin: str, *, empty: bool = False
    ) -> tuple[TriageView, ...]:
        """Goals counted by what they need, as links to them; `empty` counts of none too."""
        counts, links = count_triage(assessments), self.links(origin)
        return tuple(
            triage_view(triage, count, links.to(GOALS, query=f"pile={triage}"))
            for triage, count in counts.items()
            if empty or count
        )


def triage_view(triage: Triage, count: int, href: str = "") -> TriageView:
    """How many goals need this, in words."""
    word = TRIAGE_LABELS[triage][count != 1]
    return TriageView(count=count, word=word, tone=TRIAGE_BADGES[triage].tone, href=href)

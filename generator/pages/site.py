"""The site: every page of the report, in the order of its sections."""

from __future__ import annotations

from generator.model.tables import Goal, Handoff, Initiative, Objective, Touchpoint
from generator.pages.board import board_page
from generator.pages.changes_page import changes_page
from generator.pages.commentary import decisions_page, has_decisions
from generator.pages.context import SiteContext
from generator.pages.data import data_page
from generator.pages.departments import department_pages, departments_page
from generator.pages.editions import editions_page
from generator.pages.goals import goal_pages, goals_page
from generator.pages.handoffs import handoffs_page
from generator.pages.home import home_page
from generator.pages.initiatives import initiative_pages, initiatives_page
from generator.pages.journey import journey_page
from generator.pages.maturity import maturity_pages
from generator.pages.methods import methods_page
from generator.pages.metrics import metric_pages, metrics_page
from generator.pages.objectives import objective_pages, objectives_page
from generator.pages.ownership import ownership_pages
from generator.pages.page import Page
from generator.pages.segments import segments_page
from generator.pages.subjects import has_segments


def write_pages(context: SiteContext) -> list[Page]:
    """All pages; a section exists only if its table does. Their order means nothing."""
    dataset = context.report.dataset
    pages = [
        home_page(context),
        departments_page(context),
        metrics_page(context),
        data_page(context),
        methods_page(context),
    ]
    if dataset.has(Goal):
        pages += [goals_page(context), *goal_pages(context), board_page(context)]
    if dataset.has(Objective):
        pages += [objectives_page(context), *objective_pages(context)]
    if has_segments(context):
        pages.append(segments_page(context))
    if dataset.has(Touchpoint):
        pages.append(journey_page(context))
    if dataset.has(Handoff):
        pages.append(handoffs_page(context))
    if dataset.has(Initiative):
        pages += [initiatives_page(context), *initiative_pages(context)]
    pages += [*ownership_pages(context), *maturity_pages(context)]
    if has_decisions(context):
        pages.append(decisions_page(context))
    if context.changes is not None:
        pages.append(changes_page(context, context.changes))
    if context.origin.past.editions:
        pages.append(editions_page(context))
    pages += [*department_pages(context), *metric_pages(context)]
    return pages

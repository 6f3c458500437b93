"""The site: every page of the report, in the order of its sections."""

from __future__ import annotations

from generator.measure.ownership import charges
from generator.model.tables import Goal, Handoff, Initiative, Objective, Touchpoint
from generator.pages.board import board_page
from generator.pages.book import Book
from generator.pages.changes.collected import change_items
from generator.pages.changes.page import changes_page
from generator.pages.data import data_page
from generator.pages.decisions import decisions_page, has_decisions
from generator.pages.department import department_pages
from generator.pages.departments import departments_page
from generator.pages.editions import editions_page
from generator.pages.goal import goal_pages
from generator.pages.goals import goals_page
from generator.pages.handoffs import handoffs_page
from generator.pages.home import home_page
from generator.pages.initiatives import initiative_pages, initiatives_page
from generator.pages.journey import journey_page
from generator.pages.maturity import maturity_pages
from generator.pages.methods import methods_page
from generator.pages.metric import metric_pages
from generator.pages.metrics import metrics_page
from generator.pages.objective import objective_pages
from generator.pages.objectives import objectives_page
from generator.pages.ownership import owner_anchors, ownership_pages
from generator.pages.page import Page
from generator.pages.segments import has_segments, segments_page


def write_pages(book: Book) -> list[Page]:
    """All pages; a section exists only where its table does."""
    dataset = book.report.dataset
    book.told.extend(change_items(book))
    charged = charges(book.report)
    book.owners.update(owner_anchors(charged))
    pages = [home_page(book), departments_page(book), metrics_page(book), data_page(book)]
    pages.append(methods_page(book))
    if dataset.has(Goal):
        pages += [goals_page(book), *goal_pages(book), board_page(book)]
    if dataset.has(Objective):
        pages += [objectives_page(book), *objective_pages(book)]
    if has_segments(book):
        pages.append(segments_page(book))
    if dataset.has(Touchpoint):
        pages.append(journey_page(book))
    if dataset.has(Handoff):
        pages.append(handoffs_page(book))
    if dataset.has(Initiative):
        pages += [initiatives_page(book), *initiative_pages(book)]
    pages += [*ownership_pages(book, charged), *maturity_pages(book)]
    if has_decisions(book):
        pages.append(decisions_page(book))
    if book.changes is not None:
        pages.append(changes_page(book, book.changes))
    if book.origin.past.editions:
        pages.append(editions_page(book))
    pages += [*department_pages(book), *metric_pages(book)]
    return pages

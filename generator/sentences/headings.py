"""The words around what pages show: headings, captions, labels and empty places."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from generator.model.settings import Paper

# In an empty place.
NO_OWNER = "No owner named"
NO_SPONSOR = "No sponsor named"
NO_SYSTEM = "No system named"
NO_FIGURE = "no figure yet"
NOT_TOLD = "not told"
NOT_PUBLISHED = "no published figure"
TOO_FEW_ANSWERS = "too few answers"
NO_OPEN_GOAL = "No open goal"
NO_OPEN_GOALS = "There is no open goal."

# Columns and captions of tables.
ANSWERS_OR_CASES = "Answers or cases"
OUT_OF = "Out of"
COUNTED_OF_THESE = "Of these, counted"
UPDATE_FILE = "Update this file"
GOALS_TABLE = "Open goals with newest figure, target, way done, chance, due date and owner"
SERVING_GOALS = "Open goals that serve it"
CLOSED_GOALS = "Closed goals"
METRICS_TABLE = "Metrics with newest figure, target and owner"
NEWEST_VALUES = "Metrics and their newest values"
SOURCES_TABLE = "Where the figures come from"
FILES_TABLE = "Files of the data folder and their rows"

# On the board pack.
_PAPERS: Mapping[Paper, str] = {Paper.A4: "A4", Paper.LETTER: "Letter"}

# Labels of facts and texts.
LATE = "late"
EXPLAINED = "Glossary:"
WHERE_IT_STANDS = "Where it is now"

# Groups of a page.
NO_OBJECTIVE = "No shared objective"

# Around a chart.
HOLLOW_POINT = "The hollow point is a period that has not ended yet."
ABOUT_FIGURE = "About this figure"
DATA_TABLE = "Figures as a table"
DOWNLOAD = "Download the data (CSV)"

# After "Metrics that are".
IMPROVED = "improved"
WORSENED = "worsened"
OTHERWISE = "changed"
FIRST_SIGN = "first sign"
STEADY = "steady"
CANNOT_BE_TOLD = "cannot be told"


def sum_in(unit: str) -> str:
    """The column of the sums behind means: `Sum, days`."""
    return f"Sum, {unit}" if unit else "Sum"


def group_title(section: str, department: str) -> str:
    """The page of a group of a long list: `Metrics of Sales`."""
    return f"{section} of {department}"


class SearchGroup(StrEnum):
    """What is found by the search, in the order of its groups."""

    METRICS = "metrics"
    GOALS = "goals"
    DEPARTMENTS = "departments"
    PEOPLE = "people"
    OBJECTIVES = "objectives"
    INITIATIVES = "initiatives"
    PAGES = "pages"
    WRITTEN = "written"


SEARCH_GROUPS: Mapping[SearchGroup, str] = {
    SearchGroup.METRICS: "Metrics",
    SearchGroup.GOALS: "Goals",
    SearchGroup.DEPARTMENTS: "Departments",
    SearchGroup.PEOPLE: "People",
    SearchGroup.OBJECTIVES: "Objectives",
    SearchGroup.INITIATIVES: "Initiatives",
    SearchGroup.PAGES: "Pages of the report",
    SearchGroup.WRITTEN: "Other pages",
}


#: The heading of the pages in whose text something is found, and not in their name.
MENTIONED = "Mentioned in"


class Part(StrEnum):
    """The parts of the Changes page, what matters most first."""

    VERDICTS = "verdicts"
    MOVED = "moved"
    STANDS = "stands"
    GOALS = "goals"
    PAST = "past"
    MEANING = "meaning"
    REALLY = "really"
    METRICS = "metrics"
    METHOD = "method"


class Counted(StrEnum):
    """What the headline of the Changes page counts, in its order."""

    IMPROVED = "improved"
    WORSENED = "worsened"
    EASIER = "easier"
    HARDER = "harder"
    MOVED = "moved"
    ADDED = "added"
    DROPPED = "dropped"
    REPLACED = "replaced"
    RESTATED = "restated"
    WITHDRAWN = "withdrawn"


PART_HEADINGS: Mapping[Part, str] = {
    Part.VERDICTS: "Verdicts that differ by the method alone",
    Part.MOVED: "Targets and dates that moved",
    Part.STANDS: "Other goals with another status",
    Part.GOALS: "Goals added, dropped and replaced",
    Part.PAST: "Figures of the past that changed",
    Part.MEANING: "Definitions and owners",
    Part.REALLY: "What has improved or worsened",
    Part.METRICS: "Metrics added and taken away",
    Part.METHOD: "How it is worked out",
}


def printing(paper: Paper) -> str:
    """How the board pack is printed."""
    return (
        "Choose a department or an objective, or take all of them, and print: Home comes first, "
        f"then the decisions, then what is shown, on {_PAPERS[paper]}."
    )


#: The parts of Home.
NEED_A_DECISION = "Goals that need a decision"
DECISIONS_ASKED = "Decisions that are asked for, by date"
DECISIONS_TAKEN = "Decisions that were taken, the newest first"
NEWEST_CHANGES = "Newest changes"


def since_edition(version: str) -> str:
    """`Since 2026-Q3`."""
    return f"Since {version}"

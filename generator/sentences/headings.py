"""The words around what pages show: headings, captions, labels and empty places."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

# In an empty place.
NO_OWNER = "No owner named"
NO_SPONSOR = "No sponsor named"
NO_SYSTEM = "No system named"
NO_PHASE = "Phase not stated"
NOW = "Now"
AT_DUE_DATE = "At the due date"
NO_FIGURE = "no figure yet"
NOT_TOLD = "not told"
NOT_PUBLISHED = "no published figure"
TOO_FEW_ANSWERS = "too few answers"
NO_OPEN_GOAL = "No open goal"
NO_OPEN_GOALS = "There is no open goal."

# Columns and captions of tables.
CHANGING = "Is it changing?"
TODAYS_WAY = "As we work today?"
ON_TIME = "There on time?"
ANSWERS_OR_CASES = "Answers or cases"
OUT_OF = "Out of"
COUNTED_OF_THESE = "Of these, counted"
NEXT_FIGURE_DUE = "Next figure due"
UPDATE_FILE = "Update this file"
GOALS_TABLE = "Goals with the four answers, newest value, target, due date and owner"
METRICS_TABLE = "Metrics with newest value, whether it is changing, department and owner"
NEWEST_VALUES = "Metrics and their newest values"
FRESHNESS_TABLE = "Freshness of every metric"
SOURCES_TABLE = "Where the figures come from"
FILES_TABLE = "Files of the data folder and their rows"
DUE_TABLE = "What is due, by date"
OTHER_SEGMENTS_TABLE = "What is measured of others"
WORKING = "Step by step, to be redone by hand"

# On the board pack.
PRINTING = (
    "Choose a department or an objective, or take all of them, and print: what is shown comes out "
    "on A4 or Letter, landscape."
)

# Labels of facts and texts.
KEEPS_UP_TO_DATE = "Keeps up to date"
MUST_NOT_WORSEN = "Must not worsen"
EXPLAINED = "Explained in the glossary:"
WHERE_IT_STANDS = "Where it stands"

# Groups of a page.
UNALIGNED_GOALS = "Goals that serve no shared objective"
LONE_GOALS = "Goals of departments alone"
NO_OBJECTIVE = "No shared objective"
PRIORITY_SEGMENTS = "The customers the strategy is for"
PROMISES = "What each is promised"

# Around a chart.
HOLLOW_POINT = "The hollow point is a period that has not ended yet."
DATA_TABLE = "The data as a table"
DOWNLOAD = "Download the data (CSV)"

# After "Metrics that are".
IMPROVED = "improved"
WORSENED = "worsened"


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


PART_HEADINGS: Mapping[Part, str] = {
    Part.VERDICTS: "Verdicts that differ by the method alone",
    Part.MOVED: "Targets and dates that moved",
    Part.STANDS: "Goals that stand elsewhere",
    Part.GOALS: "Goals added, dropped and replaced",
    Part.PAST: "Figures of the past that changed",
    Part.MEANING: "Definitions and owners",
    Part.REALLY: "What has improved or worsened",
    Part.METRICS: "Metrics added and taken away",
    Part.METHOD: "How it is worked out",
}


def levels_of(name: str) -> str:
    """The caption of a table of maturity."""
    return f"Levels of competencies: {name}"


def measured_of(segment: str) -> str:
    """The caption of a table about one segment."""
    return f"What is measured of {segment}"

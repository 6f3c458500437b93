"""Addresses: where each page stands and how one page refers to another."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

HOME = "index.md"
GOALS = "goals/index.md"
DEPARTMENTS = "departments/index.md"
METRICS = "metrics/index.md"
OBJECTIVES = "objectives/index.md"
CHANGES = "changes/index.md"
EDITIONS = "editions/index.md"
SEGMENTS = "segments/index.md"
JOURNEY = "journey/index.md"
HANDOFFS = "handoffs/index.md"
INITIATIVES = "initiatives/index.md"
OWNERSHIP = "ownership/index.md"
MATURITY = "maturity/index.md"
DATA = "data/index.md"
DICTIONARY = "data/dictionary.md"
SETTINGS = "data/settings.md"
RECIPES = "data/recipes.md"
WORKED_EXAMPLES = "data/examples.md"
DECISIONS = "decisions/index.md"
FEED = "feed.xml"
METHODS = "methods/index.md"
SCHEMA = "json/schema.json"
BOARD = "board/index.md"
DATAPACKAGE = "datapackage.json"

#: The groups of the navigation, each with its pages and their titles, in their order.
GROUPS = {
    "Home": {HOME: "Home"},
    "Goals": {GOALS: "Goals", BOARD: "Board pack"},
    "Strategy": {
        OBJECTIVES: "Objectives",
        INITIATIVES: "Initiatives",
        DECISIONS: "Decisions",
        MATURITY: "Maturity",
    },
    "Customers": {JOURNEY: "Journey", SEGMENTS: "Segments"},
    "Departments": {DEPARTMENTS: "Departments", HANDOFFS: "Handoffs", OWNERSHIP: "Ownership"},
    "Metrics": {METRICS: "Metrics"},
    "Changes": {CHANGES: "Changes", EDITIONS: "Editions"},
    "Data": {
        DATA: "Data",
        DICTIONARY: "Data dictionary",
        SETTINGS: "Settings",
        RECIPES: "Recipes",
        METHODS: "Methods",
    },
}

#: The sections of the site with their titles.
SECTIONS = {uri: title for pages in GROUPS.values() for uri, title in pages.items()}


def page_of(kind: str, key: str) -> str:
    """The source address of the page of a goal, a metric, a department or the like."""
    return f"{kind}s/{key}.md"


def person_page(key: str) -> str:
    """The source address of the page of a role."""
    return f"people/{key}.md"


def anchor_of(kind: str, key: str) -> str:
    """Where a stage, a touchpoint or a handoff stands on the page of all of them."""
    return f"{kind}-{key}"


def download(metric: str) -> str:
    """The address of a metric's measurements as CSV."""
    return f"downloads/{metric}.csv"


def program(kind: str, key: str = "") -> str:
    """The address of what programs read: of one metric, goal or department, or of Home."""
    return f"json/{kind}/{key}.json" if key else f"json/{kind}.json"


def blank(table: str) -> str:
    """The address of a table's header as CSV."""
    return f"templates/{table}.csv"


def workbook(table: str) -> str:
    """The address of a table's workbook to fill in."""
    return f"templates/{table}.xlsx"


def filled_pattern(pattern: str, **values: str | int) -> str:
    """An address pattern of the settings with its places filled; "" if one has no value."""
    for name, value in values.items():
        if f"{{{name}}}" in pattern:
            # The data folder itself has no name within the data folder.
            if value == "" and name != "folder":
                return ""
            pattern = pattern.replace(f"{{{name}}}", quote(str(value)))
    return pattern


def update_link(pattern: str, file: str) -> str:
    """Where a file of the data folder is handed in anew; "" without a pattern."""
    folder, _, _ = file.rpartition("/")
    return filled_pattern(pattern, file=file, folder=folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Relative addresses from one page, whose source address is `origin`."""

    origin: str
    directory_urls: bool = True

    def to(self, target: str, anchor: str = "", query: str = "") -> str:
        """The address of another page or file."""
        href = self.root + self._address(target) or "./"
        return f"{href}{'?' + query if query else ''}{'#' + anchor if anchor else ''}"

    @property
    def root(self) -> str:
        """The way up from the page to the site's root: `../../`."""
        return "../" * self._address(self.origin).count("/")

    def _address(self, source: str) -> str:
        if not source.endswith(".md"):
            return source
        stem = source.removesuffix(".md")
        if not self.directory_urls:
            return f"{stem}.html"
        if stem == "index":
            return ""
        return f"{stem.removesuffix('/index')}/"

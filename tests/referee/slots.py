"""The claims within sentences: one small checker a slot, held to the referee's own figures.

A checker is asked of a subject whether what is said there is true of it; one of a name says whom
the rest of the sentence is about.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from generator.model.tables import (
    Benchmark,
    Commentary,
    Department,
    Event,
    Goal,
    Handoff,
    Initiative,
    Metric,
    Objective,
    Person,
    Touchpoint,
)
from generator.model.vocabulary import (
    Better,
    Cadence,
    Calculation,
    CommentKind,
    GoalState,
    Rule,
    YesNo,
)
from tests.referee.claims import Claims, Referee, change_code
from tests.referee.figures import COUNTS, DAYS, DIVIDED, beginning, later, month_end, table_of
from tests.referee.goals import closed, sign_of, stale_rows, together, worsened
from tests.referee.reading import HOMES, Text

_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september",
           "october", "november", "december"]  # fmt: skip
_COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve"]  # fmt: skip
_SCALES = {"million": 1e6, "m": 1e6, "": 1.0}
_QUANTITY = re.compile(
    r"(?P<code>[A-Z]{3} |[€$£¥])?(?P<sign>[−+-]?)(?P<code2>[A-Z]{3} |[€$£¥])?(?P<whole>[\d,]*)"
    r"(?P<part>\.\d+)?(?P<third>[⅓⅔½])?(?: (?P<scale>million|m)\b)?(?: ?(?P<unit>[^\d].*))?"
)
_THIRDS = {"⅓": 1 / 3, "⅔": 2 / 3, "½": 0.5, None: 0.0}
PILES = {"needs a decision": "needs-a-decision", "need a decision": "needs-a-decision",
         "watch": "watch", "on track": "going-well", "no verdict": "cannot-say-yet"}  # fmt: skip
CHANGES = {"improved": "really-better", "worsened": "really-worse", "changed": "really-changed",
           "steady": "no-real-change", "cannot be told": "cannot-be-told",
           "change cannot be told": "cannot-be-told",
           "first sign of improvement": "first-sign-better",
           "first sign of worsening": "first-sign-worse",
           "first sign of change": "first-sign-of-change"}  # fmt: skip
STATUSES = {"too noisy": "too-noisy-to-tell", "too-noisy": "too-noisy-to-tell",
            "reached, not yet sure": "reached-not-yet-sure"}  # fmt: skip
STATES = {
    "on track": ("already-there", "on-pace", "holding"),
    "at risk": ("at-risk", "reached-not-yet-sure", "slipped"),
    "off track": ("off-pace", "moving-the-wrong-way", "breached"),
    "met": ("met", "kept"),
    "missed": ("missed", "broken"),
    "no verdict": ("no-data", "stale", "awaiting-data", "not-reported", "no-starting-point",
                   "too-early", "too-noisy-to-tell"),
}  # fmt: skip
CHANCES = {"likely": "likely", "could go either way": "open", "unlikely": "unlikely",
           "no outlook": None}  # fmt: skip
#: Words that claim something by themselves, so nobody's note excuses them.
CLAIM_WORDS = frozenset({*PILES, *CHANGES, *STATES, *CHANCES, "always", "sometimes", "kept"})


#: The legend of the strips of Data.
ARRIVALS = {"there", "late", "missing", "open", "too few answers to show"}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a sentence is about: a goal, a metric with its segment, or another row of a table."""

    kind: str
    key: str = ""
    metric: str = ""
    segment: str = ""


def metric_subject(metric: str, segment: str = "") -> Subject:
    """A metric, or a segment of one."""
    kind = "part" if segment else "metric"
    return Subject(kind=kind, key=metric, metric=metric, segment=segment)


#: Rows that are about goals or metrics, and which of their cells name those.
RELATED: dict[str, tuple[Any, tuple[str, ...]]] = {
    "objective": (Objective, ("outcome_metric",)),
    "touchpoint": (Touchpoint, ("metrics",)),
    "initiative": (Initiative, ("goals",)),
    "handoff": (Handoff, ("metric", "provider_metric", "receiver_metric")),
}
Told: TypeAlias = bool | list[Subject]


def squeezed(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """All that sentences are held to."""

    referee: Referee
    truth: Claims
    outlooks: Mapping[str, Any]
    folder: Path
    version: str = ""
    before: Known | None = None

    @cached_property
    def goals(self) -> dict[str, Goal]:
        """The goals by their ids."""
        return {one.goal: one for one in self.dataset.rows(Goal)}

    @cached_property
    def metrics(self) -> dict[str, Metric]:
        """The metrics by their ids."""
        return {one.metric: one for one in self.dataset.rows(Metric)}

    @property
    def dataset(self) -> Any:
        """The checked tables: names, owners, dates and what belongs to what."""
        return self.referee.known.dataset

    @property
    def as_of(self) -> dt.date:
        """The day from which the site speaks."""
        return self.referee.known.as_of

    def goal(self, one: Subject) -> Goal | None:
        """The goal of a subject, if it is one."""
        return self.goals.get(one.key) if one.kind == "goal" else None

    def figures(self, one: Subject) -> Any:
        """The figures of a subject's series; None without any."""
        return self.referee.known.figures.get((one.metric, one.segment))

    def rows(self, one: Subject) -> pd.DataFrame:
        """The closed periods of a subject's series."""
        return self._closed.get((one.metric, one.segment), self._none)

    def last(self, one: Subject) -> tuple[dt.date, float]:
        """The newest closed period that has rows, with its figure; a bound counts as one beyond."""
        row = self.rows(one).iloc[-1]
        found: list[tuple[dt.date, float]] = [(row["last"], float(row["value"]))]
        for (metric, part, last), bound in self.referee.known.bounds.items():
            if (metric, part) == (one.metric, one.segment) and last <= self.as_of:
                found.append((last, 97.5 if bound == "over-95" else 2.5))
        return max(found)

    def handed_in(self, one: Subject) -> dt.date:
        """The newest closed period that has a row, published or not."""
        rows = self.rows(one)
        newest: dt.date = rows["last"].iloc[-1] if len(rows) else dt.date.min
        return max(newest, self._handed_in.get((one.metric, one.segment), newest))

    @cached_property
    def _handed_in(self) -> dict[tuple[str, str], dt.date]:
        rows = sorted(self.written, key=lambda row: row[3])
        return {(metric, part): last for _, metric, part, last in rows if last <= self.as_of}

    @cached_property
    def written(self) -> list[tuple[str, str, str, dt.date]]:
        """The file, metric, segment and last day of each row of figures."""
        rows = table_of(self.folder, self.dataset)
        return list(zip(rows["file"], rows["metric"], rows["segment"], rows["last"], strict=True))

    @property
    def year_start(self) -> int:
        """The month with which a year begins."""
        return self.referee.settings.fiscal_year_start

    @cached_property
    def _none(self) -> pd.DataFrame:
        return pd.DataFrame(columns=["first", "last", "value", "n"])

    @cached_property
    def _closed(self) -> dict[tuple[str, str], pd.DataFrame]:
        return {key: figures.rows[figures.rows["last"] <= self.as_of].reset_index(drop=True)
                for key, figures in self.referee.known.figures.items()}  # fmt: skip

    def move(self, one: Subject) -> Any:
        """What has changed in a subject's series."""
        return self.referee.moves.get((one.metric, one.segment))

    def is_judged(self, one: Subject) -> bool:
        """Whether a subject's record is judged."""
        move = self.move(one)
        return move is not None and not move.why_not

    def sign(self, one: Subject) -> int:
        """+1 if higher is better, −1 if lower is."""
        goal = self.goal(one)
        better = self.metrics[one.metric].better
        if goal is not None:
            return sign_of(goal, better)
        return {Better.HIGHER: 1, Better.LOWER: -1, Better.NEITHER: 0}[better]

    def status(self, one: Subject) -> str:
        """The status of a goal."""
        return self.referee.verdicts[one.key].status

    @cached_property
    def cells(self) -> dict[tuple[str, str], dict[dt.date, dict[Any, Any]]]:
        """The rows of each series by the last day of their period."""
        return {key: {row["last"]: row for row in figures.rows.to_dict("records")}
                for key, figures in self.referee.known.figures.items()}  # fmt: skip

    @cached_property
    def lines(self) -> dict[tuple[str, str], list[int]]:
        """The lines of each metric's rows in each file."""
        found: dict[tuple[str, str], list[int]] = {}
        for path in sorted((self.folder / "measurements").glob("*.csv")):
            text = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
            reader = csv.DictReader(text, delimiter=";" if ";" in text[0] else ",")
            seen: set[tuple[str | None, ...]] = set()
            for row in reader:
                if tuple(row.values()) in seen:
                    continue
                seen.add(tuple(row.values()))
                file, metric = f"measurements/{path.name}", row["metric"].strip()
                part = (row.get("segment") or "").rpartition(":")[2].strip().casefold()
                for at in ((file, metric), (file, f"{metric}/{part}")):
                    found.setdefault(at, []).append(reader.line_num)
        return found

    def initiative(self, one: Subject) -> Any:
        """An initiative, by what links to it."""
        return self.dataset.by_id(Initiative).get(one.key) if one.kind == "initiative" else None

    @cached_property
    def gone(self) -> set[str]:
        """The goals that are closed."""
        return closed(
            self.referee.known, {key: one.status for key, one in self.referee.verdicts.items()}
        )

    def is_open(self, goal: Goal) -> bool:
        """Whether a goal counts."""
        return goal.goal not in self.gone and goal.state is GoalState.ACTIVE

    def scope(self, one: Subject, *, still: bool = True) -> list[Goal]:
        """The open goals of the whole, of a department, an objective or a person; or the closed."""
        goals = [goal for goal in self.goals.values() if self.is_open(goal) is still]
        if one.kind in ("department", "objective"):
            return [goal for goal in goals if getattr(goal, one.kind) == one.key]
        if one.kind == "person":
            person = self.dataset.by_id(Person)[one.key]
            return [goal for goal in goals if goal.owner == person.name]
        return goals

    @property
    def asked(self) -> set[str]:
        """What a decision is asked for: the newest word about it is a request."""
        newest_: dict[str, Any] = {}
        for each in sorted(self.dataset.rows(Commentary), key=lambda each: each.date):
            if each.kind in (CommentKind.DECISION_NEEDED, CommentKind.DECISION_TAKEN):
                newest_[each.about.key] = each.kind
        return {key for key, kind in newest_.items() if kind is CommentKind.DECISION_NEEDED}

    def pile(self, goal: Goal) -> str:
        """The pile of an open goal."""
        return str(self.truth["pile", goal.goal, "pile"])

    # ── whom a text is about ───────────────────────────────────────────────────────────────────

    def subjects(self, text: Text) -> tuple[Subject, ...]:
        """What a text may be about: what it links to, else its page, else the whole."""
        linked = [one for address in text.about for one in self.at(address)]
        page = list(self.at(text.page))
        if text.page in HOMES:
            page += self.promise
        found = linked or page
        if text.page.partition("/")[0] in ("departments", "objectives", "initiatives", "people"):
            found = [*found, *page]
        parts = [part for one in found for part in self.related(one)]
        return tuple(dict.fromkeys([*found, *parts])) or (Subject(kind="whole"),)

    @property
    def promise(self) -> list[Subject]:
        """The goal that measures the promise."""
        goal = self.referee.settings.promise_goal
        return list(self.at(f"goals/{goal}")) if goal else []

    def at(self, address: str) -> Iterator[Subject]:
        """What stands at an address."""
        page, _, anchor = address.partition("#")
        kind, _, key = page.partition("/")
        if anchor:
            kind, _, key = anchor.partition("-")
        kind = {"people": "person"}.get(kind, kind.removesuffix("s"))
        if kind == "goal" and key in self.goals:
            goal = self.goals[key]
            yield Subject(kind="goal", key=key, metric=goal.metric, segment=goal.segment or "")
        elif kind == "metric" and key in self.metrics:
            yield metric_subject(key)
        elif key and kind not in ("goal", "metric"):
            yield Subject(kind=kind, key=key)

    def related(self, one: Subject) -> Iterator[Subject]:
        """The goals of a metric, and the metric of a goal."""
        if one.kind == "metric":
            for goal in self.goals.values():
                if goal.metric == one.metric:
                    yield from self.at(f"goals/{goal.goal}")
        elif one.kind == "goal":
            yield Subject(kind="metric", key=one.metric, metric=one.metric)
        table, fields = RELATED.get(one.kind, (None, ()))
        row = self.dataset.by_id(table).get(one.key) if table else None
        for field in fields if row else ():
            cell = getattr(row, field) or ()
            for key in (cell,) if isinstance(cell, str) else cell:
                for each in self.at(f"goals/{key}" if field == "goals" else f"metrics/{key}"):
                    yield each
                    yield from self.related(each)

    @cached_property
    def names(self) -> dict[str, list[Subject]]:  # noqa: C901 -- one table after the other
        """What each name is the name of; goals also with their aims."""
        found: dict[str, list[Subject]] = {}

        def add(name: str | None, one: Subject) -> None:
            if name:
                found.setdefault(squeezed(name), []).append(one)

        for goal in self.goals.values():
            (one,) = self.at(f"goals/{goal.goal}")
            add(goal.short_name, one)
            metric = self.metrics[goal.metric]
            for name in dict.fromkeys((metric.name, metric.short_name)):
                part = self.dataset.segment_name(goal.segment) if goal.segment else ""
                add(name and (f"{name}, {part}" if part else name), one)
        for metric in self.metrics.values():
            for name in dict.fromkeys((metric.name, metric.short_name)):
                add(name, Subject(kind="metric", key=metric.metric, metric=metric.metric))
                for key, segment in self.referee.known.figures:
                    if key == metric.metric and segment and name:
                        whole = f"{name}, {self.dataset.segment_name(segment)}"
                        add(whole, Subject(kind="part", key=key, metric=key, segment=segment))
        for table in (Department, Objective, Initiative, Handoff, Touchpoint, Person):
            kind = table.__name__.lower()
            for key, row in self.dataset.by_id(table).items():
                add(row.name, Subject(kind=kind, key=key))
                add(getattr(row, "short_name", None), Subject(kind=kind, key=key))
        return found

    @cached_property
    def longest_first(self) -> list[str]:
        """All names, the longest first."""
        return sorted(self.names, key=len, reverse=True)

    def named(self, name: str) -> list[Subject]:
        """What has a name, which may be cut short."""
        found = self.names.get(name, [])
        if not found and name.endswith("…"):
            cut = name[:-1]
            return [one for full, each in self.names.items() if full.startswith(cut)
                    for one in each]  # fmt: skip
        return found


# ── numbers and days ───────────────────────────────────────────────────────────────────────────


def quantity(text: str) -> tuple[float, float, str, str] | None:
    """A printed number: its value, half of its last place, its unit and the code before it."""
    found = _QUANTITY.fullmatch(text)
    if found is None or not (found["whole"] or found["third"]):
        return None
    scale = _SCALES[found["scale"] or ""]
    size = float(found["whole"].replace(",", "") or 0) + float(found["part"] or 0)
    value = (size + _THIRDS[found["third"]]) * scale * (-1 if found["sign"] in ("−", "-") else 1)
    half = 0.5 * 10.0 ** -max(len(found["part"] or ".") - 1, 0) * scale
    code = (found["code"] or found["code2"] or "").strip()
    return value, 0.02 if found["third"] else half, found["unit"] or "", code


def whole(text: str) -> int:
    """A count, small ones perhaps in words; −1 for anything else."""
    if text in _COUNTS:
        return _COUNTS.index(text)
    plain = text.replace(",", "")
    return int(plain) if plain.isdigit() else -1


def near(text: str, true: float | None, unit: str | None = None) -> bool:
    """Whether a printed number is a true one, rounded; with the unit of a metric if given.

    Of colleagues who nearly all say the same only a bound is told: `over 95 %`.
    """
    bound = re.match(r"(over|under) ", text)
    said = quantity(text[bound.end() :] if bound else text)
    if said is None or true is None or math.isnan(true):
        return False
    value, half, written, code = said
    if unit is not None and not fits(written, code, unit):
        return False
    if bound:
        return true > value if bound[1] == "over" else true < value
    return abs(value - true) <= half * (1 + 1e-6) + 1e-9 * abs(true)


def fits(written: str, code: str, unit: str) -> bool:
    """Whether what is written about a number is its unit, or nothing."""
    unit = unit.strip().lower()
    if unit.startswith("currency"):
        return not written and (not code or len(code) == 1 or code.lower() == unit[-3:])
    if unit in ("percent", "%"):
        return written in ("", "%", "points", "percentage points", "percentage point")
    if unit in ("", "score", "count", "ratio", "number", "index"):
        return not written
    return written in ("", unit, unit.removesuffix("s"))


def span(  # noqa: PLR0911 -- one form after another
    text: str, year_start: int = 1
) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of what is named: a day, a period, or one until another."""
    text = text.strip()
    if " to " in text:
        first, last = text.split(" to ", 1)
        if text.startswith("weeks "):
            first, last = f"week {first[6:]} of {last[-4:]}", f"week {last}"
        end = span(last, year_start)
        begin = span(first, year_start) or span(f"{first} {last.split()[-1]}", year_start)
        return (begin[0], end[1]) if begin and end else None
    words = text.split()
    if found := re.fullmatch(r"week (\d+) of (\d{4})", text):
        sunday = dt.date.fromisocalendar(int(found[2]), int(found[1]), 7)
        return sunday - dt.timedelta(days=6), sunday
    if found := re.fullmatch(r"(?:Q(\d) )?(FY)?(\d{4})", text):
        length = 3 if found[1] else 12
        year = int(found[3]) - (1 if found[2] and year_start > 1 else 0)
        month = year_start + (3 * (int(found[1]) - 1) if found[1] else 0)
        begin_day = month_end(year, month).replace(day=1)
        return begin_day, month_end(year, month + length - 1)
    day = int(words.pop(0)) if words and re.fullmatch(r"\d{1,2}", words[0]) else None
    if len(words) != 2 or not re.fullmatch(r"\d{4}", words[1]):
        return None
    at = [n for n, name in enumerate(_MONTHS, 1) if name == words[0].lower()
          or (len(words[0]) == 3 and name.startswith(words[0].lower()))]  # fmt: skip
    if not at:
        return None
    close = month_end(int(words[1]), at[0])
    if day is not None:
        return close.replace(day=day), close.replace(day=day)
    return close.replace(day=1), close


def is_day(text: str, day: dt.date | None) -> bool:
    """Whether a printed day or month is, or holds, a day; without a year the day and month."""
    if day is None:
        return False
    found = span(text)
    if found is None and re.fullmatch(r"\d{1,2} [A-Z][a-z]+", text):
        found = span(f"{text} {day.year}")
    return found is not None and found[0] <= day <= found[1]


def pair(text: str) -> tuple[str, str] | None:
    """The two ends of a printed range, each with what stands before or after both."""
    ends = re.fullmatch(r"(?:between )?(.+?)(?: to | and |–)(.+)", text)
    return (ends[1], ends[2]) if ends else None


def called(known: Known, key: str, said: str) -> bool:
    """Whether something said is the name of what has an id, in full, in short or cut."""
    return any(each.key == key for each in known.named(said))


def printed(known: Known, said: str, cell: Any, unit: str | None = None) -> bool:
    """Whether a cell of a table is printed so."""
    if cell is None:
        return False
    if isinstance(cell, Enum):
        return said.lower() == str(cell.value).replace("-", " ")
    if isinstance(cell, dt.date):
        return is_day(said, cell)
    if isinstance(cell, float):
        return near(said if unit else re.sub(r"^[A-Z]{3} ", "", said), cell, unit)
    return said in (squeezed(str(cell)), str(cell)) or called(known, str(cell), said) or (
        said.endswith("…") and squeezed(str(cell)).startswith(said[:-1]))  # fmt: skip


# ── the checkers ───────────────────────────────────────────────────────────────────────────────

#: How claims are printed, where words around them could be taken for theirs: numbers, counts,
#: periods, and what runs to the end of its sentence.
FORMS = {
    "now newest baseline mean from_mean n year_value year_n gap n_mean planned":
        r"(?:over |under )?(?:[A-Z]{3} |[€$£¥])?[−+]?[€$£¥]?\d[\d,]*(?:\.\d+)?\D*?",
    "margin number usual all_ends year_apart interval year_interval plan sigma pace scale behind"
    " year_periods cost plan_gap gaps":
        r"(?:over |under )?(?:[A-Z]{3} |[€$£¥])?[−+]?[€$£¥]?\d.*?",
    "apart": r"(?:[A-Z]{3} |[€$£¥])?[−+]?\d[\d,.]*(?: \D+)?(?:, \d[\d.,]* % of all)?",
    "headline": "Where it is now|By the methods of now|The goal|The metric|Restated|Withdrawn"
                "|Beginning of a level|Improved or worsened|(?:Target|Due date|Plan) moved",
    "count": r"(?:\d[\d,]*|[Tt]he one|[a-z]+)",
    "record span": r"(?:[Ww]eeks? \d|Q\d|FY\d|\d{4}|\d{1,2} [A-Z]"
                   r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))[^,…]*?",
    "aim": r"(?:[≥≤] |at (?:least|most) |within |between )?(?:[A-Z]{3} )?[−+]?[€$£¥]?\d[^:]*?",
    "piles_in_row outside": r"\d[\d ]*",
    "field": r"[a-z ]+ \| [a-z ]+ \| \d+",
    "some_pile": "needs a decision|need a decision|to watch|on track|no verdict",
    "redefined": ".+; it was: .+",
    "by_any_day event_day when newest_when segments_when pooled due by_day days"
    " decision_due next_due level":
        r"(?:[Ww]eeks? \d|Q\d|FY\d|\d{4}|\d{1,2} [A-Z]"
        r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)).*?",
    "reason formula worked": ".+",
    "promised": "[≥≤] .+?",
    "pile": "|".join(PILES),
    "foremost": r"No goal needs a decision; \d+ needs? watching|[^;]+",
    "comment": r"[A-Z].+",
    "calendar": r"(?:late|\d{1,2} [A-Z][a-z]+) .+",
    "file_due": r".*(?:due|late since) \d.*",
    "was before": r"(?:[A-Z]{3} )?[−+]?\d.*?",
    "handoff_kept": "kept|not kept|not measurable",
    "provider receiver": r"[A-Z][a-zA-Z ]*?",
    "unit column": r"\S+",
    "file": r"[\w./-]+\.\w+",
    "heat": r".+ \| .+",
    "came_into": r"\d+ (?:needs a decision|watch|on track|no verdict).*",
    "edition this_edition": r"[\w-]+(?:, \d+ \w+ \d+)?",
    "change_counts": r"\d+ (?:goals?|targets?|figures?) (?:made )?[a-z]+(?:(?:,| and) \d+ .+)?",
    "then_pile": r"(?:needs a decision|watch|on track|no verdict) \d+",
    "setting": r"[a-z]\w+\.?\w+ is .+",
    "reasons": r"[a-z ,]+",
    "scale_end": r"\d",
    "competency": r"[^|]+?",
}  # fmt: skip
Checker: TypeAlias = Callable[[Known, Subject, str, str], Told]
SLOTS: dict[str, Checker] = {}


Guard: TypeAlias = Callable[[Known, Subject], bool]


def registered(name: str, check: Checker, asked_of: Guard) -> None:
    """Registers a checker under a name; of other subjects it holds nothing."""

    def guarded(known: Known, one: Subject, said: str, argument: str) -> Told:
        told = asked_of(known, one) and check(known, one, said, argument)
        return told if isinstance(told, list) else bool(told)

    SLOTS[name.rstrip("_")] = guarded


Look: TypeAlias = Callable[[Known, Subject, str], Any]


def _looked(look: Look) -> Checker:
    return lambda known, one, said, _: look(known, one, said)


def looks(table: Mapping[str, Look], asked_of: Guard | None = None) -> None:
    """Registers checkers that are but a look at one thing."""
    for name, look in table.items():
        registered(name, _looked(look), asked_of or _anything)


def _anything(_: Known, __: Subject) -> bool:
    return True


def _measured(known: Known, one: Subject) -> bool:
    return len(known.rows(one)) > 0


def _judged(known: Known, one: Subject) -> bool:
    return known.is_judged(one)


def _a_goal(_: Known, one: Subject) -> bool:
    return one.kind == "goal"


def _decorator(asked_of: Guard) -> Callable[[Checker], Checker]:
    def decorate(check: Checker) -> Checker:
        registered(check.__name__, check, asked_of)
        return check

    return decorate


#: Register a checker by its name: of anything, of what has a figure, of what is judged, of goals.
slot, measured, judged, of_goal = map(_decorator, (_anything, _measured, _judged, _a_goal))


def _unit(known: Known, one: Subject) -> str:
    return known.metrics[one.metric].unit or "" if one.metric else ""


@slot
def name(known: Known, one: Subject, said: str, wanted: str) -> Told:
    """A name; the rest is about what has it."""
    found = [each for each in known.named(said) if not wanted or each.kind in wanted.split("/")]
    return True if one in found and one.kind != "metric" else found


@slot
def linked(known: Known, one: Subject, said: str, wanted: str) -> Told:
    """A name of what the text links to."""
    return one in known.named(said)


@slot
def group(known: Known, one: Subject, said: str, _: str) -> Told:
    """The head of a group of rows, which is about no row of its own."""
    return one.kind == "whole" and said in {
        *PILES, *CHANGES, "first sign", "met", "missed", *ARRIVALS}  # fmt: skip


@slot
def chart_of(known: Known, one: Subject, said: str, _: str) -> Told:
    """What a chart is of, perhaps with its unit: `Trust in percent`."""
    head, _in, unit_ = said.rpartition(" in ")
    kinds = ("goal", "metric", "part")
    return [each for name_ in (said, head) for each in known.named(name_) if each.kind in kinds
            and (name_ == said or SLOTS["unit"](known, each, unit_, "") is True)]  # fmt: skip


def _open_goals(known: Known) -> list[Subject]:
    goals = known.scope(Subject(kind="whole"))
    return [each for goal in goals for each in known.at(f"goals/{goal.goal}")]


@slot
def field(known: Known, one: Subject, said: str, _: str) -> Told:
    """How many goals are in a field of the grid: `steady | no | 36`."""
    row, column, count_ = said.split(" | ")
    return whole(count_) == sum(
        asked(known, each, "yes", "") is True and change(known, each, row, "") is True
        and able(known, each, column, "") is True for each in _open_goals(known))  # fmt: skip


@slot
def outside(known: Known, one: Subject, said: str, _: str) -> Told:
    """How many goals the grid leaves out: those met now, and those that are not asked."""
    goals = _open_goals(known)
    met = [each for each in goals if _meets(known, known.goals[each.key], each)]
    left = [each for each in goals if each not in met and asked(known, each, "no", "") is True]
    return whole(said) in (len(met), len(left))


@slot
def rule(known: Known, one: Subject, said: str, _: str) -> Told:
    """What a goal asks to."""
    goal, words = known.goal(one), {
        "reach the target by the due date": Rule.REACH, "hold the level": Rule.HOLD,
        "stay within the range": Rule.RANGE}  # fmt: skip
    return goal is not None and words.get(said) is goal.rule


def _comments(known: Known, one: Subject) -> list[Any]:
    """What people said of a subject, or of anything."""
    every = known.dataset.rows(Commentary)
    return [each for each in every if each.about.key == one.key] or list(every)


@slot
def cost(known: Known, one: Subject, said: str, _: str) -> Told:
    """What it costs."""
    row = known.dataset.by_id(Initiative).get(one.key) if one.kind == "initiative" else None
    costs = [each.cost for each in _comments(known, one)] + [row.cost if row else None]
    return any(each is not None and (str(each) == said
                                     or near(said.partition(" ")[2], _float(each)))
               for each in costs)  # fmt: skip


def _float(cell: Any) -> float | None:
    found = re.search(r"[\d.]+", str(cell).replace(",", ""))
    return float(found[0]) if found else None


@slot
def days(known: Known, one: Subject, said: str, _: str) -> Told:
    """Days of a working, which name where its numbers are from."""
    return all(span(text) is not None for text in said.split(", "))


def _planned(known: Known, one: Subject) -> float | None:
    goal, verdict = known.goals[one.key], known.referee.verdicts[one.key]
    if goal.baseline is None or verdict.expected is None:
        return None
    return goal.baseline + verdict.expected * (goal.target - goal.baseline)


@of_goal
def plan_side(known: Known, one: Subject, said: str, _: str) -> Told:
    """Whether it is ahead of the plan."""
    planned_, value = _planned(known, one), known.referee.verdicts[one.key].value
    if planned_ is None or value is None:
        return False
    return (said == "ahead of") == (known.sign(one) * (value - planned_) >= 0)


@of_goal
def plan_gap(known: Known, one: Subject, said: str, _: str) -> Told:
    """How far it is from the plan, of two numbers as they are printed."""
    planned_, value = _planned(known, one), known.referee.verdicts[one.key].value
    if planned_ is None or value is None:
        return False
    told = quantity(said)
    return told is not None and abs(told[0] - abs(value - planned_)) <= 2.1 * told[1]


@of_goal
def sigma(known: Known, one: Subject, said: str, _: str) -> Told:
    """The noise of the value that decides."""
    true, told = known.referee.verdicts[one.key].sigma, quantity(said)
    return true is not None and told is not None and abs(told[0] - true) <= max(
        0.002 * true, 2 * told[1])  # fmt: skip


@of_goal
def sigma_part(known: Known, one: Subject, said: str, _: str) -> Told:
    """One of the two that the noise is the larger of."""
    true, told = known.referee.verdicts[one.key].sigma, quantity(said)
    return told is not None and (true is None or told[0] <= true * 1.002 + 2 * told[1])


@of_goal
def margin(known: Known, one: Subject, said: str, _: str) -> Told:
    """How far the value is from the nearest limit."""
    goal, verdict, told = known.goals[one.key], known.referee.verdicts[one.key], quantity(said)
    limits = [each for each in (goal.target, goal.target_high) if each is not None]
    if verdict.value is None or told is None:
        return False
    return abs(told[0] - min(abs(verdict.value - each) for each in limits)) <= 2.1 * told[1]


@slot
def worked(known: Known, one: Subject, said: str, what: str) -> Told:
    """A formula with what it comes to, which is also what it claims to be."""
    result = said.rpartition(" = ")[2]
    right = SLOTS[what](known, one, result, "") is True
    verdict = known.referee.verdicts.get(one.key)
    if what == "way" and verdict is not None and verdict.progress is not None:
        told = quantity(result)
        # It is worked out from printed numbers.
        right = told is not None and abs(told[0] - 100 * verdict.progress) <= 2.1 * told[1]
    return right and (what == "kept_share" or SLOTS["sum"](known, one, said, "") is True)


@of_goal
def reason(known: Known, one: Subject, said: str, _: str) -> Told:
    """Why a status is what it is: each sum in it comes out, and its aim is the goal's."""
    sums = re.findall(r"([\d.,]+ × [\d.,]+) = ([\d.,]+)", said)
    aims = re.findall(r"[≤≥] (?:[A-Z]{3} )?[\d.,]+(?: million)?(?: %)?", said)
    return all(SLOTS["sum"](known, one, f"{a} = {b.rstrip(',')}", "") for a, b in sums) and all(
        SLOTS["aim"](known, one, each.rstrip(",."), "") for each in aims)  # fmt: skip


@of_goal
def pile_reason(known: Known, one: Subject, said: str, _: str) -> Told:
    """Why a goal is in its pile."""
    since_, open_ = "worsened since its baseline", known.goals[one.key]
    claims = {
        "at risk and unlikely to be there on time": ("at risk", "unlikely", ""),
        f"{since_} and unlikely to be there on time": ("", "unlikely", "worsened"),
        since_: ("", "", "worsened"),
        "unlikely to be there on time": ("", "unlikely", ""),
    }
    if said == "less likely than not to be there on time":
        chance = known.truth.get(("chance", one.key, "stated"))
        return known.pile(open_) == "watch" and chance is not None and float(chance) < 0.5
    if said == "a first sign of worsening":
        return _change(known, one) == "first-sign-worse" and known.is_open(open_)
    if said not in claims:
        return SLOTS["status"](known, one, said, "")
    status_, likely_, change_ = claims[said]
    return all(not value or SLOTS[name](known, one, value, "") is True for name, value in (
        ("status", status_), ("likely", likely_), ("change_since", change_)))  # fmt: skip


@slot
def names(known: Known, one: Subject, said: str, wanted: str) -> Told:
    """Names in a row, all of something."""
    rest = said
    while rest:
        first = next((n for n in known.longest_first
                      if rest.startswith(n)), None)  # fmt: skip
        if first is None:
            return False
        rest = re.sub(r"^(?:, | and |; | )", "", rest[len(first) :])
    return True


@slot
def segment(known: Known, one: Subject, said: str, _: str) -> Told:
    """A segment of the metric; the rest is about it."""
    return [
        Subject(kind="part", key=one.metric, metric=one.metric, segment=part)
        for metric, part in known.referee.known.figures
        if metric == one.metric and part and squeezed(known.dataset.segment_name(part)) == said
    ]


@slot
def now(known: Known, one: Subject, said: str, _: str) -> Told:
    """The newest figure; of a scored goal the one that decided."""
    rows = known.rows(one)
    if not len(rows):
        return False
    goal = known.goal(one)
    value = float(rows["value"].iloc[-1])
    if goal is not None and known.status(one) in ("met", "missed", "kept", "broken"):
        value = known.referee.verdicts[goal.goal].value or value
    return near(said, value, _unit(known, one))


@measured
def when(known: Known, one: Subject, said: str, _: str) -> Told:
    """The newest period, or that of the figure that decided."""
    rows, year = known.rows(one), known.year_start
    found = span(said, year)
    if found is None or not len(rows):
        return False
    last = rows["last"].iloc[-1]
    if known.goal(one) is not None and known.status(one) in ("met", "missed", "kept", "broken"):
        return found[1] in (last, known.referee.verdicts[one.key].day)
    return found == (beginning(last, known.figures(one).cadence), last)


@measured
def decides(known: Known, one: Subject, said: str, _: str) -> Told:
    """The value that decides a status: `42.8 days over August to October 2026`."""
    verdict, goal = known.referee.verdicts.get(one.key), known.goal(one)
    if goal is None or verdict is None or verdict.value is None:
        return False
    found = re.fullmatch(r"(.+?)(?: (?:over|in|on) (.+))?", said)
    if found is None or not near(found[1], verdict.value, _unit(known, one)):
        return False
    return not found[2] or _covers(known, one, found[2])


def _covers(known: Known, one: Subject, said: str) -> bool:
    """Whether the periods named make the value that decides."""
    found = span(said, known.year_start)
    verdict = known.referee.verdicts[one.key]
    rows = known.rows(one)
    if found is None:
        return False
    rows = rows[(rows["first"] >= found[0]) & (rows["last"] <= found[1])]
    if not len(rows) or rows["last"].iloc[-1] != found[1]:
        return False
    value, day, _, _ = together(known.figures(one), rows)
    decides_ = math.nan if verdict.value is None else verdict.value
    return math.isclose(value, decides_, rel_tol=1e-9) and day == verdict.day


@of_goal
def aim(known: Known, one: Subject, said: str, _: str) -> Told:
    """What a goal asks for: `≤ 30 days`, `at most 30 days`, `4–8 weeks`."""
    goal = known.goal(one)
    if goal is None:
        return False
    unit = _unit(known, one)
    if goal.rule is Rule.RANGE:
        ends = pair(said.removeprefix("within "))
        return ends is not None and near(ends[0], goal.target) and near(
            ends[1], goal.target_high, unit)  # fmt: skip
    sign, _, rest = said.partition(" ")
    if rest.startswith(("least ", "most ")):
        sign, rest = {"least": "≥", "most": "≤"}[rest.split()[0]], rest.split(" ", 1)[1]
    if known.sign(one) and sign != {1: "≥", -1: "≤"}[known.sign(one)]:
        return False
    return near(rest if known.sign(one) else said, goal.target, unit)


@slot
def bound(known: Known, one: Subject, said: str, _: str) -> Told:
    """The words of a bound's sign."""
    words = {"at least": 1, "at most": -1}
    return any(
        known.sign(each) == words.get(said, 9) for each in [one, *known.related(one)] if each.metric
    )


@slot
def guardrail(known: Known, one: Subject, said: str, _: str) -> Told:
    """A guardrail of a goal; the rest is about it."""
    return [each for each in known.named(said)
            if any(each.kind == "metric" and each.key in goal.guardrails
                   for goal in known.goals.values())]  # fmt: skip


@slot
def recent_since(known: Known, one: Subject, said: str, _: str) -> Told:
    """Since when something has worsened."""
    return _change(known, one) != "" and since(known, one, said, "")


@slot
def aims(known: Known, one: Subject, said: str, _: str) -> Told:
    """The aims of a metric's goals, each perhaps with its date."""
    goals = list(known.related(one))
    return all(
        any(aim(known, each, found[1], "") is True
            and (not found[2] or SLOTS["due"](known, each, found[2], "") is True) for each in goals)
        for text in re.split(r" and |, ", said)
        if (found := re.fullmatch(r"(.+?)(?: (?:by|until) (.+))?", text)))  # fmt: skip


def _handoff(known: Known, one: Subject) -> Any:
    return known.dataset.by_id(Handoff).get(one.key) if one.kind == "handoff" else None


def _metric_of(field: str) -> Checker:
    def check(known: Known, one: Subject, said: str, _: str) -> Told:
        row = _handoff(known, one)
        key = row and getattr(row, field)
        return bool(key) and said in (
            squeezed(known.metrics[key].name),
            known.metrics[key].short_name,
        )

    return check


for _field in ("provider_metric", "receiver_metric", "metric"):
    SLOTS["handoff_metric" if _field == "metric" else _field] = _metric_of(_field)


@slot
def bad(known: Known, one: Subject, said: str, _: str) -> Told:
    """How a metric of a handoff does badly: it has worsened, or a goal needs a decision."""
    row = _handoff(known, one)
    keys = [key for key in (row.metric, row.receiver_metric) if key] if row else []
    subjects = [metric_subject(key) for key in keys]
    claims = re.split(r" and (?=has )", said)
    return all(any(_is_bad(known, each, text) for each in subjects) for text in claims)


def _is_bad(known: Known, one: Subject, said: str) -> bool:
    if begun := re.fullmatch(r"has worsened since (.+)", said):
        return since(known, one, begun[1], "") is True and (
            change_code(known.move(one), known.sign(one)) == "really-worse")  # fmt: skip
    found = re.fullmatch(r"has (?:a goal|\w+ goals) that needs? a decision \((.+)\)", said)
    goals = [each for each in known.related(one) if pile(known, each, "needs a decision", "")]
    return found is not None and all(
        any(aim(known, each, text.partition(" by ")[0].partition(" until ")[0], "") is True
            for each in goals) for text in found[1].split("; "))  # fmt: skip


@of_goal
def way(known: Known, one: Subject, said: str, _: str) -> Told:
    """The share of the way that is done."""
    verdict = known.referee.verdicts.get(one.key) if known.goal(one) else None
    if verdict is None or verdict.progress is None:
        return False
    if bound := re.fullmatch(r"([<>])(−?)200 %", said):
        return abs(verdict.progress) > 2 and (bound[1] == ">") == (verdict.progress > 0)
    if said in ("none", "all"):
        return verdict.progress <= 0 if said == "none" else verdict.progress >= 1
    return near(said.removesuffix("%").strip(), 100 * verdict.progress)


@of_goal
def plan(known: Known, one: Subject, said: str, _: str) -> Told:
    """The share of the way that the plan expects."""
    verdict = known.referee.verdicts.get(one.key) if known.goal(one) else None
    expected = verdict.expected if verdict else None
    return expected is not None and near(said.removesuffix("%").strip(), 100 * expected)


@measured
def kept(known: Known, one: Subject, said: str, _: str) -> Told:
    """In how many periods of how many a goal to hold was kept: `5 of 12`."""
    verdict = known.referee.verdicts.get(one.key) if known.goal(one) else None
    if verdict is None or verdict.kept is None:
        return False
    count, of = verdict.kept
    found = re.fullmatch(r"(?:only )?(\w+)(?: of |/)(\d+)", said)
    if found is None:
        return False
    words = {"all": of, "none": 0}
    said_count = words[found[1]] if found[1] in words else int(found[1])
    if said.startswith("only ") and count >= of:
        return False
    return (said_count, int(found[2])) == (count, of)


@of_goal
def status(known: Known, one: Subject, said: str, _: str) -> Told:
    """The precise status."""
    if known.goal(one) is None:
        return False
    wanted = {STATUSES.get(each, each.replace(" ", "-")) for each in said.split("|")}
    return known.status(one) in wanted


@of_goal
def state(known: Known, one: Subject, said: str, _: str) -> Told:
    """The word for the status, after it perhaps the precise one: `off track (off pace)`.

    Of what does well and yet is to be watched there is only the precise one: `on pace`.
    """
    goal = known.goal(one)
    if goal is None:
        return False
    if known.status(one) in STATES["on track"] and known.pile(goal) == "watch":
        return status(known, one, said.lower(), "") is True
    if "|" in said:
        return any(state(known, one, each, "") is True for each in said.split("|"))
    found = re.fullmatch(r"([^(]+?)(?: \((.+)\))?", re.sub(r"(?<=\w)-(?=\w)", " ", said.lower()))
    if found is None or known.status(one) not in STATES.get(found[1], ()):
        return False
    return not found[2] or status(known, one, found[2], "")


@of_goal
def closed_(known: Known, one: Subject, said: str, _: str) -> Told:
    """That a goal is closed, and how: `replaced; was missed`, `dropped`."""
    goal = known.goal(one)
    if goal is None or known.is_open(goal):
        return False
    word, _, was = said.partition("; was ")
    successor = any(each.replaces == goal.goal for each in known.goals.values()
                    if each.state is GoalState.ACTIVE)  # fmt: skip
    true = "dropped" if goal.state is GoalState.DROPPED else (
        "replaced" if successor else "closed")  # fmt: skip
    return word == true and (not was or state(known, one, was, "") is True)


@of_goal
def pile(known: Known, one: Subject, said: str, _: str) -> Told:
    """The pile of an open goal."""
    goal = known.goal(one)
    return goal is not None and known.is_open(goal) and known.pile(goal) == PILES.get(said)


@of_goal
def in_piles(known: Known, one: Subject, said: str, _: str) -> Told:
    """A goal's place in its pile: `1 of 9`."""
    goal = known.goal(one)
    if goal is None or not known.is_open(goal):
        return False
    same = [each for each in known.scope(Subject(kind="whole"))
            if known.pile(each) == known.pile(goal)]  # fmt: skip
    return said.partition(" of ")[2] == str(len(same))


def _change(known: Known, one: Subject) -> str:
    """What has changed; of a metric whose figures are too old nothing is told."""
    rows = known.rows(one)
    if not one.metric or not len(rows):
        return "cannot-be-told"
    if one.kind != "goal" and stale_rows(known.referee.known, known.figures(one), rows):
        return "cannot-be-told"
    return change_code(known.move(one), known.sign(one))


@slot
def change(known: Known, one: Subject, said: str, _: str) -> Told:
    """What has changed."""
    if not one.metric:
        return False
    wanted = {CHANGES.get(each.replace("-", " ").lower(), "") for each in said.split("|")}
    found = _change(known, one)
    return found in wanted or (said == "first sign" and found.startswith("first"))


@of_goal
def change_since(known: Known, one: Subject, said: str, _: str) -> Told:
    """What has changed since a goal's baseline: an older claim is none."""
    goal, move = known.goal(one), known.move(one)
    if goal is None:
        return False
    wanted = {CHANGES.get(each.replace("-", " "), "") for each in said.split("|")}
    found = _change_since(known, goal, one, move)
    return found in wanted


def _change_since(known: Known, goal: Goal, one: Subject, move: Any) -> str:
    frozen = known.status(one) in ("met", "missed", "kept", "broken")
    if not frozen and worsened(goal, move, known.sign(one)):
        return "really-worse"
    found = _change(known, one)
    if move is None or not found.startswith("really"):
        return found
    after = goal.baseline_date
    if after is None:
        last = move.points["last"].iloc[-1]
        after = month_end(last.year - 1, last.month)
    return found if move.last_start > after else "no-real-change"


@judged
def since(known: Known, one: Subject, said: str, _: str) -> Told:
    """Since when it has changed, with the owner's event there: `“New desk” (April 2026)`."""
    move = known.move(one)
    begun = move.told_since if move is not None and not move.why_not else None
    found = re.fullmatch(r"(?:“?(.+?)”?(?: began)? \()?([^()“”]+?)\)?", said)
    if begun is None or found is None:
        return False
    days = span(found[2], known.year_start)
    return days is not None and days[0] == begun


@judged
def means(known: Known, one: Subject, said: str, _: str) -> Told:
    """The averages of the levels: `29.1 → 33.9 → 40.6 days`."""
    move, parts = known.move(one), said.split(" → ")
    if move is None or len(parts) != len(move.means):
        return False
    unit = _unit(known, one)
    return all(near(text, mean, unit) for text, mean in zip(parts, move.means, strict=True))


@measured
def all_ends(known: Known, one: Subject, said: str, _: str) -> Told:
    """The least and the greatest of all its figures."""
    ends, values, unit = pair(said), known.rows(one)["value"], _unit(known, one)
    if ends is None:
        return False
    return near(ends[0], values.min(), unit) and near(ends[1], values.max(), unit)


@measured
def first_year(known: Known, one: Subject, said: str, _: str) -> Told:
    """The year of its first figure."""
    return whole(said) == int(known.rows(one)["last"].min().year)


@measured
def year_apart(known: Known, one: Subject, said: str, _: str) -> Told:
    """How much more or less its newest figure is than that of the year before: `3 days more`."""
    rows = known.rows(one)
    last, now = rows["last"].iloc[-1], rows["value"].iloc[-1]
    before = [value for day, value in zip(rows["last"], rows["value"], strict=True)
              if (day.year + 1, day.month) == (last.year, last.month)]  # fmt: skip
    apart, _space, way = said.rpartition(" ")
    if not before or way != ("more" if now > before[0] else "less"):
        return False
    return near(apart, abs(now - before[0]))


@judged
def side(known: Known, one: Subject, said: str, _: str) -> Told:
    """On which side of its usual range the newest figure is: within, above or below."""
    move = known.move(one)
    if move is None or move.why_not:
        return False
    last = move.z[-1]
    where = "above" if last > move.upper else "below" if last < move.lower else "within"
    return said == where == {True: where, False: "within"}[bool(move.outside)]


def _ends(known: Known, one: Subject, said: str, low: float, high: float) -> bool:
    """Whether a printed range has these ends, within what the metric's figures can be."""
    ends, metric = pair(said), known.metrics[one.metric]
    if ends is None:
        return False
    least = metric.minimum if metric.minimum is not None else -math.inf
    most = metric.maximum if metric.maximum is not None else math.inf
    natural = (-math.inf, math.inf)
    if metric.calculation is Calculation.NPS:
        natural = (-100.0, 100.0)
    elif metric.calculation is Calculation.SHARE and metric.is_counted:
        natural = (0.0, 100.0)
    if metric.calculation is Calculation.COUNT or (low < 0 <= known.rows(one)["value"].min()):
        natural = (max(0.0, natural[0]), natural[1])
    least, most = max(least, natural[0]), min(most, natural[1])
    unit = _unit(known, one)
    return all(
        near(text, end, unit) or near(text, min(max(end, least), most), unit)
        for text, end in zip(ends, (low, high), strict=True)
    )


@judged
def usual(known: Known, one: Subject, said: str, _: str) -> Told:
    """The usual range of the last level; with its season where there is one."""
    move = known.move(one)
    if move is None or move.why_not:
        return False
    season = move.points["value"].iloc[-1] - move.z[-1]
    return any(_ends(known, one, said, move.lower + shift, move.upper + shift)
               for shift in {0.0, season})  # fmt: skip


def _begun(known: Known, one: Subject) -> int:
    """The point at which what is judged now begins."""
    move, figures = known.move(one), known.figures(one)
    begins = [int((move.points["last"] < day).sum()) for day in figures.rebased]
    begin = max([at for at in begins if 0 < at < len(move.points)], default=0)
    return int(move.starts[-1]) if move.starts else begin


@judged
def level_length(known: Known, one: Subject, said: str, _: str) -> Told:
    """Of how many figures the last level is, so far."""
    move = known.move(one)
    if move is None:
        return False
    word = said.split(" ", maxsplit=1)[0]
    count = whole(word)
    return count == len(move.points) - _begun(known, one)


@of_goal
def able(known: Known, one: Subject, said: str, _: str) -> Told:
    """Whether we can hit it as we work today: always, sometimes, no."""
    goal = known.goal(one)
    return goal is not None and set(said.lower().replace("-", " ").split("|")) & set(
        ability(known, goal, one)) != set()  # fmt: skip


def ability(known: Known, goal: Goal, one: Subject) -> tuple[str, ...]:
    """How the usual range lies to the goal; what the site may say of it."""
    move, figures, s = known.move(one), known.figures(one), known.sign(one)
    if move is None or move.why_not or figures.cadence in DAYS or figures.total:
        return ("cannot be told",)
    if goal.rule is Rule.RANGE and goal.target_high is not None:
        all_in = goal.target < move.lower and move.upper < goal.target_high
        none_in = goal.target > move.upper or move.lower > goal.target_high
    elif s:
        all_in = s * goal.target < min(s * move.lower, s * move.upper)
        none_in = s * goal.target > max(s * move.lower, s * move.upper)
    else:
        return ("cannot be told",)
    return ("always",) if all_in else ("no",) if none_in else ("sometimes",)


def _meets(known: Known, goal: Goal, one: Subject) -> bool:
    rows, s = known.rows(one), known.sign(one)
    if not len(rows):
        return False
    value = float(rows["value"].iloc[-1])
    if goal.rule is Rule.RANGE and goal.target_high is not None:
        return goal.target <= value <= goal.target_high
    return bool(s) and s * value >= s * goal.target - 1e-9 * abs(goal.target)


@of_goal
def meets(known: Known, one: Subject, said: str, _: str) -> Told:
    """Whether the newest figure fulfils the goal."""
    goal = known.goal(one)
    return goal is not None and _meets(known, goal, one) == (said == "yes")


@of_goal
def asked(known: Known, one: Subject, said: str, _: str) -> Told:
    """Whether it is asked if we can hit it: its figures are judged, and the newest misses."""
    goal = known.goals[one.key]
    if not len(known.rows(one)) or _meets(known, goal, one):
        return said == "no"
    old = stale_rows(known.referee.known, known.figures(one), known.rows(one))
    scored = known.status(one) in ("met", "missed", "kept", "broken")
    told = not old and not scored and ability(known, goal, one) != ("cannot be told",)
    return told == (said == "yes")


@of_goal
def likely(known: Known, one: Subject, said: str, _: str) -> Told:
    """The word of the chance."""
    goal = known.goal(one)
    words = {CHANCES.get(each.replace("-", " ").lower(), "?") for each in said.split("|")}
    return goal is not None and known.truth["chance", goal.goal, "word"] in words


@of_goal
def chance(known: Known, one: Subject, said: str, _: str) -> Told:
    """The stated chance: `62 %`, `under 5 %`, `<5 %`."""
    stated = known.truth["chance", one.key, "stated"]
    exact = known.truth["chance", one.key, "worked out"]
    found = re.fullmatch(r"(under |over |<|>)?(\d+) %", said)
    if stated is None or exact is None or found is None:
        return False
    side_ = {"under ": -1, "<": -1, "over ": 1, ">": 1, None: 0}[found[1]]
    if side_ and side_ * (exact - stated) <= 0:
        return False
    return bool(abs(100 * stated - float(found[2])) <= 0.5 + 1e-9)


def interval_of(calculation: Calculation, counts: pd.Series) -> tuple[float, float] | None:
    """The 95 % interval of counts: Wilson's of a share, the adjusted Wald one of an NPS."""
    n, z = counts["n"], 1.96
    if calculation is Calculation.SHARE:
        p = counts["numerator"] / n
        middle, wide = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        whole = 1 + z * z / n
        return 100 * (middle - wide) / whole, 100 * (middle + wide) / whole
    if calculation is Calculation.NPS:
        p, d = (counts["promoters"] + 0.75) / (n + 3), (counts["detractors"] + 0.75) / (n + 3)
        wide = 100 * z * math.sqrt((p + d - (p - d) ** 2) / (n + 3))
        return max(100 * (p - d) - wide, -100.0), min(100 * (p - d) + wide, 100.0)
    return None


@measured
def interval(known: Known, one: Subject, said: str, _: str) -> Told:
    """The interval of the newest figure."""
    rows = known.rows(one)
    if not len(rows):
        return False
    ends = interval_of(known.metrics[one.metric].calculation, rows.iloc[-1])
    return ends is not None and _ends(known, one, said, *ends)


def _year(known: Known, one: Subject) -> pd.DataFrame:
    figures, rows = known.figures(one), known.rows(one)
    begin = later(rows["last"].iloc[-1], -{Cadence.MONTHLY: 12, Cadence.QUARTERLY: 4,
                  Cadence.YEARLY: 1, Cadence.WEEKLY: 52, Cadence.DAILY: 365}[figures.cadence],
                  figures.cadence)  # fmt: skip
    return rows[rows["last"] > begin]


@measured
def year_value(known: Known, one: Subject, said: str, _: str) -> Told:
    """The figure of the last year together."""
    rows, figures = _year(known, one), known.figures(one)
    if figures.metric.calculation in DIVIDED:
        value = together(figures, rows)[0]
    else:
        value = float(rows["value"].sum())
    return near(said, value, _unit(known, one))


@measured
def year_interval(known: Known, one: Subject, said: str, _: str) -> Told:
    """Its interval."""
    counts = _year(known, one)[["n", "numerator", "promoters", "detractors"]].sum()
    ends = interval_of(known.metrics[one.metric].calculation, counts)
    return ends is not None and _ends(known, one, said, *ends)


@measured
def year_periods(known: Known, one: Subject, said: str, _: str) -> Told:
    """How many periods it is of."""
    return said.split(maxsplit=1)[0] == str(len(_year(known, one)))


@measured
def apart(known: Known, one: Subject, said: str, _: str) -> Told:
    """How far the newest figure of a segment is from the whole, or its share of a sum."""
    whole, rows = known.rows(replace(one, segment="")), known.rows(one)
    found = re.fullmatch(r"(.+) (above|below) all", said)
    if not len(rows) or not len(whole):
        return False
    value, total = float(rows["value"].iloc[-1]), float(whole["value"].iloc[-1])
    distance, share = value - total, re.fullmatch(r"(.+), (.+) of all", said)
    if share is not None:
        part = near(share[2], 100 * value / total, "percent")
        return part and near(share[1], value, _unit(known, one))
    if found is None:
        return said == "as all" and abs(distance) < 1e-9
    right = found[2] == ("above" if distance > 0 else "below")
    return right and near(found[1], abs(distance), _unit(known, one))


def _newest_parts(known: Known, one: Subject) -> dict[str, float]:
    parts = {
        part: known.last(replace(one, segment=part))
        for metric, part in known.referee.known.figures
        if metric == one.metric and part and len(known.rows(replace(one, segment=part)))
    }
    newest_ = max((last for last, _ in parts.values()), default=None)
    return {part: value for part, (last, value) in parts.items() if last == newest_}


@measured
def extreme(known: Known, one: Subject, said: str, which: str) -> Told:
    """The lowest or highest segment: `78.2 % (E-mail)`."""
    found = re.fullmatch(r"(.+?) \((.+)\)", said)
    parts = _newest_parts(known, one)
    if found is None or not parts:
        return False
    end = (min if which == "low" else max)(parts.values())
    named_ = {squeezed(known.dataset.segment_name(part)) for part, value in parts.items()
              if value == end}  # fmt: skip
    return found[2] in named_ and near(found[1], end, _unit(known, one))


@measured
def both_ends(known: Known, one: Subject, said: str, mark: str) -> Told:
    """The lowest and the highest segment, with names or without: `Chat 71 %, Phone 83 %`."""
    texts, values = said.split(mark or ", "), _newest_parts(known, one)
    ends = (min(values.values()), max(values.values())) if len(texts) == 2 and values else ()
    for text, end in zip(texts, ends, strict=False):
        names_ = [squeezed(known.dataset.segment_name(part)) for part in values
                  if values[part] == end and not mark]  # fmt: skip
        rest = next((text[len(each) :].strip() for each in names_ if text.startswith(each)), "")
        if not near(text if mark else rest, end, _unit(known, one)):
            return False
    return bool(ends)


@measured
def nps_years(known: Known, one: Subject, said: str, _: str) -> Told:
    """Who answered what in some year: `2023 | 40 from 3,340 answers`, or its two shares."""
    shares = re.fullmatch(r"(\S+ %) detractors, (\S+ %) promoters", said)
    score = re.fullmatch(r".*(\d{4}) \| (\S+) from (\S+) answers", said)
    if not shares and not score:
        return False
    rows = known.rows(one)
    for year in {last.year for last in rows["last"]}:
        sums = rows[[last.year == year for last in rows["last"]]][list(COUNTS)].sum()
        if not sums["n"]:
            continue
        low, high = (100 * sums[each] / sums["n"] for each in ("detractors", "promoters"))
        if shares and near(shares[1], low) and near(shares[2], high):
            return True
        if score and score[1] == str(year):
            return near(score[2], high - low) and near(score[3], sums["n"])
    return False


@measured
def period(known: Known, one: Subject, said: str, _: str) -> Told:
    """A period of the record; the rest of the line is a cell of its row."""
    found = span(said.removesuffix(" (open)"), known.year_start)
    if found is None or found[1] not in known.cells[one.metric, one.segment]:
        return False
    if said.endswith(" (open)") != (found[1] > known.as_of):
        return False
    return [replace(one, kind=f"cell {found[1]}")]


@measured
def cell(known: Known, one: Subject, said: str, column: str) -> Told:
    """A cell of the table of figures."""
    last = dt.date.fromisoformat(one.kind.removeprefix("cell "))
    value = known.cells[one.metric, one.segment][last].get(column, math.nan)
    return near(said, float(value), _unit(known, one) if column == "value" else None)


@slot
def cadence(known: Known, one: Subject, said: str, _: str) -> Told:
    """How often it is measured."""
    found = known.dataset.cadences.get(one.metric)
    return found is not None and found.value == said


@slot
def unit(known: Known, one: Subject, said: str, _: str) -> Told:
    """The unit as a chart names it."""
    own = _unit(known, one).lower()
    signs = (
        ("%", "points") if own == "percent" else (own[-3:].upper() if "currency" in own else own,)
    )
    return said in signs


def next_due_of(known: Known, one: Subject) -> dt.date | None:
    """When the next figure of a metric is due; None before the first."""
    figures = known.figures(one)
    if figures is None or not len(known.rows(one)):
        return None
    ending = later(known.handed_in(one), 1, figures.cadence)
    return ending + dt.timedelta(days=figures.metric.lag_days)


@slot
def late(known: Known, one: Subject, said: str, _: str) -> Told:
    """Whether the next figure is late."""
    next_ = next_due_of(known, one)
    return next_ is not None and (next_ < known.as_of) == (said == "yes")


@slot
def owner(known: Known, one: Subject, said: str, _: str) -> Told:
    """Who answers for it."""
    if known.goal(one) is not None:
        row: Any = known.goal(one)
    elif one.kind in ("metric", "part"):
        row = known.metrics[one.metric]
    else:
        tables = {"initiative": Initiative, "handoff": Handoff}
        row = known.dataset.by_id(tables[one.kind]).get(one.key) if one.kind in tables else None
    return row is not None and (
        said.lower() == "no owner named" if not row.owner else said == row.owner
    )


@slot
def department(known: Known, one: Subject, said: str, _: str) -> Told:
    """The department of a goal or metric."""
    row: Any = known.goal(one) or known.metrics.get(one.metric)
    found = row and known.dataset.by_id(Department)[row.department]
    return found is not None and said in (squeezed(found.name), found.short_name)


def _cut(said: str, whole: str) -> bool:
    return said.endswith("…") and squeezed(whole).startswith(said[:-1])


@measured
def parts(known: Known, one: Subject, said: str, _: str) -> Told:
    """The parts of a figure: `Legal 14 days, Technology 9 days and rest 3 days`."""
    own = [metric for metric in known.metrics.values() if metric.part_of == one.metric]
    labels: dict[Any, float] = {}
    for each in own:
        who = known.dataset.by_id(Department)[each.department]
        value = float(known.rows(Subject(kind="metric", metric=each.metric))["value"].iloc[-1])
        labels |= dict.fromkeys((who.short_name or who.name, each.short_name, each.name), value)
    rest = float(known.rows(one)["value"].iloc[-1]) - sum(set(labels.values()))
    told = [re.fullmatch(r"(.+?) ((?:[A-Z]{3} )?[\d.,]+.*)", text)
            for text in re.split(r", | and ", said)]  # fmt: skip
    return len(told) >= len(own) > 0 and all(
        each is not None and near(each[2], labels.get(each[1], rest), _unit(known, one))
        for each in told)  # fmt: skip


@measured
def period_noun(known: Known, one: Subject, said: str, _: str) -> Told:
    """The noun of its periods."""
    nouns = {Cadence.DAILY: "day", Cadence.WEEKLY: "week", Cadence.MONTHLY: "month",
             Cadence.QUARTERLY: "quarter", Cadence.YEARLY: "year"}  # fmt: skip
    return said.removesuffix("s") == nouns[known.dataset.cadences[one.metric]]


@measured
def pace(known: Known, one: Subject, said: str, which: str) -> Told:
    """The mean change a period: needed from now, so far, or the best in the record."""
    goal = known.goal(one)
    true = paces(known, goal, one).get(which) if goal else None
    return true is not None and near(said.partition(" a ")[0].replace("+", ""), true)


def paces(known: Known, goal: Goal, one: Subject) -> dict[str, float | None]:
    """The paces of a goal, by what they are."""
    figures, rows = known.figures(one), known.rows(one)
    newest_, last = float(rows["value"].iloc[-1]), rows["last"].iloc[-1]
    left = 0
    while goal.due and later(last, left + 1, figures.cadence) <= goal.due:
        left += 1
    course = {row["last"]: row["value"] for row in rows.to_dict("records")}
    added = 0.0
    if figures.metric.accumulates == "year":
        for day, before in zip(list(course)[1:], list(course.items()), strict=False):
            added += before[1] if day.year != before[0].year else 0.0
            course[day] += added
    since_ = {day: value for day, value in course.items()
              if not any(day < rebased <= last for rebased in figures.rebased)}  # fmt: skip
    changes = [since_[day] - value for before, value in since_.items()
               if (day := later(before, left, figures.cadence)) in since_]  # fmt: skip
    turn = max if goal.target > newest_ else min
    so_far, past = None, 0
    if goal.baseline is not None and goal.baseline_date is not None:
        while later(last, -past, figures.cadence) > goal.baseline_date:
            past += 1
        begin = goal.baseline
        if figures.metric.accumulates == "year":
            begin = max((value for day, value in course.items() if day <= goal.baseline_date),
                        default=0.0)  # fmt: skip
        so_far = (course[last] - begin) / past if past else None
    return {
        "needed": (goal.target - newest_) / left if left else None,
        "so far": so_far,
        "best": turn(changes) / left if changes and left else None,
        "left": left,
    }


@measured
def best(known: Known, one: Subject, said: str, _: str) -> Told:
    """Over how many periods the best is: as many as are left."""
    goal, found = known.goal(one), re.fullmatch(r"[Bb]est (\d+) (\w+)", said)
    if goal is None or found is None or SLOTS["period_noun"](known, one, found[2], "") is not True:
        return False
    return int(found[1]) == paces(known, goal, one)["left"]


@slot
def sum_(known: Known, one: Subject, said: str, _: str) -> Told:
    """A formula and what it comes to: `(42.8 − 39.5) / (30 − 39.5) = −34.7 %`."""
    formula, _, result = said.partition(" = ")
    told = quantity(result)
    value = evaluated(formula)
    if told is None or value is None:
        return False
    if told[2] == "%" and "100 ×" not in formula and abs(value - told[0]) > told[1]:
        value *= 100
    # The formula is of printed numbers, so its last place may differ.
    return abs(value - told[0]) <= max(2.1 * told[1], 0.002 * abs(value))


def evaluated(formula: str) -> float | None:
    """The value of a formula as it is printed; None if it is none."""
    text = formula.replace(",", "").replace("−", "-").replace("×", "*").replace("²", "**2")
    text = re.sub(r"\b(?:promoters|detractors)\b", "", text)
    text = re.sub(r"(\d*)([⅓⅔½])", lambda m: str(float(m[1] or 0) + _THIRDS[m[2]]), text)
    text = re.sub(r"√(\d+(?:\.\d+)?)", r"(\1)**0.5", text)
    text = re.sub(r"√\((.*?)\)(?=$|,)", r"(\1)**0.5", text)
    if not re.fullmatch(r"[\d.+\-*/() ]+", text):
        return None
    return float(eval(text))  # noqa: S307 -- digits and signs alone


@measured
def behind(known: Known, one: Subject, said: str, _: str) -> Told:
    """What is behind the newest figure: `78.5 to 83.1 %; 1,115 answers`."""
    between, _, count_ = said.rpartition("; ")
    number_, _, noun = count_.partition(" ")
    rows = known.rows(one)
    if not len(rows):
        return False
    people = known.metrics[one.metric].calculation is Calculation.NPS or (
        "invited" in rows and rows["invited"].iloc[-1] > 0)  # fmt: skip
    if noun.removesuffix("s") != ("answer" if people else "case"):
        return False
    return SLOTS["n"](known, one, number_, "") is True and (
        not between or interval(known, one, between, "") is True)  # fmt: skip


@measured
def change_begun(known: Known, one: Subject, said: str, _: str) -> Told:
    """What has changed and since when, as a chart says it."""
    word, _, begun = said.partition(" since ")
    told = change_code(known.move(one), {Better.HIGHER: 1, Better.LOWER: -1, Better.NEITHER: 0}[
        known.metrics[one.metric].better])  # fmt: skip
    return told == CHANGES.get(word) and (not begun or since(known, one, begun, "") is True)


@slot
def targets(known: Known, one: Subject, said: str, _: str) -> Told:
    """The targets in a chart: `target at least 90 % by 31 Dec 2026: on track`."""
    goals = [each for goal in known.goals.values()
             if (goal.metric, goal.segment or "") == (one.metric, one.segment)
             for each in known.at(f"goals/{goal.goal}")]  # fmt: skip
    for text in said.split("; "):
        if re.fullmatch(r"\d+ more targets?", text):
            continue
        found = re.fullmatch(r"target (.+?)(?: (?:by|until) (\d.+?))?(?:: (.+))?", text)
        if found is None or not any(
            aim(known, each, found[1], "") is True
            and (not found[2] or SLOTS["due"](known, each, found[2], "") is True)
            and (not found[3] or pile(known, each, found[3], "") is True)
            for each in goals
        ):
            return False
    return True


@slot
def periods(known: Known, one: Subject, said: str, _: str) -> Told:
    """The noun of what is counted."""
    return said == "figures" or SLOTS["period_noun"](known, one, said, "")


@judged
def run(known: Known, one: Subject, said: str, _: str) -> Told:
    """For how many periods the last figures run or rise."""
    word, move = said.split(maxsplit=1)[0], known.move(one)
    told = whole(word)
    values = move.z[_begun(known, one) :]
    middle = math.fsum(values) / len(values)
    on_side, rising = 0, 0
    while on_side < len(values) and (values[-1 - on_side] - middle) * move.sign > 0:
        on_side += 1
    while rising < len(values) - 1 and (
        values[-1 - rising] - values[-2 - rising]) * move.sign > 0:  # fmt: skip
        rising += 1
    return told in (on_side, rising)


@of_goal
def missing(known: Known, one: Subject, said: str, _: str) -> Told:
    """What is not stated: `baseline and no due date are`."""
    goal = known.goal(one)
    if goal is None:
        return False
    nouns = {"baseline": goal.baseline, "baseline date": goal.baseline_date, "due date": goal.due}
    told = re.sub(r" (is|are)$", "", said).split(" and no ")
    return all(noun in nouns and nouns[noun] is None for noun in told)


@measured
def n_mean(known: Known, one: Subject, said: str, _: str) -> Told:
    """The answers a period behind the value that decides."""
    verdict, rows = known.referee.verdicts.get(one.key), known.rows(one)
    return verdict is not None and verdict.n is not None and any(
        near(said, verdict.n / k) and math.isclose(rows["n"].tail(k).sum(), verdict.n)
        for k in (1, 2, 3))  # fmt: skip


@measured
def row_length(known: Known, one: Subject, said: str, _: str) -> Told:
    """At how many figures in a row the target is met: `3 monthly`."""
    goal, rows = known.goal(one), known.rows(one)
    found = re.fullmatch(r"(\d+) (\w+)", said)
    if goal is None or found is None or cadence(known, one, found[2], "") is not True:
        return False
    since_ = rows if goal.baseline_date is None else rows[rows["last"] > goal.baseline_date]
    s, count_ = known.sign(one), 0
    values = since_["value"].tolist()
    while count_ < len(values) and s * values[-1 - count_] >= s * goal.target:
        count_ += 1
    return int(found[1]) == count_


@measured
def outlook(known: Known, one: Subject, said: str, field: str) -> Told:
    """Where the outlook on record is heading: its mean, period and 80 % band."""
    found = known.outlooks.get(one.key) if known.goal(one) else None
    if found is None or found.mean is None:
        return False
    if field == "mean":
        return near(said, found.mean, _unit(known, one))
    if field == "when":
        days = span(said, known.year_start)
        return days is not None and days[1] == found.period.last
    ends = pair(said)
    return ends is not None and all(
        near(text, end, _unit(known, one))
        for text, end in zip(ends, found.band_80, strict=True))  # fmt: skip


@measured
def rests(known: Known, one: Subject, said: str, field: str) -> Told:
    """Since when the outlook's record runs, and how many periods in it have no figure."""
    figures, rows = known.figures(one), known.rows(one)
    ends = list(rows["last"])
    begin = max([sum(day < rebased for day in ends) for rebased in figures.rebased], default=0)
    for at in range(begin + 1, len(ends)):
        if ends[at] > later(ends[at - 1], 3, figures.cadence):
            begin = at
    if field == "since":
        days = span(said, known.year_start)
        return days is not None and days[1] == ends[begin]
    length = 0
    while later(ends[begin], length, figures.cadence) < ends[-1]:
        length += 1
    return whole(said) == length + 1 - (len(ends) - begin)


@measured
def gaps(known: Known, one: Subject, said: str, _: str) -> Told:
    """How many periods of the whole record have no figure: `2 months`."""
    figures, ends = known.figures(one), list(known.rows(one)["last"])
    length = 0
    while later(ends[0], length, figures.cadence) < ends[-1]:
        length += 1
    return whole(said.split(maxsplit=1)[0]) == length + 1 - len(ends)


@measured
def tried(known: Known, one: Subject, said: str, _: str) -> Told:
    """How far ahead chances were tried."""
    found = {Cadence.MONTHLY: "12 months", Cadence.QUARTERLY: "8 quarters"}
    return said == found.get(known.dataset.cadences[one.metric], said)


@slot
def held(known: Known, one: Subject, said: str, _: str) -> Told:
    """How often a band of 80 % held: Methods has the tries."""
    told = quantity(said)
    return told is not None and 70 <= told[0] <= 90


@measured
def scale(known: Known, one: Subject, said: str, _: str) -> Told:
    """The one scale of small charts: from the least to the greatest figure."""
    whole_ = known.last(one)[1]
    parts_ = sorted(_newest_parts(known, one).items(), key=lambda each: -abs(each[1] - whole_))
    drawn = ["", *(part for part, _ in parts_[:6])]
    values = [value for part in drawn
              for value in known.rows(replace(one, segment=part))["value"]]  # fmt: skip
    return _ends(known, one, said, min(values), max(values))


@slot
def segment_names(known: Known, one: Subject, said: str, _: str) -> Told:
    """All segments of a metric by name."""
    own = {squeezed(known.dataset.segment_name(part))
           for metric, part in known.referee.known.figures
           if metric == one.metric and part}  # fmt: skip
    return said == f"{len(own)} of them" or set(said.split(", ")) <= own


@of_goal
def segment_name(known: Known, one: Subject, said: str, _: str) -> Told:
    """The segment of a goal."""
    goal = known.goal(one)
    return goal is not None and squeezed(known.dataset.segment_name(goal.segment)) == said


@slot
def events(known: Known, one: Subject, said: str, _: str) -> Told:
    """The events in a chart by number, title and day."""
    own = {(squeezed(each.title), each.date, each.rebase is YesNo.YES)
           for each in known.dataset.rows(Event)}  # fmt: skip
    own |= {(squeezed(each.name), each.start, False) for each in known.dataset.rows(Initiative)}
    texts = re.findall(
        r"\d+ (?:Start: )?(.+?) \((\d+ \w+ \d{4})(; values begin anew)?\)(?:; |$)", said
    )
    return bool(texts) and all(
        any(_same(title, known_title) and is_day(day, when_) and bool(anew) == rebased
            for known_title, when_, rebased in own) for title, day, anew in texts)  # fmt: skip


def _same(said: str, whole: str) -> bool:
    return said == whole or _cut(said, whole)


@slot
def source(known: Known, one: Subject, said: str, _: str) -> Told:
    """The file and lines of a metric's figures: `measurements/crm.csv, lines 6 to 326`."""
    found = re.fullmatch(r"(.+?), lines? (\d+)(?: to (\d+))?", said)
    if found is None:
        return False
    part = known.dataset.segment_name(one.segment) if one.segment else ""
    keys = {
        one.metric,
        f"{one.metric}/",
        f"{one.metric}/{part.casefold()}",
        f"{one.metric}/{one.segment}",
    }
    told = int(found[2]), int(found[3] or found[2])
    return any(told == (min(lines), max(lines))
               for key in keys if (lines := known.lines.get((found[1], key))))  # fmt: skip


# ── slots in tables ────────────────────────────────────────────────────────────────────────────


def _gap(known: Known, one: Subject) -> float | None:
    value = known.referee.verdicts[one.key].value
    return None if value is None else abs(value - known.goals[one.key].target)


def _kept_share(known: Known, one: Subject) -> float | None:
    kept_ = known.referee.verdicts[one.key].kept
    return None if kept_ is None else 100 * kept_[0] / kept_[1]


def _figures_to(known: Known, _: Subject) -> dt.date | None:
    """The day that most figures reach to: the newest that a quarter of the metrics share."""
    lasts = [rows["last"].iloc[-1] for key in known.metrics
             if len(rows := known.rows(metric_subject(key)))]  # fmt: skip
    shared = [day for day in lasts if 4 * lasts.count(day) >= len(lasts)]
    return max(shared or lasts, default=None)


_Figure: TypeAlias = Callable[[Known, Subject], "float | None"]
#: Figures with the unit of their metric, and those without one.
FIGURES: dict[str, tuple[Guard, _Figure]] = {
    "newest": (_measured, lambda known, one: known.last(one)[1]),
    "baseline": (_a_goal, lambda known, one: known.goals[one.key].baseline),
    "target": (_a_goal, lambda known, one: known.goals[one.key].target),
    "planned": (_a_goal, _planned),
    "gap": (_a_goal, _gap),
    "from_mean": (_judged, lambda known, one: next(iter(known.move(one).means), None)),
    "mean": (_judged, lambda known, one: (known.move(one).lower + known.move(one).upper) / 2),
}
NUMBERS: dict[str, tuple[Guard, _Figure]] = {
    "n": (_measured, lambda known, one: float(known.rows(one)["n"].iloc[-1])),
    "invited": (_measured, lambda known, one: float(known.rows(one)["invited"].iloc[-1])),
    "rate": (_measured, lambda known, one: float(
        100 * known.rows(one)["n"].iloc[-1] / known.rows(one)["invited"].iloc[-1])),
    "year_n": (_measured, lambda known, one: float(_year(known, one)["n"].sum())),
    "kept_share": (_a_goal, _kept_share),
}  # fmt: skip
DATES: dict[str, tuple[Guard, Callable[[Known, Subject], dt.date | None]]] = {
    "due": (_a_goal, lambda known, one: known.goals[one.key].due),
    "baseline_day": (_a_goal, lambda known, one: known.goals[one.key].baseline_date),
    "decides_day": (_a_goal, lambda known, one: known.referee.verdicts[one.key].day),
    "next_due": (_anything, next_due_of),
    "figures_to": (_anything, _figures_to),
}
#: The words for the direction of a first sign.
SIGNS = {"shift": ("above", "below"), "trend": ("risen", "fallen"), "edge": ("upper", "lower")}
#: In how many periods of how many a goal was kept.
KEPT = {
    "kept_until": r"(?P<of>\d+) \w+ figures until then (?P<count>\w+)",
    "kept_last": r"(?P<count>(?:only )?\w+) of the last (?P<of>\d+) \w+",
    "kept_figures": r"(?P<of>\d+) \w+ figures (?P<count>(?:only )?\w+)",
}


def _benchmarks(known: Known, one: Subject) -> list[Any]:
    return [each for each in known.dataset.rows(Benchmark) if each.metric == one.metric]


def _events(known: Known, one: Subject) -> list[Any]:
    return [each for each in known.dataset.rows(Event) if each.metric in (None, one.metric)]


#: Cells of rows about the subject.
ROWS: dict[str, tuple[Callable[[Known, Subject], list[Any]], tuple[str, ...]]] = {
    "benchmark": (_benchmarks, ("label", "source")),
    "benchmark_value": (_benchmarks, ("value",)),
    "benchmark_source": (_benchmarks, ("source",)),
    "by_any_day": (_benchmarks, ("date",)),
    "written": (_benchmarks, ("comparability",)),
    "event_day": (_events, ("date",)),
    "by": (_comments, ("by",)),
    "by_day": (_comments, ("date",)),
    "decision_due": (_comments, ("due",)),
}


def _record(known: Known, one: Subject) -> tuple[dt.date, dt.date]:
    """From the first to the newest period."""
    rows = known.rows(one)
    return beginning(rows["last"].iloc[0], known.figures(one).cadence), rows["last"].iloc[-1]


def _whole_record(known: Known, one: Subject) -> tuple[dt.date, dt.date]:
    """From the first to the last period of any segment."""
    every = (known.rows(metric_subject(*key)) for key in known.referee.known.figures
             if key[0] == one.metric)  # fmt: skip
    spans = [(rows["first"].min(), rows["last"].max()) for rows in every if len(rows)]
    return min(first for first, _ in spans), max(last for _, last in spans)


def _parts_last(known: Known, one: Subject) -> dt.date:
    """The newest period of any segment."""
    every = (known.rows(metric_subject(*key)) for key in known.referee.known.figures
             if key[0] == one.metric and key[1])  # fmt: skip
    return max((rows["last"].iloc[-1] for rows in every if len(rows)), default=dt.date.min)


def _level_day(known: Known, one: Subject) -> dt.date | None:
    """When what is judged now begins."""
    begun, move = _begun(known, one), known.move(one)
    day: dt.date | None = move.day(begun) if begun < len(move.points) else None
    return day


def _span(known: Known, said: str) -> tuple[Any, Any]:
    return span(said, known.year_start) or ("no", "no")


looks({
    "newest_when": lambda known, one, said: _span(known, said)[1] == known.last(one)[0],
    "record": lambda known, one, said: _span(known, said) == _record(known, one),
    "segments_when": lambda known, one, said: _span(known, said)[1] == _parts_last(known, one),
    "span": lambda known, one, said: _span(known, said) == _whole_record(known, one),
    "pooled": lambda known, one, said: known.goal(one) and _covers(known, one, said),
}, _measured)  # fmt: skip
looks({"level": lambda known, one, said: _span(known, said)[0] == _level_day(known, one)}, _judged)
_BETTER = {"higher": Better.HIGHER, "lower": Better.LOWER, "neither way": Better.NEITHER}
looks({
    "terms": lambda _, __, said: not re.search(r"\d", said),
    "formula": lambda _, __, said: not re.search(r"[A-Za-z]{4}", said),
    "number": lambda _, __, said: said.isdigit(),
    "promise": lambda known, _, said: said == known.referee.settings.promise,
    "company": lambda known, _, said: said == known.referee.settings.company,
    "why_not": lambda known, one, said: (
        move := known.move(one)) is not None and move.why_not.replace(" ", "-") == said,
    "empty": lambda known, one, _: one.metric and not len(known.rows(one)),
    "total": lambda known, one, said: one.metric and (
        known.metrics[one.metric].accumulates != "no") == (said == "yes"),
    "direction": lambda known, one, said: one.metric and (
        known.metrics[one.metric].better is _BETTER.get(said)),
    "decision": lambda known, one, said: any(
        each.kind is CommentKind.DECISION_NEEDED and squeezed(each.text).startswith(said)
        for each in _comments(known, one)),
    "provider": lambda known, one, said: (each := _handoff(known, one)) is not None
    and called(known, each.provider, said),
    "receiver": lambda known, one, said: (each := _handoff(known, one)) is not None
    and called(known, each.receiver, said),
    "department_name": lambda known, _, said: any(
        each.kind == "department" for each in known.named(said)),
    "any_owner": lambda known, _, said: any(
        each.owner == said for each in known.goals.values()) or any(
        each.owner == said for each in known.metrics.values()),
})  # fmt: skip
looks({
    "unmoved": lambda known, one, _: known.move(one).lower == known.move(one).upper,
    "steps": lambda known, one, said: whole(said) == len(known.move(one).means) - 1,
    "moved": lambda known, one, said: not known.move(one).sign and known.move(
        one).direction == {"risen": 1, "fallen": -1}.get(said.lower()),
}, _judged)  # fmt: skip
looks({
    "unstated": lambda known, one, _: known.truth["chance", one.key, "stated"] is None,
    "objective": lambda known, one, said: called(
        known, known.goals[one.key].objective or "", said),
}, _a_goal)  # fmt: skip


def _a_figure(figure: _Figure, *, with_unit: bool) -> Look:
    return lambda known, one, said: near(
        said, figure(known, one), _unit(known, one) if with_unit else None)  # fmt: skip


def _a_date(date: Callable[[Known, Subject], dt.date | None]) -> Look:
    return lambda known, one, said: is_day(said, date(known, one))


def _a_sign(up: str, down: str) -> Look:
    return lambda known, one, said: {1: up, -1: down}.get(known.move(one).sign) == said


def _kept_in(form: str) -> Look:
    return lambda known, one, said: (found := re.fullmatch(form, said)) is not None and kept(
        known, one, f"{found['count']} of {found['of']}", "")  # fmt: skip


def _a_cell(rows: Callable[[Known, Subject], list[Any]], fields: tuple[str, ...]) -> Look:
    return lambda known, one, said: any(
        printed(known, said, getattr(each, field), _unit(known, one))
        for each in rows(known, one) for field in fields)  # fmt: skip


for _name, (_guard, _figure) in (FIGURES | NUMBERS).items():
    looks({_name: _a_figure(_figure, with_unit=_name in FIGURES)}, _guard)
for _name, (_guard, _date) in DATES.items():
    looks({_name: _a_date(_date)}, _guard)
looks({name: _a_sign(*words) for name, words in SIGNS.items()}, _judged)
looks({name: _kept_in(form) for name, form in KEPT.items()})
looks({name: _a_cell(*rows) for name, rows in ROWS.items()})


# ── counts ─────────────────────────────────────────────────────────────────────────────────────


@slot
def count(known: Known, one: Subject, said: str, what: str) -> Told:
    """A count of open goals or of metrics: by pile, by change, unlikely, late."""
    found = re.fullmatch(r"(\d[\d,]*|[Tt]he one|[a-z]+)", said)
    if found is None:
        return False
    words = {"the one": 1, "it": 1, "none": 0}
    told = words.get(said.lower(), whole(said.lower()))
    return told == counted(known, one, what)


def counted(  # noqa: C901, PLR0911 -- one kind after the other
    known: Known, one: Subject, what: str
) -> int:
    """How many there are of a kind, in the scope of a subject."""
    goals = known.scope(one)
    if what in PILES:
        return sum(known.pile(goal) == PILES[what] for goal in goals)
    subjects = {goal.goal: next(iter(known.at(f"goals/{goal.goal}"))) for goal in goals}
    if what == "open":
        return len(goals)
    if what == "closed":
        return len(known.scope(one, still=False))
    if what == "unlikely":
        return sum(likely(known, each, "unlikely", "") is True for each in subjects.values())
    if what == "worsened of need":
        return sum(
            known.pile(goal) == "needs-a-decision"
            and _change(known, subjects[goal.goal]) == "really-worse"
            for goal in goals
        )
    if what == "undecided":
        asked_ = known.asked
        for row in known.dataset.rows(Initiative):
            asked_ |= set(row.goals) if row.initiative in asked_ else set()
        return sum(known.pile(goal) == "needs-a-decision" and not {goal.goal, goal.metric} & asked_
                   for goal in goals)  # fmt: skip
    metrics = [metric_subject(key) for key in known.metrics]
    if one.kind == "department":
        metrics = [each for each in metrics if known.metrics[each.key].department == one.key]
    if what == "metrics":
        return len(metrics)
    if what == "late":
        return sum(late(known, each, "yes", "") is True for each in metrics)
    if what == "up to date":
        return sum(late(known, each, "no", "") is True for each in metrics)
    if what == "first sign":
        return sum(_change(known, each).startswith("first") for each in metrics)
    assert what in CHANGES, what
    return sum(_change(known, each) == CHANGES[what] for each in metrics)

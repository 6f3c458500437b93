"""The claims of Data and its dictionary, Maturity and Segments.

Files are counted from their text, arrivals and levels from the tables, and a segment is held beside
all by its own interval.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from generator.model.schema import table_of
from generator.model.tables import TABLES, Maturity, Person, Segment
from generator.model.vocabulary import Better, Cadence, CommentKind
from tests.referee.company import SETS
from tests.referee.figures import ADDED, beginning, later
from tests.referee.slots import (
    SLOTS,
    Known,
    Subject,
    Told,
    interval_of,
    is_day,
    looks,
    metric_subject,
    next_due_of,
    slot,
    span,
    squeezed,
    whole,
)

# ── arrivals ───────────────────────────────────────────────────────────────────────────────────


@slot
def freshness(known: Known, one: Subject, said: str, _: str) -> Told:
    """Whether a metric is up to date."""
    rows, due, state = known.rows(one), next_due_of(known, one), "up to date"
    if due is None:
        return said == "no figure yet"
    if SLOTS["stale"](known, one, "yes", ""):
        state = "too old to judge by"
    elif due < known.as_of:
        state = "late"
    elif known.handed_in(one) > rows["last"].iloc[-1]:
        state = "up to date; too few answers to show the newest"
    return said == state


@slot
def arrived(known: Known, one: Subject, said: str, _: str) -> Told:
    """What became of the figures of two years: `22 there, 1 missing and 2 late`."""
    words = {"too few answers to show": "withheld"}
    told = {words.get(word, word): int(count)
            for count, word in re.findall(r"(\d+) ([a-z ]+?)(?=,| and |$)", said)}  # fmt: skip
    return told == Counter(_arrivals(known, one.metric))


def _arrivals(known: Known, metric: str) -> Iterator[str]:
    cadence, day = known.dataset.cadences[metric], known.as_of
    came = sorted({last for _, key, _, last in known.written if key == metric})
    shown = {last for key, figures in known.referee.known.figures.items() if key[0] == metric
             for last in figures.rows["last"]}  # fmt: skip
    since = max((pd.Timestamp(day) - pd.DateOffset(years=2)).date(), came[0])
    rests = cadence is Cadence.DAILY and all(last.weekday() < 5 for last in came)
    last = came[-1]
    while last >= since:
        if not (rests and last.weekday() > 4):
            yield "there" if last in shown else "withheld" if last in came else "missing"
        last = later(last, -1, cadence)
    last, lag = later(came[-1], 1, cadence), dt.timedelta(days=known.metrics[metric].lag_days)
    while beginning(last, cadence) <= day:
        if not (rests and last.weekday() > 4):
            yield "late" if last + lag < day else "open"
        last = later(last, 1, cadence)


# ── files ──────────────────────────────────────────────────────────────────────────────────────


@slot
def file(known: Known, one: Subject, said: str, _: str) -> Told:
    """A file of the data folder; the rest is about it."""
    return [Subject(kind="file", key=said)] if (known.folder / said).is_file() else False


def _records(path: Path) -> list[list[str]]:
    text = path.read_text(encoding="utf-8-sig")
    return list(csv.reader(text.splitlines(keepends=True), delimiter=_mark(text)))[1:]


def _mark(text: str) -> str:
    return ";" if ";" in text.split("\n", 1)[0] else ","


def _skipped(known: Known, name: str) -> Counter[str]:
    """How many records of a file are not used, by the reason."""
    found: Counter[str] = Counter()
    records = _records(known.folder / name)
    found["blank"] = sum(not any(cell.strip() for cell in each) for each in records)
    if name.startswith("measurements"):
        found["exact duplicates"] = len(records) - found["blank"] - len(
            {tuple(each) for each in records if any(each)})  # fmt: skip
    if name == "commentary.csv":
        path = known.folder / name
        rows = csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True))
        found["not cleared (words of customers)"] = sum(
            each["kind"].strip().replace(" ", "-") == CommentKind.CUSTOMER_WORDS.value
            and not (each.get("cleared_by") or "").strip() for each in rows)  # fmt: skip
    return +found


def _rows(known: Known, name: str, which: str) -> int:
    """How many records a file has, of which so many are used."""
    read, skipped = len(_records(known.folder / name)), _skipped(known, name).total()
    return {"read": read, "used": read - skipped, "skipped": skipped}[which]


def _days(known: Known, name: str) -> list[dt.date]:
    return sorted(last for file_, _, _, last in known.written if file_ == name)


def _going_on(known: Known, name: str) -> list[Subject]:
    """The metrics whose newest figure is in a file."""
    newest: dict[str, tuple[dt.date, set[str]]] = {}
    for file_, metric, _, last in known.written:
        day, files = newest.get(metric, (last, set()))
        newest[metric] = (last, {file_}) if last > day else (
            day, files | ({file_} if last == day else set()))  # fmt: skip
    return [metric_subject(key) for key, (_, files) in newest.items() if name in files]


def _dues(known: Known, name: str) -> list[dt.date]:
    found = (next_due_of(known, one) for one in _going_on(known, name))
    return [day for day in found if day is not None]


def _declared(column: str) -> Callable[[Known, str, str], bool]:
    def check(known: Known, name: str, said: str) -> bool:
        metrics = {metric for file_, metric, _, _ in known.written if file_ == name}
        own = {getattr(known.metrics[key], column) for key in metrics} - {None, ""}
        if not own:
            return said == f"No {column.replace('source', 'system')} named"
        return set(said.split(", ")) == {each for text in own for each in text.split(", ")}

    return check


def _state(known: Known, name: str, said: str) -> bool:
    dues = _dues(known, name)
    late, of = sum(day < known.as_of for day in dues), len(_going_on(known, name))
    true = "older figures" if not of else "up to date" if not late else (
        f"late: {late} of {of}" if late < of else "late")  # fmt: skip
    return said == true


def _warned(known: Known, name: str, said: str) -> bool:
    count = sum(each.location.file == name for each in known.dataset.warnings)
    return said == ("none" if not count else f"{count} warning{'s' * (count > 1)}")


_FILE_CELLS: dict[str, Callable[[Known, str, str], bool]] = {
    "newest": lambda known, name, said: (
        (span(said, known.year_start) or [None])[-1] == _days(known, name)[-1]
    ),
    "due": lambda known, name, said: is_day(said, min(_dues(known, name), default=None)),
    "state": _state,
    "system": _declared("source"),
    "owner": _declared("owner"),
    "from": lambda known, name, said: is_day(said, _days(known, name)[0]),
    "to": lambda known, name, said: is_day(said, _days(known, name)[-1]),
    "why": lambda known, name, said: (
        dict(_skipped(known, name))
        == {reason: int(count) for count, reason in re.findall(r"(\d+) (.+?)(?:; |$)", said)}
    ),
    "encoding": lambda _, __, said: said == "utf-8",
    "delimiter": lambda known, name, said: (
        {"semicolon": ";", "comma": ","}.get(said)
        == _mark((known.folder / name).read_text(encoding="utf-8-sig"))
    ),
    "warnings": _warned,
}


@slot
def of_file(known: Known, one: Subject, said: str, what: str) -> Told:
    """A cell of the tables of files."""
    if what in ("read", "used", "skipped"):
        return whole(said) == _rows(known, one.key, what)
    return _FILE_CELLS[what](known, one.key, said)


@slot
def all_rows(known: Known, one: Subject, said: str, what: str) -> Told:
    """How many rows of all files are read, used or skipped, and how many files there are."""
    files = [source.file for source in known.dataset.sources]
    if what in ("files", "warnings"):
        return whole(said) == len(files if what == "files" else known.dataset.warnings)
    return whole(said) == sum(_rows(known, name, what) for name in files)


def _is_warned(known: Known, said: str) -> bool:
    """Whether the check says so, perhaps of as many others of a kind as are told."""
    alike = re.search(r" The same is so of (.+?)(?: and (\d+) more)?\.(?= [A-Z])", said)
    one = said.replace(alike[0], "") if alike else said
    kinds = [re.sub(r'"[^"]+"', "", each.message) for each in known.dataset.warnings
             if str(each) == one]  # fmt: skip
    if not alike or not kinds:
        return bool(kinds)
    more = len(re.findall('" on line', alike[1])) + int(alike[2] or 0)
    return more + 1 == sum(re.sub(r'"[^"]+"', "", each.message) == kinds[0]
                           for each in known.dataset.warnings)  # fmt: skip


@slot
def warning(known: Known, one: Subject, said: str, _: str) -> Told:
    """A warning of the check, whose figures are the table's own."""
    found = re.fullmatch(r'(.+?):(\d+):(\w+): (?:The next figure of "(.+?)" was due on (\S+); the '
                         r"newest is for the period to (\S+)\. .+|(.+))", said)  # fmt: skip
    if found is None or not _is_warned(known, said):
        return False
    if not found[4]:
        return True
    mine = metric_subject(found[4])
    return found[5] == str(next_due_of(known, mine)) and found[6] == str(known.handed_in(mine))


# ── the dictionary ─────────────────────────────────────────────────────────────────────────────


@slot
def column(known: Known, one: Subject, said: str, _: str) -> Told:
    """A column of some table; the rest is about it."""
    return [Subject(kind="column", key=each.name, segment=said)
            for each in TABLES if any(said == own.name for own in each.columns)]  # fmt: skip


@slot
def of_column(known: Known, one: Subject, said: str, what: str) -> Told:
    """What the dictionary says of a column: `one of yes, no`, `an id of metrics`."""
    (own,) = (each for at in TABLES if at.name == one.key
              for each in at.columns if each.name == one.segment)  # fmt: skip
    if what != "holds":
        true = {"needed": "required" if own.required else "optional", "about": own.about,
                "example": own.example}[what]  # fmt: skip
        return said == squeezed(true)
    text = said.removesuffix(", several separated by ;")
    if own.words and not own.refers_to:
        return set(text.removeprefix("one of ").split(", ")) == set(own.words)
    if own.many != (text != said):
        return False
    if own.refers_to:
        to, *words = text.removeprefix("an id of ").split(", or ")
        return (to, set(words)) == (own.refers_to, {", ".join(own.words)} - {""})
    return text in (str(own.type), f"a role, or its id in {table_of(Person).name}")


# ── maturity ───────────────────────────────────────────────────────────────────────────────────


@slot
def competency(known: Known, one: Subject, said: str, _: str) -> Told:
    """A competency of a department or of the company; the rest is about it."""
    of = one.key if one.kind == "department" else ""
    found = Subject(kind="competency", key=of, segment=said)
    return [found] if _assessed(known, found) or one.kind == "whole" else False


def _assessed(known: Known, one: Subject) -> list[Any]:
    rows = (each for each in known.dataset.rows(Maturity) if each.date <= known.as_of)
    return sorted((each for each in rows if squeezed(each.competency) == one.segment
                   and (each.department or "") == one.key), key=lambda each: each.date)  # fmt: skip


def _then(rows: list[Any]) -> Any:
    """The assessment in force a year before the newest, else the first."""
    ago = (pd.Timestamp(rows[-1].date) - pd.DateOffset(years=1)).date()
    return ([each for each in rows[:-1] if each.date <= ago] or rows[:1])[-1]


def _aim(rows: list[Any]) -> float | None:
    return next((each.target for each in reversed(rows) if each.target is not None), None)


def _level(said: str) -> float | None:
    return float(said) if re.fullmatch(r"\d(\.\d+)?", said) else None


@slot
def level_of(known: Known, one: Subject, said: str, what: str) -> Told:
    """The levels of a competency a year ago and now, or its target, or what it rests on."""
    rows = _assessed(known, one)
    if what == "evidence":
        return any(said in (f"{each.evidence} ({each.assessor})", each.evidence, each.assessor)
                   for each in known.dataset.rows(Maturity)
                   if squeezed(each.competency) == one.segment)  # fmt: skip
    if not rows or what == "target":
        aim = _aim(rows)
        reached = aim is not None and rows[-1].level >= aim
        return bool(rows) and (
            reached if said == "reached" else not reached and _level(said) == aim
        )
    true = [_then(rows).level, rows[-1].level][len(rows) == 1 :]
    texts = said.split(" → ")
    return len(texts) == len(true) and list(map(_level, texts)) == true


def _competencies(holds: Callable[[list[Any]], bool]) -> Callable[[Known, Subject], list[str]]:
    def found(known: Known, _: Subject) -> list[str]:
        names = dict.fromkeys(squeezed(each.competency) for each in known.dataset.rows(Maturity)
                              if not each.department)  # fmt: skip
        rows = {name: _assessed(known, Subject(kind="competency", segment=name)) for name in names}
        return [name for name, own in rows.items() if own and holds(own)]

    return found


def _moved(sign: int) -> Callable[[list[Any]], bool]:
    return lambda rows: len(rows) > 1 and (
        math.copysign(bool(step := rows[-1].level - _then(rows).level), step) == sign)  # fmt: skip


def _at_target(rows: list[Any]) -> bool:
    aim = _aim(rows)
    return aim is not None and rows[-1].level >= aim


SETS |= {
    "competencies": _competencies(lambda _: True),
    "rose": _competencies(_moved(1)),
    "fell": _competencies(_moved(-1)),
    "as before": _competencies(_moved(0)),
    "at target": _competencies(_at_target),
}


# ── segments beside all ────────────────────────────────────────────────────────────────────────


def beside(known: Known, part: Subject) -> set[str]:
    """What may be said of a segment beside all: `better`, `far worse`, `apart`; "" for neither."""
    own, metric = known.rows(part), known.metrics[part.metric]
    whole_ = known.rows(replace(part, segment=""))
    if not len(own) or not len(whole_) or metric.calculation in ADDED:
        return {""}
    if own["last"].iloc[-1] != whole_["last"].iloc[-1]:
        return {"older"}
    value, all_ = float(own["value"].iloc[-1]), float(whole_["value"].iloc[-1])
    ends = interval_of(metric.calculation, own.iloc[-1])
    reach: list[tuple[float, float]] = []
    if ends is not None and not math.isnan(ends[0]):
        reach = [(value - ends[0], ends[1] - value)]
    elif known.is_judged(replace(part, segment="")):
        move = known.move(replace(part, segment=""))
        season = move.points["value"].iloc[-1] - move.z[-1]
        reach = [(move.upper + at - all_, all_ - move.lower - at) for at in {0.0, season}]
    found = set() if reach else {""}
    for above, below in reach:
        apart, margin = value - all_, above if value > all_ else below
        sign = {Better.HIGHER: 1, Better.LOWER: -1, Better.NEITHER: 0}[metric.better] * apart
        word = "better" if sign > 0 else "worse" if sign < 0 else "apart"
        far = "far " if abs(apart) > 2 * margin else ""
        found.add(far + word if abs(apart) > margin else "")
    return found


@slot
def heat(known: Known, one: Subject, said: str, _: str) -> Told:
    """A cell of the segments: `Small firms | ++ 27 days far better`, or `Firm | Metric | 4 %`."""
    name, _, text = said.rpartition(" | ")
    row, _, head = name.rpartition(" | ")
    metrics = [one] if one.metric else [each for each in known.named(head) if each.metric]
    parts = {key for key, each in known.dataset.segments.items() if squeezed(each.name) == (
        row or head)} | ({""} if (row or head) == "All" else set())  # fmt: skip
    return any(_cell(known, replace(metric, kind="part", segment=part), text)
               for metric in metrics for part in parts)  # fmt: skip


def _cell(known: Known, part: Subject, said: str) -> bool:
    found = re.fullmatch(r"(?:([+−≠]+) )?(.+?)(?: ((?:far )?(?:better|worse|apart)))?", said)
    if found is None or said in ("–", "too few answers"):
        rows = known.rows(part)
        return not len(rows) or known.handed_in(part) > rows["last"].iloc[-1]
    signs = {"better": "+", "worse": "−", "apart": "≠"}
    word = found[3] or ""
    sign = signs.get(word.removeprefix("far "), "") * (2 if word.startswith("far") else 1)
    true = beside(known, part) if part.segment else {""}
    value = found[2]
    if "older" in true:
        at = next((at for at in range(len(value)) if value[at] == " "
                   and (span(value[at:], known.year_start) or [None])[-1] == known.last(part)[0]),
                  None)  # fmt: skip
        return at is not None and SLOTS["newest"](known, part, value[:at], "") is True
    return word in true and sign == (found[1] or "") and (
        SLOTS["newest"](known, part, value, "") is True)  # fmt: skip


@slot
def best_or_worst(known: Known, one: Subject, said: str, _: str) -> Told:
    """Which segments did worse, or better: `Large and Small firms did worse than all in Trust`."""
    names, *rest = re.split(r" did (worse|better) than all in ", said)
    words, texts = rest[::2], rest[1::2]
    for word, text in zip(words, texts, strict=True):
        metric, more = next((
            (each, text[len(name) :]) for name in known.longest_first
            if text.startswith(name) for each in known.names[name] if each.kind == "metric"
        ), (one, text))  # fmt: skip
        worse = {
            squeezed(known.dataset.segment_name(key[1]))
            for key in known.referee.known.figures if key[0] == metric.metric and key[1]
            and any(each.endswith(word) for each in beside(known, metric_subject(*key)))
        }  # fmt: skip
        listed = re.sub(r" and \d+ more$", "", names)
        left = [each for each in re.split(r", | and ", listed) if each not in worse]
        if left and listed not in worse:
            return False
        names = re.sub(r"^(?:,| and) ", "", more)
    return bool(words) and not names


looks({
    "as_of": lambda known, _, said: is_day(said, known.as_of),
    "table": lambda _, __, said: any(said == each.file for each in TABLES),
    "table_about": lambda _, __, said: any(said == each.about for each in TABLES),
    "assessed": lambda known, _, said: is_day(said, max(
        (each.date for each in known.dataset.rows(Maturity) if each.date <= known.as_of),
        default=None)),
    "scale_end": lambda known, _, said: said in ("1", "5") and all(
        1 <= each.level <= 5 for each in known.dataset.rows(Maturity)),
    "segment_named": lambda known, _, said: any(
        said == squeezed(each.name) for each in known.dataset.rows(Segment)),
    "dimension_head": lambda known, _, said: any(
        said in (head := f"By {each.dimension}", f"{head}: {squeezed(each.note or '')}")
        for each in known.dataset.rows(Segment)),
    "nothing_apart": lambda known, _, __: not any(
        "e" in "".join(beside(known, metric_subject(*key)))
        for key in known.referee.known.figures if key[1]),
    "paper": lambda known, _, said: said.lower() == known.referee.settings.paper.value.lower(),
})  # fmt: skip

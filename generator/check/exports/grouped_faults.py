"""Faults of raw exports: each faulty text is reported once, with the number of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.check.faults import CellFault
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.read.groups import Groups

_MOST_REPORTED = 20


@dataclass(slots=True)
class Seen:
    """The first line of a text, and the number of its rows."""

    line: int
    rows: int


def texts_of(groups: Groups, slot: int, among: list[int]) -> dict[str, Seen]:
    """The different texts of a column among some groups, in the order of their lines."""
    seen: dict[str, Seen] = {}
    for group in among:
        text = groups.keys[group][slot]
        known = seen.get(text)
        if known is None:
            seen[text] = Seen(groups.firsts[group], groups.counts[group])
        else:
            known.line = min(known.line, groups.firsts[group])
            known.rows += groups.counts[group]
    return dict(sorted(seen.items(), key=lambda item: item[1].line))


def report(
    file: str,
    column: str,
    faults: Mapping[str, CellFault],
    seen: Mapping[str, Seen],
    code: ProblemCode = ProblemCode.TYPE_ERROR,
) -> Iterator[Problem]:
    """A problem for each distinct fault of a column, at most twenty; the rest are counted."""
    distinct: dict[CellFault, str] = {}
    for text, fault in faults.items():
        distinct.setdefault(fault, text)
    for number, (fault, text) in enumerate(distinct.items()):
        location = SourceLocation(file, seen[text].line, column)
        if number == _MOST_REPORTED:
            yield CellFault(
                f"{len(distinct) - number} more texts of this column are wrong in the same way.",
                "Look whether this is the right column, and correct it in exports.toml.",
            ).at(location, code)
            return
        rows = seen[text].rows
        note = f"{rows} rows have it" if rows > 1 and not fault.names_lines else ""
        yield fault.with_note(note).at(location, code)

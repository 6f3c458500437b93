"""Faults of raw exports: each offending text is named once, with how many rows have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.check.faults import CellFault
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.read.groups import Groups

_MOST_TOLD = 20


@dataclass(slots=True)
class Seen:
    """Where a text stands first, and in how many rows."""

    line: int
    rows: int


def texts_of(groups: Groups, slot: int, among: list[int]) -> dict[str, Seen]:
    """The different texts of a column among some groups, in the order of their lines."""
    seen: dict[str, Seen] = {}
    for code in among:
        text = groups.keys[code][slot]
        found = seen.get(text)
        if found is None:
            seen[text] = Seen(groups.firsts[code], groups.counts[code])
        else:
            found.line = min(found.line, groups.firsts[code])
            found.rows += groups.counts[code]
    return dict(sorted(seen.items(), key=lambda item: item[1].line))


def tell(
    file: str,
    column: str,
    faults: Mapping[str, CellFault],
    seen: Mapping[str, Seen],
    kind: ProblemCode = ProblemCode.TYPE_ERROR,
) -> Iterator[Problem]:
    """A problem for each text of a column that is wrong; of very many, the first ones."""
    distinct = {fault: text for text, fault in reversed([*faults.items()])}
    for number, (text, fault) in enumerate((t, f) for f, t in reversed(distinct.items())):
        location = SourceLocation(file, seen[text].line, column)
        if number == _MOST_TOLD:
            more = len(distinct) - _MOST_TOLD
            yield Problem(
                location=location,
                code=kind,
                message=f"{more} more texts of this column are wrong in the same way.",
                fix="Look whether this is the right column, and correct it in exports.toml.",
            )
            return
        rows = seen[text].rows
        also = f" ({rows} rows have it)" if rows > 1 and not fault.names_lines else ""
        message = f"{fault.message[:-1]}{also}{fault.message[-1]}"
        yield Problem(location=location, code=kind, message=message, fix=fault.fix)

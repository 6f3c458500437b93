"""Conditions: which texts of a column a filter or a share takes."""

from __future__ import annotations

from collections.abc import Mapping

from generator.check.faults import CellFault
from generator.check.number_cells import MISSING, parse_numbers
from generator.model.mapping import Condition
from generator.model.wording import folded, quoted
from generator.read.groups import SEVERAL


def tokens(text: str, separator: str) -> list[str]:
    """The texts of a cell: of columns that share a name, and of several choices in one cell."""
    cells = text.split(SEVERAL) if SEVERAL in text else [text]
    if separator:
        cells = [part for cell in cells for part in cell.split(separator)]
    return [stripped for cell in cells if (stripped := cell.strip())]


def fulfilled(
    condition: Condition, texts: list[str], decimal: str = ""
) -> Mapping[str, bool | CellFault]:
    """Whether each text fulfils the condition; a fault where a number is needed and none there."""
    wanted = {folded(word) for word in condition.one_of}
    unwanted = {folded(word) for word in condition.none_of}
    bounded = condition.at_least is not None or condition.at_most is not None
    numbers = _numbers(texts, condition.separator, decimal) if bounded else {}
    found: dict[str, bool | CellFault] = {}
    for text in texts:
        words = tokens(text, condition.separator)
        plain = {folded(word) for word in words}
        holds = not wanted or bool(plain & wanted)
        holds = holds and not plain & unwanted
        if condition.filled is not None:
            holds = holds and bool(words) is condition.filled
        result: bool | CellFault = holds
        if holds and bounded:
            values = [numbers[word] for word in words]
            fault = next((value for value in values if isinstance(value, CellFault)), None)
            result = fault or any(
                isinstance(value, float)
                and (condition.at_least is None or value >= condition.at_least)
                and (condition.at_most is None or value <= condition.at_most)
                for value in values
            )
        found[text] = result
    return found


def unmatched(condition: Condition, texts: list[str]) -> list[str]:
    """The words of a condition that no text has: a slip in one would go unnoticed."""
    there = {folded(word) for text in texts for word in tokens(text, condition.separator)}
    return [word for word in condition.one_of if folded(word) not in there]


def _numbers(texts: list[str], separator: str, decimal: str) -> dict[str, float | CellFault | None]:
    words = list(dict.fromkeys(word for text in texts for word in tokens(text, separator)))
    parsed = parse_numbers(words, range(len(words)), decimal=decimal)
    return {
        word: parsed.faults.get(index, parsed.values[index])
        if word.lower() not in MISSING
        else None
        for index, word in enumerate(words)
    }


def not_a_number(text: str) -> CellFault:
    """A fault of an answer that is no number and has no meaning declared."""
    return CellFault(
        f"{quoted(text)} is not a number.",
        f"Say in exports.toml what it means: answers = {{ {quoted(text)} = 5 }}, or leave such "
        "rows out by a filter.",
    )

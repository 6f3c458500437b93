"""Conditions: which texts of a column a filter or a share includes."""

from __future__ import annotations

import math
from collections.abc import Mapping

from generator.check.faults import CellFault
from generator.check.number_cells import is_missing, parse_numbers
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
    """Whether each text fulfils the condition; a fault if a number is needed and it is none."""
    wanted = {folded(word) for word in condition.one_of}
    unwanted = {folded(word) for word in condition.none_of}
    bounded = condition.at_least is not None or condition.at_most is not None
    numbers = _numbers(texts, condition.separator, decimal) if bounded else {}
    results: dict[str, bool | CellFault] = {}
    for text in texts:
        words = tokens(text, condition.separator)
        plain = {folded(word) for word in words}
        holds = (not wanted or bool(plain & wanted)) and not plain & unwanted
        holds = holds and condition.filled in {None, bool(words)}
        results[text] = (
            _within([numbers[word] for word in words], condition) if (holds and bounded) else holds
        )
    return results


def _within(values: list[float | CellFault | None], condition: Condition) -> bool | CellFault:
    """Whether any of the numbers is within the bounds; the first fault among them."""
    low = -math.inf if condition.at_least is None else condition.at_least
    high = math.inf if condition.at_most is None else condition.at_most
    fault = next((value for value in values if isinstance(value, CellFault)), None)
    return fault or any(isinstance(value, float) and low <= value <= high for value in values)


def unmatched(condition: Condition, texts: list[str]) -> list[str]:
    """The words of a condition that no text has: a slip in one would go unnoticed."""
    there = {folded(word) for text in texts for word in tokens(text, condition.separator)}
    return [word for word in condition.one_of if folded(word) not in there]


def _numbers(texts: list[str], separator: str, decimal: str) -> dict[str, float | CellFault | None]:
    words = list(dict.fromkeys(word for text in texts for word in tokens(text, separator)))
    parsed = parse_numbers(words, range(len(words)), decimal=decimal)
    return {
        word: None if is_missing(word) else parsed.faults.get(index, parsed.values[index])
        for index, word in enumerate(words)
    }


def not_a_number(text: str) -> CellFault:
    """A fault of an answer that is no number and has no meaning declared."""
    return CellFault(
        f"{quoted(text)} is not a number.",
        f"Say in exports.toml what it means: answers = {{ {quoted(text)} = 5 }}, or leave such "
        "rows out by a filter.",
    )

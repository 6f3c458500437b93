"""The wording of text in every room: cleaned, compared, quoted, listed and counted.

Pages format their own lists and counts in `sentences`; messages take them from here.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

_LONGEST_QUOTE = 60
_SUGGESTIONS = 3
_SHORTEST_PART = 3
#: Line ends other than a newline, of any system.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
#: Control characters; a newline, and the line ends above, are not among them.
_CONTROLS = re.compile("[\x00-\x09\x0e-\x1f\x7f-\x9f]")
#: Marks of reading direction and of byte order, signs of no width, and tag characters.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
#: The characters that JSON does not escape and nobody sees.
_UNSEEN_IN_JSON = re.compile(f"[\x7f-\x9f\u2028\u2029]|{_UNSEEN.pattern}")
#: What stands for a character in a terminal or a report, by its Unicode category.
_REPLACED = {"Cc": "\ufffd", "Cf": "\ufffd", "Co": "\ufffd", "Cs": "\ufffd", "Zl": " ", "Zp": " "}


def collapse_whitespace(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """The text as it is compared: without differences of case, whitespace and unseen signs."""
    return collapse_whitespace(without_unseen(text).casefold())


def without_unseen(text: str) -> str:
    """The text without characters that nobody sees; all else stays."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def with_ascii_digits(text: str) -> str:
    """The text with the digits of every script as those of ASCII."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def visible(text: str) -> str:
    """The text without invisible characters; its newlines stay."""
    if text.isprintable():
        return text if text.isascii() else _UNSEEN.sub("", text).strip()
    lines = _LINE_ENDS.sub("\n", text)
    return _UNSEEN.sub("", _CONTROLS.sub(" ", lines)).strip()


def printable(text: str) -> str:
    """The text without characters that move a cursor, turn the reading direction or hide.

    It replaces character by character, so positions stay the same.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if sign == "\t" else _REPLACED.get(unicodedata.category(sign), sign) for sign in text
    )


def escape_invisible(json_text: str) -> str:
    """The JSON text with its invisible characters as escapes, so that nothing is lost."""
    return _UNSEEN_IN_JSON.sub(lambda match: json.dumps(match[0])[1:-1], json_text)


def quoted(text: str) -> str:
    """A value in quotation marks, on one line and not too long."""
    line = collapse_whitespace(text)
    return f'"{line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "…"}"'


def all_of(words: Iterable[str]) -> str:
    """A list: `a, b and c`."""
    return _joined([*words], "and")


def any_of(words: Iterable[str]) -> str:
    """A choice: `a, b or c`."""
    return _joined([*words], "or")


def first_of(words: Sequence[str], most: int) -> str:
    """A long list: its first `most` words, then how many follow: `a, b and 12 more`."""
    more = len(words) - most
    return all_of([*words[:most], f"{more} more"] if more > 0 else words)


def counted(count: int, noun: str) -> str:
    """A count with its noun: `1 row`, `3 rows`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def nearest(word: str, choices: Iterable[str], most: int = _SUGGESTIONS) -> list[str]:
    """The choices like `word`, the nearest first; those that contain it come last."""
    wanted = word.casefold()
    spellings: dict[str, list[str]] = {}
    for choice in choices:
        spellings.setdefault(choice.casefold(), []).append(choice)
    near = get_close_matches(wanted, spellings, most)
    if len(wanted) >= _SHORTEST_PART:
        near += [choice for choice in spellings if wanted in choice and choice not in near]
    return [spelling for choice in near for spelling in spellings[choice]][:most]


def did_you_mean(word: str, choices: Iterable[str], most: int = _SUGGESTIONS) -> str:
    """A question with the nearest choices; "" if none is near."""
    near = nearest(word, choices, most)
    return f"Did you mean {any_of(near)}?" if near else ""


def _joined(words: Sequence[str], last: str) -> str:
    *before, end = words
    return f"{', '.join(before)} {last} {end}" if before else end

"""Problems as text for a terminal or a log: by file, the worst first, with the line and a mark.

Each begins with `file:line:column: what is wrong. How to mend it.`, which editors can follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TextIO

from generator.messages.check_report import CheckReport, ReportedProblem
from generator.messages.excerpt import Excerpt
from generator.model.wording import printable

_BOLD, _FAINT, _RED, _YELLOW, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[0m"


def write(account: CheckReport, *, coloured: bool = False) -> str:
    """The whole account, its summary last."""
    shown = listed(account, coloured=coloured)
    return shown + ("\n" if shown else "") + printable(account.summary) + "\n"


def listed(account: CheckReport, *, coloured: bool = False) -> str:
    """The problems alone, a blank line between files."""
    return "\n".join("".join(_file(file.told, coloured=coloured)) for file in account.files)


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether colour helps: on a terminal only, and never where NO_COLOR asks for none."""
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def _file(told: tuple[ReportedProblem, ...], *, coloured: bool) -> Iterator[str]:
    for one in told:
        word = "" if one.is_error else "warning: "
        location, message = printable(f"{one.location}:"), printable(one.message)
        if coloured:
            tint = _RED if one.is_error else _YELLOW
            location, word = f"{_BOLD}{location}{_PLAIN}", f"{tint}{word}{_PLAIN}" if word else ""
            yield f"{location} {word}{message}\n"
            if one.excerpt:
                yield _quoted(one.excerpt, _FAINT, tint, _PLAIN)
        else:
            yield f"{location} {word}{message}\n"
            if one.excerpt:
                yield _quoted(one.excerpt)


def _quoted(excerpt: Excerpt, faint: str = "", tint: str = "", plain: str = "") -> str:
    """The line with its number, and the mark under the cell."""
    number = str(excerpt.line)
    shown = f"  {faint}{number} |{plain} {excerpt.text}".rstrip() + "\n"
    if excerpt.mark:
        shown += f"  {faint}{' ' * len(number)} |{plain} {tint}{excerpt.mark}{plain}\n"
    return shown

"""Text for a terminal or a log: problems with their lines, and the progress of a long build.

A problem begins with `file:line:column: what is wrong. How to fix it.`, which editors can follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TextIO

from generator.messages.check_report import CheckReport, FileReport
from generator.model.wording import printable

_COLOURS = ("\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[0m")
_NO_COLOURS = ("",) * len(_COLOURS)

_FEWEST_CHARTS = 20
_BAR_WIDTH = 30
_LOG_LINES = 4


def write(report: CheckReport, *, coloured: bool = False) -> str:
    """The whole report, its summary last."""
    problems = problem_list(report, coloured=coloured)
    return problems + ("\n" if problems else "") + printable(report.summary) + "\n"


def problem_list(report: CheckReport, *, coloured: bool = False) -> str:
    """The problems alone, the worst file first, with a blank line between files."""
    return "\n".join("".join(_lines(file, coloured=coloured)) for file in report.files)


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether colour helps: on a terminal only, and never if NO_COLOR is set."""
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def show_progress(stream: TextIO) -> Callable[[int, int], None]:
    """A callback `(done, count)` after each drawn chart; it shows nothing if they are few.

    It draws a bar on a terminal, and writes a few plain lines elsewhere.
    """
    terminal = stream.isatty()

    def show(done: int, count: int) -> None:
        if count < _FEWEST_CHARTS:
            return
        if terminal:
            bar = ("#" * (_BAR_WIDTH * done // count)).ljust(_BAR_WIDTH, ".")
            end = "\n" if done == count else ""
            stream.write(f"\rDrawing charts [{bar}] {done} of {count}{end}")
        elif done * _LOG_LINES // count > (done - 1) * _LOG_LINES // count:
            stream.write(f"Drawing charts: {done} of {count}\n")
        stream.flush()

    return show


def _lines(file: FileReport, *, coloured: bool) -> Iterator[str]:
    bold, faint, red, yellow, plain = _COLOURS if coloured else _NO_COLOURS
    for reported in file.problems:
        tint = red if reported.is_error else yellow
        severity = "" if reported.is_error else f"{tint}warning: {plain}"
        location, message = printable(f"{reported.location}:"), printable(reported.message)
        yield f"{bold}{location}{plain} {severity}{message}\n"
        if excerpt := reported.excerpt:
            number = str(excerpt.line)
            yield f"  {faint}{number} |{plain} {excerpt.text}".rstrip() + "\n"
            if excerpt.mark:
                yield f"  {faint}{' ' * len(number)} |{plain} {tint}{excerpt.mark}{plain}\n"

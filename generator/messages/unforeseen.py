"""The last handler: an error that nobody foresaw is told in one line, its trace only if asked."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generator.model.errors import GeneratorError
from generator.model.wording import collapse_whitespace, printable

#: The exit codes of a command that met such an error, and of one that was stopped.
UNFORESEEN, STOPPED = 3, 130
#: The variable of the environment that asks for the trace where a command has no such option.
VARIABLE = "CX_TRACEBACK"

_LONGEST = 300
_NAMES = ("raw", "export", "source", "file", "name", "path")


def code_of(command: Callable[[], int], *, traced: bool) -> int:
    """The exit code of a command, also of one that meets an error that is not the generator's."""
    try:
        return command()
    except (GeneratorError, OSError):
        raise
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:  # noqa: BLE001 -- the last handler
        trace_if_asked = trace(error) if traced else ""
        how = "Run the command again with --traceback"
        sys.stderr.write(f"{trace_if_asked}{line_of(error, how)}\n")
        return UNFORESEEN


def line_of(error: BaseException, how: str) -> str:
    """What happened, in which file if that is known, and `how` its trace is seen: one line."""
    what = printable(collapse_whitespace(str(error)))[:_LONGEST]
    file = next(_files(error), "")
    return (
        f"This was not foreseen: {type(error).__name__}{f' ({what})' if what else ''}"
        f"{f', while {printable(file)} was read' if file else ''}. {how} to see where it happened, "
        "and report it."
    )


def trace(error: BaseException) -> str:
    """The whole trace, for whoever mends the generator."""
    return "".join(traceback.format_exception(error))


def _files(error: BaseException) -> Iterator[str]:
    """The files that were read when it happened, the innermost first."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    for frame in reversed(frames):
        yield from _named(frame.f_locals)


def _named(held: Mapping[str, object]) -> Iterator[str]:
    for name in _NAMES:
        value = held.get(name)
        value = getattr(value, "file", value)
        text = value.as_posix() if isinstance(value, Path) else value
        if isinstance(text, str) and Path(text).suffix:
            yield text

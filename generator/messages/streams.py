"""The streams of a command: one that nobody reads, or that lacks letters, does not stop it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import TextIO, cast


def ends_with_its_code(command: Callable[[], int]) -> int:
    """The exit code of a command, whatever has become of its standard output and error.

    A closed stream, a reader that has gone and a full disk behind it take nothing more; a letter
    that the encoding lacks is written as its number.
    """
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout, sys.stderr = sys.stdout or _nowhere("w"), sys.stderr or _nowhere("w")
    sys.stdout, sys.stderr = _patient(sys.stdout), _patient(sys.stderr)
    try:
        return command()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


class _Patient(io.TextIOWrapper):
    """A text stream that goes to nowhere once it cannot be written."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError:
            self._give_up()
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError:
            self._give_up()

    def _give_up(self) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)
        super().flush()


def _nowhere(mode: str) -> TextIO:
    """In place of a closed stream; the commands that this one starts have it too."""
    stream = open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115 -- for the whole run
    os.set_inheritable(stream.fileno(), True)
    return cast("TextIO", stream)


def _patient(stream: object) -> io.TextIOWrapper:
    assert isinstance(stream, io.TextIOWrapper)
    encoding, at_once = stream.encoding, stream.line_buffering
    return _Patient(
        stream.detach(), encoding=encoding, errors="backslashreplace", line_buffering=at_once
    )

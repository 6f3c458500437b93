"""Progress of a long drawing: a bar on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

_FEWEST = 20
_WIDTH = 30
_LINES = 4


def show_progress(stream: TextIO) -> Callable[[int, int], None]:
    """What to tell of each drawn chart: told how many are done, and of how many.

    Few charts are drawn without a word.
    """
    terminal = stream.isatty()

    def tell(done: int, count: int) -> None:
        if count < _FEWEST:
            return
        if terminal:
            filled = _WIDTH * done // count
            bar = "#" * filled + "." * (_WIDTH - filled)
            end = "\n" if done == count else ""
            stream.write(f"\rDrawing charts [{bar}] {done} of {count}{end}")
        elif done * _LINES // count > (done - 1) * _LINES // count:
            stream.write(f"Drawing charts: {done} of {count}\n")
        stream.flush()

    return tell

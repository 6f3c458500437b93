"""The renderer: has pictures drawn by a process of its own, and only while there are any to draw.

Apart from the build for three reasons: the drawing library reads the time zone of its process, so
that it can be set without touching the build's; it keeps 130 MB until its process ends; and a
process that has used it can no longer fork. The templates are made in yet another process, as
Altair and the drawing library together would take 40 MB more.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from generator.charts.cache import ChartCache, templates_name
from generator.charts.rows import Sheet

Templates: TypeAlias = dict[str, dict[str, Any]]

_TEMPLATES = "generator.charts.templates"
_WORKER = "generator.charts.worker"
_ROOT = Path(__file__).resolve().parents[2]


class DrawingError(RuntimeError):
    """The drawing process ended before it had drawn everything."""

    def __init__(self) -> None:
        super().__init__(
            "the charts could not be drawn: their process ended early. "
            "What it wrote about it stands above."
        )


def render(sheets: Iterable[Sheet], *, cache: ChartCache | None) -> Iterator[str]:
    """The SVG of each sheet, in order."""
    made = templates(cache)
    with _process(_WORKER) as process:
        _say(process, made)
        for sheet in sheets:
            _say(process, {name: getattr(sheet, name) for name in sheet.__slots__})
            yield _heard(process)


def templates(cache: ChartCache | None) -> Templates:
    """The templates in Vega's own language, out of the cache where they are there."""
    kept = cache.load(templates_name()) if cache else None
    if kept is None:
        with _process(_TEMPLATES) as process:
            kept = process.communicate()[0]
        if process.returncode:
            raise DrawingError
        if cache:
            cache.store(templates_name(), kept)
    made: Templates = json.loads(kept)
    return made


@contextmanager
def _process(module: str) -> Iterator[subprocess.Popen[str]]:
    """A module run as a program, until the block ends: then it ends, or is ended on an error."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(  # noqa: S603 -- our own interpreter with a module of ours
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "TZ": "UTC", "PYTHONPATH": path},
        encoding="ascii",
    ) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise


def _say(process: subprocess.Popen[str], content: object) -> None:
    if process.stdin is None:
        raise DrawingError
    try:
        process.stdin.write(json.dumps(content) + "\n")
        process.stdin.flush()
    except OSError:  # it has ended
        raise DrawingError from None


def _heard(process: subprocess.Popen[str]) -> str:
    line = process.stdout.readline() if process.stdout else ""
    try:
        return str(json.loads(line))
    except ValueError:  # it has ended before or amid its answer
        raise DrawingError from None

"""The renderer: has pictures drawn by a process of its own, and only while there are any to draw.

Apart from the build for three reasons: the drawing library reads the time zone of its process, so
that it can be set without touching the build's; it keeps 150 MB until its process ends; and a
process that has used it can no longer fork.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generator.charts.cache import ChartCache, templates_name
from generator.charts.rows import Sheet

_ROOT = Path(__file__).resolve().parents[2]
_WORKER = "generator.charts.worker"


class DrawingError(RuntimeError):
    """The drawing process ended before it had drawn everything."""


def render(sheets: Iterable[Sheet], *, cache: ChartCache | None) -> Iterator[str]:
    """The SVG of each sheet, in order."""
    with _Worker() as worker:
        worker.start(cache)
        for sheet in sheets:
            yield worker.ask(
                {name: getattr(sheet, name) for name in Sheet.__dataclass_fields__}
            )


def templates(cache: ChartCache | None) -> dict[str, dict[str, Any]]:
    """The templates in Vega's own language, out of the cache where they are there."""
    with _Worker() as worker:
        return worker.start(cache)


class _Worker:
    """The drawing process, from its start to its end: asked one line, it answers one."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self._process = subprocess.Popen(
            [sys.executable, "-m", _WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "TZ": "UTC", "PYTHONPATH": path},
            encoding="ascii",
        )

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._process.kill()
        self._process.communicate()

    def start(self, cache: ChartCache | None) -> dict[str, Any]:
        kept = cache.load(templates_name()) if cache else None
        templates: dict[str, Any] = self.ask(json.loads(kept) if kept else None)
        if cache and kept is None:
            cache.store(templates_name(), json.dumps(templates))
        return templates

    def ask(self, content: object) -> Any:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise DrawingError("the drawing process has no input or no output")
        try:
            stdin.write(json.dumps(content) + "\n")
            stdin.flush()
            line = stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line.endswith("\n"):
            raise DrawingError(
                "the charts could not be drawn: the drawing process ended early; "
                "what it wrote stands above"
            )
        return json.loads(line)

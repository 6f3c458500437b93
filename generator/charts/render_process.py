"""The renderer: a process of its own draws the charts, and runs only while there are any to draw.

It is apart from the build for three reasons: the drawing library reads the time zone of its
process, so that it can be set without changing the build's; it keeps 130 MB until its process
ends; and a process that has used it can no longer fork. Yet another process makes the templates,
as Altair and the drawing library together would take 40 MB more.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache as remembered
from pathlib import Path

from generator.charts.cache import ChartCache, cache_key, cached, library_key
from generator.charts.render_job import RenderJob
from generator.model.codec import Json
from generator.model.errors import RenderError

_TEMPLATES = "generator.charts.templates"
_WORKER = "generator.charts.render_worker"
_ROOT = Path(__file__).resolve().parents[2]


class Renderer:
    """Draws by one process, which runs from `start` or the first job to `close`.

    A server keeps it from build to build: its start takes as long as twenty charts.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def render(self, jobs: Iterable[RenderJob], *, cache: ChartCache | None) -> Iterator[str]:
        """The SVG of each job, in order."""
        try:
            process = self.start(cache)
            for job in jobs:
                _send(process, {field.name: getattr(job, field.name) for field in fields(job)})
                yield _receive(process)
        except BaseException:
            if self._process is not None:
                self._process.kill()
            self.close()
            raise

    def close(self) -> None:
        """End the process; the next job starts another one."""
        if self._process is not None:
            with self._process:  # closes its pipes and waits for it
                self._process = None

    def start(self, cache: ChartCache | None) -> subprocess.Popen[str]:
        """The process: the one that runs, else a new one, which makes itself ready meanwhile."""
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            made = templates(cache)
            self._process = _process(_WORKER)
            _send(self._process, made)
        return self._process


def templates(cache: ChartCache | None) -> dict[str, Json]:
    """The templates in Vega's own language, by chart type."""
    text = cached(cache, cache_key("templates"), lambda: _output_of(_TEMPLATES))
    made: dict[str, Json] = json.loads(text)
    return made


def library(cache: ChartCache | None) -> str:
    """The script that draws in a browser."""
    return str(json.loads(cached(cache, library_key(), lambda: _output_of(_WORKER, "library"))))


@remembered  # without a cache, several ask for the same
def _output_of(module: str, *arguments: str) -> str:
    with _process(module, *arguments) as process:
        try:
            written = process.communicate()[0]
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise RenderError
    return written


def _process(module: str, *arguments: str) -> subprocess.Popen[str]:
    """A module run as a program; it ends when its input does."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(  # noqa: S603 -- our own interpreter with a module of ours
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "TZ": "UTC", "PYTHONPATH": path},
        encoding="ascii",
    )


def _send(process: subprocess.Popen[str], content: object) -> None:
    if process.stdin is None:
        raise RenderError
    try:
        process.stdin.write(json.dumps(content) + "\n")
        process.stdin.flush()
    except OSError:  # it has ended
        raise RenderError from None


def _receive(process: subprocess.Popen[str]) -> str:
    line = process.stdout.readline() if process.stdout else ""
    try:
        return str(json.loads(line))
    except ValueError:  # it has ended before or amid its answer
        raise RenderError from None

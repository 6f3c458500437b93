"""One run of a command: its seconds and its memory, as the system accounts for them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SAMPLE_SECONDS = 0.03
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_PROC = Path("/proc")
# `ru_maxrss` is in bytes on macOS and in kilobytes elsewhere.
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024

#: What every command is run with: the settings that the targets of the Makefile set. Python keeps
#: what it has compiled, as it does for an owner, whatever the machine of the benchmark says.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "TZ": "UTC",
    "NO_MKDOCS_2_WARNING": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a command took, the processes that it started included.

    `peak_bytes` is the memory of the largest process, `together_bytes` that of all at once at
    the worst moment (0 where the system does not tell).
    """

    cpu_seconds: float
    wall_seconds: float
    peak_bytes: int
    together_bytes: int


class RunError(RuntimeError):
    """A command that failed, with what it wrote."""


def run(command: Sequence[str], folder: Path, log: Path) -> Run:
    """Runs a command in a folder; what it writes goes into `log`."""
    with log.open("wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        watch.start()
        _, state, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(state)
        watch.done.set()
        watch.join()
    if process.returncode:
        raise RunError(f"{' '.join(command)}\n{log.read_text(encoding='utf-8')}")
    return Run(
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        wall_seconds=wall,
        peak_bytes=usage.ru_maxrss * _PEAK_UNIT,
        together_bytes=watch.most,
    )


def cpu_seconds_of(session: int) -> float:
    """The CPU seconds so far of the processes of a session that still run (0.0: not told)."""
    ticks = 0
    for fields in _processes(session):
        ticks += sum(map(int, fields[11:15]))  # own and waited-for children, user and system
    return ticks / os.sysconf("SC_CLK_TCK")


class _Watch(threading.Thread):
    """Looks again and again how much memory a session's processes take together."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.most = 0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(_SAMPLE_SECONDS):
            pages = sum(int(fields[21]) for fields in _processes(self.session))
            self.most = max(self.most, pages * _PAGE_BYTES)


def _processes(session: int) -> list[list[str]]:
    """The fields of /proc/<id>/stat after the name, for each process of a session."""
    found = []
    numbers = [entry for entry in _PROC.iterdir() if entry.name.isdigit()] if _PROC.is_dir() else []
    for entry in numbers:
        with suppress(OSError):
            fields = (entry / "stat").read_text(encoding="ascii", errors="replace")
            after_name = fields.rpartition(")")[2].split()
            if int(after_name[3]) == session:
                found.append(after_name)
    return found


def median_run(runs: Sequence[Run]) -> Run:
    """Of several runs the one in the middle by CPU seconds."""
    return sorted(runs, key=lambda done: done.cpu_seconds)[len(runs) // 2]


def size_of(site: Path) -> Mapping[str, int]:
    """How many pages and bytes a site has, and the bytes of its search."""
    files = [path for path in site.rglob("*") if path.is_file()]
    return {
        "pages": sum(path.suffix == ".html" and path.name != "404.html" for path in files),
        "bytes": sum(path.stat().st_size for path in files),
        "search_bytes": sum(path.stat().st_size for path in files if path.parent.name == "search"),
    }

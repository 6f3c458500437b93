"""From a save to the fresh page: how long an owner waits while the site is served."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.bench.company import change_a_value
from tests.bench.runs import ENVIRONMENT, RunError, cpu_seconds_of

_HOST = "127.0.0.1"
_POLL_SECONDS = 0.02
_LIMIT_SECONDS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What one save took: until its page shows the new value, and in CPU seconds."""

    wall_seconds: float
    cpu_seconds: float


def saves(folder: Path, log: Path, values: list[str]) -> list[Served]:
    """Saves each value in turn while the site is served, and waits for its page to show it."""
    found = []
    with _server(folder, log) as (port, session):
        for value in values:
            cpu = cpu_seconds_of(session)
            began = time.perf_counter()
            metric = change_a_value(folder, value)
            _wait_for(port, f"/metrics/{metric}/", value)
            found.append(
                Served(
                    wall_seconds=time.perf_counter() - began,
                    cpu_seconds=cpu_seconds_of(session) - cpu,
                )
            )
            time.sleep(1)  # lets the server come to rest, as an owner does
    return found


@contextmanager
def _server(folder: Path, log: Path) -> Iterator[tuple[int, int]]:
    """A server with live reload on a free port, ready to answer; gives the port and session."""
    port = _free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--no-strict"]
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [*command, "--dev-addr", f"{_HOST}:{port}"],
            cwd=folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            _wait_for(port, "/", "</html>", process)
            yield port, process.pid
        except TimeoutError:
            raise RunError(log.read_text(encoding="utf-8")) from None
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _wait_for(
    port: int, path: str, text: str, process: subprocess.Popen[bytes] | None = None
) -> None:
    until = time.monotonic() + _LIMIT_SECONDS
    while text not in _page(port, path):
        if time.monotonic() > until or (process and process.poll() is not None):
            raise TimeoutError
        time.sleep(_POLL_SECONDS)


def _page(port: int, path: str) -> str:
    connection = HTTPConnection(_HOST, port, timeout=_LIMIT_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    except (OSError, HTTPException):
        return ""
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((_HOST, 0))
        return int(one.getsockname()[1])

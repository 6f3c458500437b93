"""The stage of the tests of editions: a remote, clones of it, and a git that can be tripped."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.__main__ import main
from tests.editions.clones import GIT, Repository, bare, cloned, environment

#: Runs a command of ours in this process, in the clone: its exit code, and what it said.
Run = Callable[..., tuple[int, str]]

# Counts its calls and, at one of them, ends the whole release as a lost machine would. `during`
# lets the command begin. `first` is run in place of nothing, once, ahead of a command.
_TRIPPED = """#!/bin/sh
count=$(($(cat "$CX_CALLS" | wc -l) + 1))
echo "$*" >> "$CX_CALLS"
if [ -n "$CX_AHEAD" ] && [ ! -e "$CX_CALLS.ahead" ]; then
  case " $* " in *" $CX_AHEAD "*) touch "$CX_CALLS.ahead"; sh "$CX_FIRST" >/dev/null 2>&1 ;; esac
fi
if [ "$count" = "$CX_KILL_AT" ]; then
  if [ -n "$CX_DURING" ]; then
    exec 3<&0
    "{git}" "$@" <&3 &
    sleep "$CX_DURING"
  fi
  kill -9 0
fi
exec "{git}" "$@"
"""
# The remote is another machine: it does not end with the release.
_ELSEWHERE = """#!/bin/sh
exec "{python}" -c 'import os, sys
os.setsid()
os.execv(sys.argv[1], sys.argv[1:])' "{git}" {command} "$@"
"""


@pytest.fixture
def remote(tmp_path: Path) -> Repository:
    """An empty bare repository."""
    return bare(tmp_path / "remote.git")


@pytest.fixture
def ours(remote: Repository, tmp_path: Path) -> Repository:
    """A clone of the remote with one commit, which is pushed."""
    repository = cloned(remote, tmp_path / "ours")
    repository.commit("data.csv", "first")
    repository.push()
    return repository


@pytest.fixture
def run_here(
    ours: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs commands in the clone, in this process, as from a fresh shell."""
    for name in os.environ:
        if name.startswith(("GIT_", "CX_", "MIKE_")) or name == "SOURCE_DATE_EPOCH":
            monkeypatch.delenv(name)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(ours.folder)

    def command(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


@pytest.fixture
def tripping(tmp_path: Path) -> Path:
    """The folder of a `git` that obeys CX_KILL_AT, to be put first into the path."""
    folder = tmp_path / "tripping"
    folder.mkdir()
    _program(folder / "git", _TRIPPED.replace("{git}", GIT))
    return folder


@pytest.fixture
def clone(remote: Repository, tmp_path: Path) -> Callable[[str], Repository]:
    """Makes clones of the remote, each with one commit or what is pushed already."""

    def made(name: str) -> Repository:
        repository = cloned(remote, tmp_path / name)
        for command in ("upload-pack", "receive-pack"):
            program = tmp_path / f"{name}-{command}"
            text = _ELSEWHERE.replace("{python}", sys.executable).replace("{git}", GIT)
            _program(program, text.replace("{command}", command))
            repository.git("config", f"remote.origin.{command.replace('-', '')}", str(program))
        if not remote.git("for-each-ref", "refs/heads/main"):
            repository.commit("data/metrics.csv", "first")
            repository.push()
        return repository

    return made


def _program(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)

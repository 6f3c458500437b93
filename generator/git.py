"""Git in one repository: every command of git runs here."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from generator.model.errors import GitError

#: No housekeeping in the background: it would go on after the release has ended.
_QUIETLY = ("-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.quotePath=off")
#: How long a look into the repository may take. A fetch or a push may take longer.
_READ_SECONDS = 60.0
#: What a hook of git, or mike, sets to work in a repository that is not ours.
_INNER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """Runs git in a folder."""

    folder: Path
    bare: bool = False

    def run(self, *arguments: str, given: str = "") -> str:
        """The output of a command, to which `given` is the input; GitError if it fails."""
        done = self._run(arguments, given.encode())
        output = done.stdout.decode(errors="replace")
        if done.returncode:
            raise GitError(f"{output}\n{done.stderr.decode(errors='replace')}")
        return output.strip("\n")

    def try_run(self, *arguments: str) -> str | None:
        """The output of a command; None if it fails."""
        try:
            return self.run(*arguments)
        except GitError:
            return None

    def read(self, *arguments: str) -> str | None:
        """The output of a command that only reads; None if it fails, without git and outside it."""
        done = self._read(arguments)
        return None if done is None else done.decode(errors="replace").strip("\n")

    def files_at(self, names: Iterable[str]) -> dict[str, bytes]:
        """The content of each file that exists, by its name for git: `commit:path`."""
        names = list(names)
        output = self._read(("cat-file", "--batch"), "".join(f"{name}\n" for name in names)) or b""
        files, start = {}, 0
        for name in names:
            end = output.find(b"\n", start)
            head = output[start:end].split()
            start = end + 1
            if len(head) == 3:  # else "… missing"
                size = int(head[2])
                if head[1] == b"blob":
                    files[name] = output[start : start + size]
                start += size + 1
        return files

    def commit(self, name: str) -> str | None:
        """The commit that a reference stands for; None if there is none."""
        return self.read("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")

    def is_before(self, older: str, newer: str) -> bool:
        """Whether one commit is among those that led to the other, or is it itself."""
        return self.read("merge-base", "--is-ancestor", older, newer) is not None

    @contextmanager
    def stream(self, *arguments: str) -> Iterator[IO[bytes]]:
        """The output of a command as it comes; GitError if the command fails."""
        command = self._command(arguments)
        with subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            yield process.stdout
            while process.stdout.read(1 << 16):
                pass  # a reader that stops early would end git with a broken pipe
        if process.returncode:
            raise GitError(f"git {arguments[0]} failed")

    def _read(self, arguments: tuple[str, ...], given: str = "") -> bytes | None:
        try:
            done = self._run(arguments, given.encode(), _READ_SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            return None
        return None if done.returncode else done.stdout

    def _run(
        self, arguments: tuple[str, ...], given: bytes, seconds: float | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            self._command(arguments),
            cwd=self.folder,
            input=given,
            capture_output=True,
            check=False,
            timeout=seconds,
            env={k: v for k, v in os.environ.items() if k not in _INNER} | {"LC_ALL": "C"},
        )

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return ["git", *(("--git-dir", ".") if self.bare else ()), *_QUIETLY, *arguments]

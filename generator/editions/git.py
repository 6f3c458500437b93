"""Git in one repository: its commands, and what it says."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model.errors import GitError

#: Nothing is tidied in the background: that would go on when the release has ended.
_QUIETLY = ("-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "core.quotePath=off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """Runs git in a folder. Every command keeps the files of `held` open for as long as it runs."""

    folder: Path
    held: tuple[int, ...] = ()
    bare: bool = False

    def __call__(self, *arguments: str, given: str = "", **environment: str) -> str:
        """What git says; GitError where it fails. `given` is what it is to read."""
        done = self._run(arguments, given, environment)
        if done.returncode:
            raise GitError(f"{done.stdout}\n{done.stderr}")
        return done.stdout.strip("\n")

    def asked(self, *arguments: str) -> str | None:
        """What git says; None where the answer is no."""
        done = self._run(arguments, "", {})
        return None if done.returncode else done.stdout.strip("\n")

    def commit(self, name: str) -> str | None:
        """The commit that a reference stands for."""
        return self.asked("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")

    def is_before(self, older: str, newer: str) -> bool:
        """Whether one commit is among those that led to the other, or is it itself."""
        return self.asked("merge-base", "--is-ancestor", older, newer) is not None

    def _run(
        self, arguments: tuple[str, ...], given: str, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *(("--git-dir", ".") if self.bare else ()), *_QUIETLY, *arguments],
            cwd=self.folder,
            input=given,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            pass_fds=self.held,
            env={**_outside(os.environ), "LC_ALL": "C", **environment},
        )


def _outside(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without the repository that a hook of git, or mike, is told to work in."""
    inner = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX")
    return {name: value for name, value in environ.items() if name not in inner}

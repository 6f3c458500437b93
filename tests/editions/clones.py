"""Repositories for the tests: a bare one as the remote, clones of it, and what is published."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.pages.company import ROOT, tiny, write_project

GIT = shutil.which("git") or "git"
_NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
}
_OURS = ("TZ", "PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")


def environment(**changes: str) -> dict[str, str]:
    """The environment of a fresh shell without anybody's settings of git."""
    kept = {name: value for name, value in os.environ.items() if name in _OURS}
    return {**kept, **_NOBODY, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", **changes}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository of git; `published` is the branch of the editions."""

    folder: Path
    published: str = "gh-pages"

    def git(self, *arguments: str, given: str = "", **changes: str) -> str:
        done = subprocess.run(
            [GIT, *arguments],
            cwd=self.folder,
            env=environment(**changes),
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr}"
        return done.stdout.strip()

    def tip(self) -> str:
        """The commit of the published branch; "" where there is none."""
        return self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{self.published}")

    def tag(self, name: str) -> str:
        return self.git("for-each-ref", "--format=%(objectname)", f"refs/tags/edition-{name}")

    def versions(self) -> dict[str, list[str]]:
        """The published editions, as they are listed, with their aliases."""
        if not self.tip():
            return {}
        listed = json.loads(self.git("show", f"{self.published}:versions.json"))
        return {entry["version"]: entry["aliases"] for entry in listed}

    def tree(self, path: str) -> str:
        """The name that git gives to all that a published folder holds."""
        return self.git("rev-parse", f"{self.published}:{path}")

    def folders(self) -> set[str]:
        """The folders at the root of what is published."""
        return {*self.git("ls-tree", "-d", "--name-only", self.published).splitlines()}

    def run(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Runs a module of Python in the top folder."""
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env=environment(**changes),
            capture_output=True,
            text=True,
            check=False,
        )

    def commit(self, name: str, text: str) -> str:
        """Commits a file with a text; the commit."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", f"{name}: {text[:20]}")
        return self.git("rev-parse", "HEAD")

    def push(self) -> None:
        self.git("push", "--quiet", "origin", "main")


def bare(folder: Path) -> Repository:
    folder.mkdir()
    repository = Repository(folder=folder)
    repository.git("init", "--quiet", "--bare", "--initial-branch=main")
    return repository


def cloned(remote: Repository, folder: Path) -> Repository:
    """A clone in which somebody has said who they are."""
    remote.git("clone", "--quiet", str(remote.folder), str(folder))
    clone = Repository(folder=folder)
    named(clone)
    return clone


def started(folder: Path) -> Repository:
    """A fresh repository on the branch main."""
    folder.mkdir(exist_ok=True)
    repository = Repository(folder=folder)
    repository.git("init", "--quiet", "--initial-branch=main")
    named(repository)
    return repository


def named(repository: Repository) -> None:
    repository.git("config", "user.name", "A")
    repository.git("config", "user.email", "a@example.org")


def company(folder: Path, **changes: Any) -> Repository:
    """The tiny company in a repository of its own, committed."""
    write_project(folder, tiny(), **changes)
    repository = started(folder)
    repository.commit(".gitignore", "/site/\n/.cache/\n")
    return repository


def site(folder: Path, mark: str) -> Path:
    """A small site of some pages that all bear a mark."""
    for number in range(12):
        page = folder / f"goals/{number}/index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<h1>Goal {number}</h1>\n<p>{mark}</p>\n" * 40, encoding="utf-8")
    (folder / "index.html").write_text(f"<h1>{mark}</h1>\n", encoding="utf-8")
    return folder


def tree_of(repository: Repository, folder: Path) -> str:
    """The name that git gives to all that a folder holds."""
    index = str(repository.folder / "index-of-a-site")
    repository.git("--work-tree", str(folder), "add", "--all", ".", GIT_INDEX_FILE=index)
    return repository.git("write-tree", GIT_INDEX_FILE=index)

"""The same content and data build with ProperDocs, in an environment of its own.

Never in the project's own environment: with ProperDocs beside it mike silently builds with it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# The builder and its version stand in the head of each page.
GENERATOR = re.compile(r'<meta name="generator" content="[^"]*">')


def run(*command: str | Path, cwd: Path) -> None:
    """Run a command to its end; show what it said if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, "TZ": "UTC", "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="session")
def properdocs_python(root: Path) -> Path:
    """The Python of the environment that has ProperDocs, made anew when its pins change."""
    pins = root / "tests/builders/requirements.txt"
    key = hashlib.sha256(
        pins.read_bytes() + (root / "pyproject.toml").read_bytes() + sys.version.encode()
    ).hexdigest()[:12]
    venv = root / ".cache" / f"properdocs-venv-{key}"
    python = venv / "bin/python"
    if not (venv / "complete").exists():
        for old in venv.parent.glob("properdocs-venv-*"):
            shutil.rmtree(old)
        run(sys.executable, "-m", "venv", venv, cwd=root)
        pip = (python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
        run(*pip, "--require-hashes", "-r", pins, cwd=root)
        run(*pip, "--no-deps", "--no-build-isolation", "-e", root, cwd=root)
        (venv / "complete").touch()
    return python


def pages_of(site: Path) -> dict[str, str]:
    """Every page by its path, without the name of the builder."""
    return {
        page.relative_to(site).as_posix(): GENERATOR.sub("", page.read_text(encoding="utf-8"))
        for page in sorted(site.rglob("*.html"))
    }


def test_properdocs_builds_the_same_pages(
    root: Path, properdocs_python: Path, tmp_path: Path
) -> None:
    options = ("build", "--strict", "--config-file", "mkdocs.yml", "--site-dir")
    run(properdocs_python, "-m", "properdocs", *options, tmp_path / "properdocs", cwd=root)
    run(sys.executable, "-m", "mkdocs", *options, tmp_path / "mkdocs", cwd=root)

    ours, theirs = pages_of(tmp_path / "mkdocs"), pages_of(tmp_path / "properdocs")
    assert list(theirs) == list(ours)
    different = [path for path in ours if ours[path] != theirs[path]]
    assert not different

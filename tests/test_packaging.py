"""What is pinned is what is declared, everywhere the same, and names no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FILES = ["requirements.txt", "requirements-dev.txt", "tests/builders/requirements.txt"]


def name_of(requirement: str) -> str:
    """The name that a requirement begins with, as pip normalises it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0]).lower()


def pins(file: str) -> dict[str, set[str]]:
    """Name to versions: more than one where Pythons differ."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        if re.match(r"[a-z0-9]", line):
            name, version = line.split(" ")[0].split("==")
            found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("file", FILES)
def test_every_pin_is_exact_and_hashed_and_no_address_is_named(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert "//" not in text
    assert not re.search(r"^-", text, flags=re.MULTILINE)
    blocks = re.split(r"\n(?=[a-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert len(blocks) > 20
    for block in blocks:
        assert re.match(r"[a-z0-9-]+==[^ ;]+( ; .+)? \\\n    --hash=sha256:[0-9a-f]{64}", block)


@pytest.mark.parametrize("file", FILES[1:])
def test_all_environments_have_the_versions_of_the_runtime(file: str) -> None:
    assert pins("requirements.txt").items() <= pins(file).items()


def test_all_that_is_declared_is_pinned() -> None:
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    assert {*map(name_of, project["dependencies"] + groups["build"])} <= pins(FILES[0]).keys()
    assert {*map(name_of, groups["dev"])} <= pins(FILES[1]).keys()


def test_the_pinned_backend_is_the_one_that_builds() -> None:
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]


def test_the_project_itself_never_has_another_builder() -> None:
    assert "properdocs" not in pins("requirements-dev.txt")
    assert "properdocs" in pins("tests/builders/requirements.txt")

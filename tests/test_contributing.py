"""What CONTRIBUTING names exists: every module by its path, and every name in the glossary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
GLOSSARY = TEXT.partition("## Glossary")[2].partition("## Recipes")[0]
PATHS = sorted(set(re.findall(r"`((?:\w+/)+(?:[\w-]+\.(?:py|md|html|css))?)`", TEXT)))
NAMES = [
    (path, name)
    for path, names in re.findall(r"`([\w/]+\.py)`: ((?:`\w+`(?:, )?)+)", GLOSSARY)
    for name in re.findall(r"\w+", names)
]
#: Folders of a built site, not of the repository.
ELSEWHERE = {"edition/", "json/"}
ROOMS = ("", "generator/", "generator/model/", "generator/read/", "generator/pages/")


@pytest.mark.parametrize("path", [path for path in PATHS if path not in ELSEWHERE])
def test_a_path_exists(path: str) -> None:
    assert any((ROOT / room / path).exists() for room in ROOMS)


@pytest.mark.parametrize(("path", "name"), NAMES)
def test_a_name_of_the_glossary_stands_in_its_module(path: str, name: str) -> None:
    assert re.search(rf"\b{name}\b", (ROOT / "generator" / path).read_text(encoding="utf-8"))


def test_the_glossary_is_read() -> None:
    assert len(NAMES) > 40

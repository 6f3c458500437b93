"""The examples of the owner's guide are such as the generator accepts as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.read.declarations import parse_declarations
from generator.read.presets import PRESETS

GUIDE = Path(__file__).parents[2] / "content" / "owners-guide.md"


@pytest.mark.sample
def test_the_examples_of_the_guide_are_sound() -> None:
    found = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    declared = [parse_declarations(text) for text in found]
    assert [problems for _, problems in declared] == [[], [], []]
    (of_a_file, _), (of_an_export, _), (of_cases, _) = declared
    assert [rules.dialect.dates for rules in of_a_file.files] == ["day-first"]
    assert [mapping.name for mapping in of_an_export.exports] == ["relationship"]
    assert [mapping.elapsed_columns for mapping in of_cases.exports] == [("Created", "Solved")]


@pytest.mark.sample
def test_the_guide_lists_every_preset() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert {name for name in PRESETS if f"`{name}`" not in text} == set()

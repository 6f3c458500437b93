"""The example of the owner's guide is one that the generator accepts as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.read.declarations import parse_declarations

GUIDE = Path(__file__).parents[2] / "content" / "owners-guide.md"


@pytest.mark.sample
def test_the_example_of_the_guide_is_sound() -> None:
    found = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    declarations, problems = parse_declarations(found[1])
    assert problems == []
    assert [mapping.name for mapping in declarations.exports] == ["relationship"]

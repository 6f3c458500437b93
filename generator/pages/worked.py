"""Worked examples: a small file, what exports.toml says of it, and the rows that come of it.

Each is a file of text beside the templates: a title, its sentences, and blocks between ``` whose
first line names what they hold. A test reads every one as the site would.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from generator.model.mapping import DECLARED_IN

#: The folders of the examples, and the name of the block of the rows that come of one.
WORKED, RECIPES = "worked", "recipes"
ROWS = "rows"
_FOLDER = Path(__file__).parent / "templates"
_BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"^\d+-")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedExample:
    """One example: its anchor, its title, its paragraphs, and its blocks by name, in order."""

    anchor: str
    title: str
    text: tuple[str, ...]
    blocks: dict[str, str]

    @property
    def declared(self) -> str:
        """The text of exports.toml."""
        return self.blocks[DECLARED_IN]

    @property
    def files(self) -> dict[str, str]:
        """The files of the data folder that the example is about."""
        return {k: text for k, text in self.blocks.items() if k not in {DECLARED_IN, ROWS}}


def worked_examples(folder: str) -> tuple[WorkedExample, ...]:
    """The examples of a folder, in the order of their files."""
    found = sorted((_FOLDER / folder).glob("*.md"))
    return tuple(_parsed(path.stem, path.read_text(encoding="utf-8")) for path in found)


def _parsed(stem: str, content: str) -> WorkedExample:
    title, _, text = _BLOCK.sub("", content).strip().partition("\n")
    return WorkedExample(
        anchor=f"example-{_NUMBER.sub('', stem)}",
        title=title.removeprefix("# "),
        text=tuple(filter(None, map(str.strip, text.split("\n\n")))),
        blocks=dict(_BLOCK.findall(content)),
    )

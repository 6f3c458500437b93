"""What was installed: a clone, in which make is at work, or a wheel, whose command is `cx`."""

from __future__ import annotations

import re
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_SHIPPED = _PACKAGE / "shipped"
#: The pages that explain the report to its readers and owners.
GUIDES = ("how-to-read.md", "owners-guide.md", "writing.md", "hosting.md", "glossary.md")
#: How a company's repository installs what it pins.
INSTALL = "python -m pip install --require-hashes -r requirements.txt"

#: What a target of the Makefile does, as a command of `cx`, where it has another name.
_TARGETS = {
    "check-data": "check",
    "drop": "editions drop",
    "editions": "editions list",
    "fetch": "editions fetch",
    "pdf": "pdf site",
    "public": "editions copy public",
    "site": "build",
}
_SAME = ("publish", "release", "serve", "start", "summary")
_MAKE = re.compile(
    rf"\bmake ({'|'.join((*_TARGETS, *_SAME, 'install'))})\b(?!-)"
    r'(?: VERSION=("[^"]*"|[\w.-]*\w))?(?: ARGS="([^"]*)")?'
)
_MODULE = re.compile(r"(?:\.venv/bin/)?python -m generator\b")


def is_clone() -> bool:
    """Whether this is the repository of the generator itself, where make does everything."""
    return not _SHIPPED.is_dir()


def shipped() -> Path:
    """The folder with the sample, the CI files, the pinned packages and the list of changes."""
    return _PACKAGE.parent if is_clone() else _SHIPPED


def here(text: str) -> str:
    """A text with the commands that work where the reader is: those of make, or of `cx`."""
    return text if is_clone() else as_cx(text)


def as_cx(text: str) -> str:
    """A text that names targets of the Makefile, with commands of `cx` in their place."""
    return _MODULE.sub("cx", _MAKE.sub(_as_cx, text))


def _as_cx(found: re.Match[str]) -> str:
    target, version, arguments = found.groups()
    if target == "install":
        return INSTALL
    return " ".join(filter(None, ("cx", _TARGETS.get(target, target), version, arguments)))

"""What stands on the published branch: the editions, their names, and which is the latest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.git import Git
from generator.model.edition import NEXT, VERSIONS
from generator.model.errors import ReleaseRefusedError

#: Where the newest edition stands a second time, under an address that never changes.
LATEST = "latest"

#: What a site without editions has at the top of its branch.
_OTHER_SITE = "index.html"
_LONGEST = 40
# It begins with the year, so that the list of editions sorts; it has to do as a folder and a tag.
_NAME = re.compile(r"(?:FY)?[0-9]{4}(?:[.-][0-9A-Za-z]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEdition:
    """One edition; `commit` is the one that it was made from, "" if that is not known."""

    name: str
    aliases: tuple[str, ...]
    commit: str

    @property
    def is_latest(self) -> bool:
        """Whether it stands under the address of the latest edition as well."""
        return LATEST in self.aliases


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The published branch at one commit of its own; None for a branch without any."""

    tip: str | None
    editions: tuple[PublishedEdition, ...] = ()

    @property
    def latest(self) -> PublishedEdition | None:
        """The edition that stands under the address of the latest."""
        return next((edition for edition in self.editions if edition.is_latest), None)

    @property
    def released(self) -> tuple[PublishedEdition, ...]:
        """The editions without the rolling one: what a build can compare itself with."""
        return tuple(edition for edition in self.editions if edition.name != NEXT)

    def edition(self, name: str) -> PublishedEdition | None:
        """The edition of a name."""
        return next((edition for edition in self.editions if edition.name == name), None)


def read_published(git: Git, tip: str | None, branch: str) -> Published:
    """The editions at a commit of a branch; ReleaseRefusedError if it holds something else."""
    if tip is None:
        return Published(tip=None)
    text = git.read("show", f"{tip}:{VERSIONS}")
    if text is None:
        if git.read("cat-file", "-e", f"{tip}:{_OTHER_SITE}") is not None:
            raise ReleaseRefusedError(
                f"The branch {branch} holds a site without editions, which would be lost.",
                "Name another branch with --branch, or remove that site from it.",
            )
        return Published(tip=tip)
    try:
        editions = tuple(_edition(entry) for entry in json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ReleaseRefusedError(
            f"{VERSIONS} on the branch {branch} is not as mike writes it.",
            f"Take the last good version of it: git log {branch} -- {VERSIONS}.",
        ) from None
    return Published(tip=tip, editions=editions)


def check_name(name: str, published: Iterable[str] = ()) -> None:
    """Refuses what cannot be the name of an edition beside those that are published."""
    if not _NAME.fullmatch(name) or len(name) > _LONGEST or name.endswith(".lock"):
        raise ReleaseRefusedError(
            f'"{name}" cannot be the name of an edition.',
            "Begin with the year, and use letters, "
            "digits, hyphens and dots: 2026-Q4, 2026-10 or FY2027-Q1.",
        )
    for other in published:
        if other != name and other.casefold() == name.casefold():
            raise ReleaseRefusedError(
                f'"{name}" and the edition "{other}" would be one folder on many servers.',
                "Choose a name that differs in more than capital letters.",
            )


def tag_of(name: str) -> str:
    """The tag of git that marks the commit from which an edition was made."""
    return f"edition-{name}"


def _edition(entry: dict[str, object]) -> PublishedEdition:
    aliases, properties = entry["aliases"], entry.get("properties")
    if not isinstance(aliases, list):
        raise TypeError
    commit = properties.get("commit", "") if isinstance(properties, dict) else ""
    return PublishedEdition(
        name=str(entry["version"]), aliases=tuple(map(str, aliases)), commit=str(commit)
    )

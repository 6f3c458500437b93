"""What stands on the published branch: the editions, and which of them is the latest."""

from __future__ import annotations

import json
from dataclasses import dataclass

from generator.editions.edition_names import LATEST, NEXT
from generator.editions.git import Git
from generator.model.errors import ReleaseRefusedError

#: Where mike lists the editions, and what a site without editions would have instead.
VERSIONS = "versions.json"
_OTHER_SITE = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEdition:
    """One edition; `commit` is the one that it was made from, "" where that is not known."""

    name: str
    aliases: tuple[str, ...]
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The published branch at one commit of its own; None for a branch without any."""

    tip: str | None
    editions: tuple[PublishedEdition, ...] = ()

    @property
    def latest(self) -> PublishedEdition | None:
        """The edition that stands under the address of the latest."""
        return next((one for one in self.editions if LATEST in one.aliases), None)

    @property
    def released(self) -> tuple[PublishedEdition, ...]:
        """The editions without the rolling one: what a build can compare itself with."""
        return tuple(one for one in self.editions if one.name != NEXT)

    def edition(self, name: str) -> PublishedEdition | None:
        """The edition of a name."""
        return next((one for one in self.editions if one.name == name), None)


def read_published(git: Git, tip: str | None, branch: str) -> Published:
    """The editions at a commit of a branch; ReleaseRefusedError if it holds something else."""
    if tip is None:
        return Published(tip=None)
    text = git.asked("show", f"{tip}:{VERSIONS}")
    if text is None:
        if git.asked("cat-file", "-e", f"{tip}:{_OTHER_SITE}") is not None:
            raise ReleaseRefusedError(
                f"The branch {branch} holds a site without editions, which would be lost. "
                "Name another branch with --branch, or remove that site from it."
            )
        return Published(tip=tip)
    try:
        editions = tuple(_edition(entry) for entry in json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ReleaseRefusedError(
            f"{VERSIONS} on the branch {branch} is not as mike writes it. Take the last good "
            f"version of it: git log {branch} -- {VERSIONS}."
        ) from None
    return Published(tip=tip, editions=editions)


def _edition(entry: dict[str, object]) -> PublishedEdition:
    aliases, properties = entry["aliases"], entry.get("properties")
    if not isinstance(aliases, list):
        raise TypeError
    commit = properties.get("commit", "") if isinstance(properties, dict) else ""
    return PublishedEdition(
        name=str(entry["version"]), aliases=tuple(map(str, aliases)), commit=str(commit)
    )

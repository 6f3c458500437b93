"""What stands on the published branch: the editions, their names, and which is the latest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.git import Git
from generator.model.edition import COMMIT, NEXT, VERSIONS, is_edition_name
from generator.model.errors import GitError, ReleaseRefusedError
from generator.model.vocabulary import Audience
from generator.model.wording import printable

#: Where the newest edition stands a second time, under an address that never changes.
LATEST = "latest"

#: The file at the top of the branch that says whom all its editions are for.
AUDIENCE = "audience.txt"
#: What lists of editions call the rolling one.
TITLES = {NEXT: "Current state"}

#: What an edition says of itself, in its folder.
MANIFEST_PATH = "edition/manifest.json"
_FOLDER = "edition"
#: What a site without editions has at the top of its branch.
_OTHER_SITE = "index.html"
_SHOWN = 40  # letters of a name that is none


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEdition:
    """One edition; `commit` is the one that it was made from, "" if that is not known.

    `audience` is the one that it says itself that it is for.
    """

    name: str
    aliases: tuple[str, ...]
    commit: str
    audience: Audience | None = None

    @property
    def is_latest(self) -> bool:
        """Whether it stands under the address of the latest edition as well."""
        return LATEST in self.aliases


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The published branch at one commit of its own; None for a branch without any.

    `fixed` is the audience that the branch states in a file. `left_out` says, in a sentence each,
    what there is no edition that can be read; `listed` is the list as it is there.
    """

    tip: str | None
    editions: tuple[PublishedEdition, ...] = ()
    fixed: Audience | None = None
    left_out: tuple[str, ...] = ()
    listed: object = None

    @property
    def audiences(self) -> list[str]:
        """Whom the branch and its editions are for; editions that do not say it are for all."""
        stated = {edition.audience or self.fixed for edition in self.editions} | {self.fixed}
        known = sorted(one.value for one in stated if one is not None)
        return known or [Audience.ALL.value]

    @property
    def listing(self) -> list[dict[str, Any]]:
        """The list of the editions as mike writes and reads it."""
        return [
            {
                "version": edition.name,
                "title": TITLES.get(edition.name, edition.name),
                "aliases": [*edition.aliases],
                "properties": {"commit": edition.commit},
            }
            for edition in self.editions
        ]

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
    """The editions at a commit of a branch; ReleaseRefusedError if it holds another site.

    What is there was written by whoever may write there. An edition that is not as we write it is
    named and left out, and stops nothing.
    """
    if tip is None:
        return Published(tip=None)
    folders = _folders(git, tip)
    texts = git.files_at([f"{tip}:{name}" for name in (VERSIONS, _OTHER_SITE, AUDIENCE)])
    listed, manifests = texts.get(f"{tip}:{VERSIONS}"), _kept(git, tip, folders)
    if listed is None and not manifests and f"{tip}:{_OTHER_SITE}" in texts:
        raise ReleaseRefusedError(
            f"The branch {branch} holds a site without editions, which would be lost.",
            "Name another branch with --branch, or remove that site from it.",
        )
    entries, left_out = _listed(listed), []
    if entries is None:
        entries = [{"version": name, "title": name, "aliases": []} for name in manifests]
        if listed is not None or entries:
            left_out.append(
                f"{VERSIONS} on the branch {branch} cannot be read. Its list is made anew from "
                "what the editions there say of themselves."
            )
    editions: list[PublishedEdition] = []
    taken: set[str] = set()
    for entry in entries:
        edition = _edition(entry, folders, manifests, taken)
        if edition is None:
            shown = printable(str(entry.get("version")))[:_SHOWN]
            left_out.append(
                f"{shown}: this is no edition on the branch {branch} that can be read. It is left "
                "out."
            )
        else:
            taken |= {edition.name, *edition.aliases}
            editions.append(edition)
    fixed = texts.get(f"{tip}:{AUDIENCE}", b"").strip()
    return Published(
        tip=tip,
        editions=tuple(editions),
        fixed=next((one for one in Audience if one.value.encode() == fixed), None),
        left_out=tuple(left_out),
        listed=_json(listed or b""),
    )


def is_whole(git: Git, tip: str) -> bool:
    """Whether all that the editions at a commit keep of themselves can be read."""
    listed = git.read("ls-tree", "-r", "--full-tree", tip)
    if listed is None:
        return False
    kept = [cells[0].split()[-1] for line in listed.splitlines()
            if f"/{_FOLDER}/" in (cells := line.partition("\t"))[2]]  # fmt: skip
    try:
        found = git.run("cat-file", "--batch-check", given="".join(f"{one}\n" for one in kept))
    except GitError:
        return False
    return not any(line.endswith(" missing") for line in found.splitlines())


def check_audience(published: Published, audience: Audience, branch: str) -> None:
    """Refuses an edition for another audience than that of the branch."""
    if not published.editions and published.fixed is None:
        return
    there = published.audiences
    if len(there) > 1:
        raise ReleaseRefusedError(
            f"The branch {branch} holds editions for {' and for '.join(there)}.",
            "Drop those of one audience, or name another branch with --branch.",
        )
    if there != [audience.value]:
        raise ReleaseRefusedError(
            f"The branch {branch} is for the audience {there[0]}, and this edition is for "
            f"{audience.value}.",
            "Name a branch or a remote of its own with --branch or --remote.",
        )


def check_name(name: str, published: Iterable[str] = ()) -> None:
    """Refuses what cannot be the name of an edition beside those that are published."""
    if not is_edition_name(name):
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


def _folders(git: Git, tip: str) -> dict[str, str]:
    """The folders at the root of the branch, each with the hash of what it holds."""
    lines = (git.read("ls-tree", "-d", "--full-tree", tip) or "").splitlines()
    cells = (line.partition("\t") for line in lines)
    return {name: kind.split()[-1] for kind, _, name in cells}


def _kept(git: Git, tip: str, folders: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What each edition says of itself, where that can be read."""
    paths = {f"{tip}:{name}/{MANIFEST_PATH}": name for name in folders if _is_name(name)}
    found = {}
    for path, content in git.files_at(paths).items():
        manifest = _json(content)
        if isinstance(manifest, dict) and manifest.get("edition") == paths[path]:
            found[paths[path]] = manifest
    return found


def _listed(content: bytes | None) -> list[dict[str, Any]] | None:
    entries = None if content is None else _json(content)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return None
    return entries


def _json(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _edition(
    entry: Mapping[str, Any],
    folders: Mapping[str, str],
    manifests: Mapping[str, Mapping[str, Any]],
    taken: set[str],
) -> PublishedEdition | None:
    """An entry of the list, if it is as mike writes it and its folder is there."""
    name, aliases = entry.get("version"), entry.get("aliases")
    if not isinstance(name, str) or not _is_name(name) or name not in folders or name in taken:
        return None
    if not isinstance(aliases, list):
        return None
    manifest = manifests.get(name, {})
    properties = entry.get("properties")
    commit = properties.get("commit") if isinstance(properties, dict) else manifest.get("commit")
    audience = manifest.get("audience")
    return PublishedEdition(
        name=name,
        aliases=(LATEST,) if LATEST in aliases and LATEST in folders.keys() - taken else (),
        commit=commit if isinstance(commit, str) and COMMIT.fullmatch(commit) else "",
        audience=next((one for one in Audience if one.value == audience), None),
    )


def _is_name(name: str) -> bool:
    return name == NEXT or is_edition_name(name)

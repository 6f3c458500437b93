"""The published branch: the editions on it, read from git without any network."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.archive.manifest import MANIFEST, Json, read_manifest, summary_of
from generator.archive.writing import FOLDER, PREVIOUS
from generator.model.edition import NEXT, EditionSummary
from generator.model.errors import ArchiveError
from generator.past.blobs import files_at, said

#: Where mike keeps what is published, and its list of it.
BRANCH = "gh-pages"
_VERSIONS = "versions.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """One edition on the branch: at which commit of it, and what it says of itself."""

    version: str
    at: str
    manifest: Json

    @property
    def summary(self) -> EditionSummary:
        """What a list of editions tells of it."""
        return summary_of(self.manifest)


def published_commits(folder: Path, told: str | None) -> list[str]:
    """The commits at which the published branch is known here.

    `told` is the one that a release lays its edition upon ("": nothing is published yet). Else
    both this repository and the one it was cloned from are looked into.
    """
    if told is not None:
        return [told] if told else []
    remote = said(folder, "for-each-ref", "--format=%(refname)", f"refs/remotes/*/{BRANCH}")
    names = [*(remote or "").splitlines(), f"refs/heads/{BRANCH}"]
    commits = (said(folder, "rev-parse", "--verify", "--quiet", name) for name in names)
    return list(dict.fromkeys(commit for commit in commits if commit))


def released(folder: Path, commits: Iterable[str]) -> list[Released]:
    """The editions on the branch, the rolling one left out, the newest first.

    An edition that keeps nothing of itself, or in a form that is not known, cannot be compared.
    """
    found: dict[str, Released] = {}
    for commit in commits:
        listed = files_at(folder, [f"{commit}:{_VERSIONS}"])
        names = [name for text in listed.values() for name in _versions(text) if name != NEXT]
        paths = {f"{commit}:{name}/{FOLDER}/{MANIFEST}": name for name in names}
        for path, text in files_at(folder, paths).items():
            try:
                manifest = read_manifest(text.decode())
            except (ArchiveError, UnicodeDecodeError):
                continue
            version = paths[path]
            found.setdefault(version, Released(version=version, at=commit, manifest=manifest))
    return sorted(found.values(), key=lambda one: one.summary.as_of, reverse=True)


def edition_files(folder: Path, tree: str) -> dict[str, str]:
    """The files of an edition's folder, which is `commit:path` for git, without its own past."""
    names = (said(folder, "ls-tree", "-r", "--full-tree", "--name-only", tree) or "").splitlines()
    paths = {f"{tree.rstrip('/')}/{name}": name for name in names if not name.startswith(PREVIOUS)}
    return as_texts({paths[path]: content for path, content in files_at(folder, paths).items()})


def as_texts(files: Mapping[str, bytes]) -> dict[str, str]:
    """The files of an edition as text; ArchiveError where one is none."""
    texts = {}
    for name, content in files.items():
        try:
            texts[name] = content.decode()
        except UnicodeDecodeError:
            raise ArchiveError(name, "It is no text.", "Take the folder again.") from None
    return texts


def _versions(text: bytes) -> list[str]:
    """The versions that mike lists; none where the list is not as mike writes it."""
    try:
        return [str(entry["version"]) for entry in json.loads(text)]
    except (ValueError, TypeError, KeyError):
        return []

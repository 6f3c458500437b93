"""Earlier editions: those on the published branch in git, or the one that a setting names."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.archive.dataset_files import MEASUREMENTS
from generator.archive.edition_files import read_edition
from generator.archive.edition_folder import (
    FOLDER,
    MANIFEST,
    PREVIOUS,
    Manifest,
    as_texts,
    files_in,
    read_manifest,
)
from generator.git import Git
from generator.model.dataset import AsOf
from generator.model.edition import (
    BRANCH,
    NEXT,
    VERSIONS,
    BuildContext,
    Edition,
    is_edition_name,
)
from generator.model.errors import ArchiveError, SettingsError
from generator.model.settings import Settings

#: Rows of an edition's figures: with a value, and without any figure.
_DAY = r"(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))"
_WITH_FIGURE = re.compile(rf"^[^,\n]+,{_DAY},[^,\n]", re.MULTILINE)
_WITHHELD = re.compile(rf'^([^,"\n]+),{_DAY},,,,,,,("(?:[^"]|"")*"|[^,\n]*),', re.MULTILINE)
#: Takes the name of an edition that cannot be read, and why.
LeaveOut = Callable[[str, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEdition:
    """One edition on the branch: at which commit of it, and its manifest."""

    version: str
    at: str
    manifest: Manifest


def earlier_editions(
    git: Git,
    settings: Settings,
    context: BuildContext,
    as_of: AsOf | None,
    *,
    published: str | None,
    leave_out: LeaveOut,
) -> list[EarlierEdition]:
    """The editions that came before the one of this build, for the same audience, newest first.

    An edition that is published anew has only those that were there before it, and so has a build
    without a name of a commit that is published already. `published` is the commit of the branch
    that a release follows, as in `_published_commits`.
    """
    audience = settings.audience.value
    editions = [
        edition
        for edition in _editions_at(git, _published_commits(git, published), leave_out)
        if edition.manifest.audience == audience
    ]

    def is_this(edition: EarlierEdition) -> bool:
        if context.version != NEXT:
            return edition.version == context.version
        return bool(context.commit) and edition.manifest.commit == context.commit

    start = next((place + 1 for place, one in enumerate(editions) if is_this(one)), 0)
    return [
        edition
        for edition in editions[start:]
        if as_of is None or edition.manifest.as_of.day <= as_of.day
    ]


def newest_readable(
    git: Git, earlier: Iterable[EarlierEdition], leave_out: LeaveOut
) -> Edition | None:
    """The newest edition of the branch that can be read: one that is damaged is passed over."""
    for edition in earlier:
        try:
            return read_edition(_files_at(git, f"{edition.at}:{edition.version}/{FOLDER}"))
        except ArchiveError as error:
            leave_out(edition.version, str(error))
    return None


def withheld_before(
    git: Git, version: str, published: str | None
) -> frozenset[tuple[str, str, dt.date]]:
    """The cells that the editions on the branch withhold, but for `version`, which is made anew.

    Their figures are read whether or not the rest of an edition can be. A period has ended if it
    is no later than the newest that has a figure.
    """
    paths = [
        f"{commit}:{name}/{FOLDER}/{MEASUREMENTS}"
        for commit in _published_commits(git, published)
        for name in _folders(git, commit)
        if is_edition_name(name) and name != version
    ]
    found: set[tuple[str, str, dt.date]] = set()
    for content in git.files_at(paths).values():
        text = content.decode(errors="replace")
        newest = max(_WITH_FIGURE.findall(text), default="")
        for metric, last, segment in _WITHHELD.findall(text):
            if last <= newest:
                (named,) = next(csv.reader([segment])) or ("",)
                with suppress(ValueError):
                    found.add((metric, named, dt.date.fromisoformat(last)))
    return frozenset(found)


def named_edition(git: Git, settings: Settings, beside: Path) -> Edition:
    """The edition that the setting `previous` names: a folder, or an address in git.

    `beside` is the folder of mkdocs.yml. SettingsError if it holds no edition for this audience.
    """
    named = settings.previous
    folder = beside / named
    try:
        if folder.is_dir():
            files = files_in(folder) or files_in(folder / FOLDER)
        else:
            reference, colon, path = named.partition(":")
            commit = git.commit(reference) or git.commit(f"origin/{reference}") or ""
            tree = f"{commit}:{path.strip('/')}"
            files = (_files_at(git, f"{tree}/{FOLDER}") or _files_at(git, tree)) if colon else {}
        if files:
            edition = read_edition(files)
            if edition.settings.get("audience") == settings.audience.value:
                return edition
            message = (
                "was made for another audience than this build. Name an edition for the same one."
            )
        else:
            message = (
                "holds no edition. Name its folder, or its address in git, such as "
                "gh-pages:2026-Q3; or write none."
            )
    except ArchiveError as error:
        message = f"cannot be read: {error}"
    raise SettingsError((f'previous: "{named}" {message}',))


def _published_commits(git: Git, published: str | None) -> list[str]:
    """The commits at which the published branch is known here.

    `published` is the one that a release follows ("": nothing is published yet). Without it both
    this repository and the one it was cloned from are looked into.
    """
    if published is not None:
        return [published] if published else []
    remote = git.read("for-each-ref", "--format=%(refname)", f"refs/remotes/*/{BRANCH}")
    names = [*(remote or "").splitlines(), f"refs/heads/{BRANCH}"]
    commits = (git.read("rev-parse", "--verify", "--quiet", name) for name in names)
    return list(dict.fromkeys(commit for commit in commits if commit))


def _editions_at(git: Git, commits: Iterable[str], leave_out: LeaveOut) -> list[EarlierEdition]:
    """The editions on the branch, the rolling one left out, the newest first.

    An edition that keeps nothing of itself, or in a form that is not known, cannot be compared.
    """
    editions: dict[str, EarlierEdition] = {}
    for commit in commits:
        paths = {f"{commit}:{name}/{FOLDER}/{MANIFEST}": name for name in _versions(git, commit)}
        found = git.files_at(paths)
        for path, name in paths.items():
            try:
                manifest = read_manifest(as_texts({MANIFEST: found.get(path, b"")}))
            except ArchiveError as error:
                leave_out(name, str(error))
                continue
            if manifest.edition != name:
                leave_out(name, f"{MANIFEST}: It is that of {manifest.edition}.")
                continue
            edition = EarlierEdition(version=name, at=commit, manifest=manifest)
            editions.setdefault(name, edition)
    return sorted(editions.values(), key=lambda edition: edition.manifest.as_of.day, reverse=True)


def _files_at(git: Git, tree: str) -> dict[str, str]:
    """The files of an edition's folder, which is `commit:path` for git, without its own past."""
    names = (git.read("ls-tree", "-r", "--full-tree", "--name-only", tree) or "").splitlines()
    paths = {f"{tree.rstrip('/')}/{name}": name for name in names if not name.startswith(PREVIOUS)}
    return as_texts({paths[path]: content for path, content in git.files_at(paths).items()})


def _versions(git: Git, commit: str) -> list[str]:
    """The released editions that mike lists; each folder of that name if there is no such list."""
    listed = git.files_at([f"{commit}:{VERSIONS}"]).values()
    try:
        (entries,) = map(json.loads, listed)
        names = [entry["version"] for entry in entries]
    except (ValueError, TypeError, KeyError, RecursionError):
        names = _folders(git, commit)
    return [name for name in dict.fromkeys(map(str, names)) if is_edition_name(name)]


def _folders(git: Git, commit: str) -> list[str]:
    return (git.read("ls-tree", "-d", "--full-tree", "--name-only", commit) or "").splitlines()

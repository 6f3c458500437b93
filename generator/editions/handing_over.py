"""A site that one job has built and another publishes: the folder that goes from one to the other.

The job that builds may only read, and the job that may write builds nothing. It takes a site that
is whole and was made for this edition, from this commit and beside the editions published now.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.editions.preconditions import check_built_for, check_new_folder
from generator.editions.publish_target import PublishTarget
from generator.editions.published import check_audience, read_published, tag_of
from generator.editions.releasing import Build, ReleaseRequest
from generator.model.codec import decode, encode
from generator.model.errors import ReleaseRefusedError

_SITE, _NOTE = "site", "handover.json"
_AGAIN = "Build it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """What a site was built for; `published` is the commit of the branch that it follows.

    `digest` is the SHA-256 of the names and the bytes of all its files.
    """

    edition: str
    commit: str
    published: str | None
    digest: str


def hand_over(target: PublishTarget, request: ReleaseRequest, build: Build, folder: Path) -> None:
    """Builds a site into a new folder and publishes nothing; raises what a release raises."""
    check_new_folder(folder)
    published = target.read(tag_of(request.name)).published
    check_audience(published, request.audience, target.branch)
    build(request.name, published.tip)
    shutil.copytree(target.workspace.site, folder / _SITE)
    note = Handover(
        edition=request.name,
        commit=request.commit,
        published=published.tip,
        digest=_digest(folder / _SITE),
    )
    (folder / _NOTE).write_text(f"{json.dumps(encode(note))}\n", encoding="utf-8", newline="\n")


def handed_over(target: PublishTarget, request: ReleaseRequest, folder: Path) -> Build:
    """In place of a build: the site that `hand_over` has put into a folder.

    Raises ReleaseRefusedError if it is another one, or if editions were published since.
    """
    note = _read(folder)
    if (note.edition, note.commit) != (request.name, request.commit):
        raise ReleaseRefusedError(
            f"{folder} holds {note.edition} of commit {note.commit[:7]}, and this is "
            f"{request.name} of commit {request.commit[:7]}.",
            _AGAIN,
        )

    def take(_: str, published: str | None) -> None:
        git, site = target.git, target.workspace.site
        before, now = (
            read_published(git, tip, target.branch) for tip in (note.published, published)
        )
        is_known = note.published is None or git.commit(note.published) is not None
        if not is_known or before.released != now.released:
            raise ReleaseRefusedError(
                f"Other editions were published after the site in {folder} was built.", _AGAIN
            )
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(folder / _SITE, site, symlinks=True)
        if _digest(site) != note.digest:
            raise ReleaseRefusedError(
                f"The site in {folder} is not the one that was built.", _AGAIN
            )
        check_built_for(site, request.audience)

    return take


def _read(folder: Path) -> Handover:
    try:
        return decode(Handover, json.loads((folder / _NOTE).read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError, RecursionError, AttributeError):
        raise ReleaseRefusedError(
            f"{folder} holds no site that was built to be published.",
            "Build one into it first with --into.",
        ) from None


def _digest(site: Path) -> str:
    """One hash of all files; a link has another one than the file that it names."""
    lines = []
    for above, folders, names in os.walk(site):
        for path in (Path(above, name) for name in (*names, *folders)):
            if path.is_symlink():
                lines.append(f"{path.relative_to(site).as_posix()}: a link")
            elif path.is_file():
                content = hashlib.sha256(path.read_bytes()).hexdigest()
                lines.append(f"{path.relative_to(site).as_posix()}: {content}")
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogateescape")).hexdigest()

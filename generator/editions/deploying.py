"""An edition laid upon the published branch by mike, in a repository of its own until it is whole.

Mike writes with `git fast-import`: killed, that leaves a branch locked and packs half written.
Here it works in a scratch repository that borrows the objects of the real one. Of what it made
one commit is handed over; no branch of the real repository has moved by then.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mike import commands

from generator.editions.edition_names import LATEST, NEXT
from generator.editions.git import Git
from generator.editions.published import Published
from generator.editions.workspace import ReleaseWorkspace

_REDIRECT = Path(__file__).with_name("redirect.html")
_TITLES = {NEXT: "Current state"}
_BRANCH = "published"
_COPY = commands.AliasType.copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What is laid upon the branch: an edition, the commit it was made from, and its rank."""

    name: str
    commit: str
    is_latest: bool


def deploy(desk: ReleaseWorkspace, published: Published, wanted: Deployment) -> str:
    """A commit that follows the published branch and holds the site at the desk as an edition.

    It is the branch's own commit where nothing changes.
    """
    with _scratch(desk, published.tip) as scratch:
        with commands.deploy(
            {"site_dir": str(desk.site)},
            wanted.name,
            _TITLES.get(wanted.name),
            [LATEST] if wanted.is_latest else [],
            update_aliases=True,
            alias_type=_COPY,
            branch=_BRANCH,
            message=wanted.name,
            allow_empty=True,
            set_props=[("commit", wanted.commit)],
        ):
            pass  # it is built
        has_latest = wanted.is_latest or published.latest is not None
        _point_at(LATEST if has_latest else NEXT)
        said = (f"Publish {wanted.name}", f"Made from commit {wanted.commit}.")
        return _handed_over(desk, scratch, published.tip, *said)


def remove(desk: ReleaseWorkspace, published: Published, name: str) -> str:
    """A commit that follows the published branch and no longer holds an edition.

    Where that was the latest, the one before it takes its place.
    """
    left = [one for one in published.released if one.name != name]
    with _scratch(desk, published.tip) as scratch:
        commands.delete([name], branch=_BRANCH, message=name, allow_empty=True)
        if left and not any(LATEST in one.aliases for one in left):
            commands.alias(
                {}, left[0].name, [LATEST], alias_type=_COPY, branch=_BRANCH, allow_empty=True
            )
        if left:
            _point_at(LATEST)
        elif name != NEXT and published.edition(NEXT):
            _point_at(NEXT)
        return _handed_over(desk, scratch, published.tip, f"Drop {name}")


def _point_at(name: str) -> None:
    """Lets the root of the published site lead to an edition."""
    commands.set_default(name, str(_REDIRECT), branch=_BRANCH, message=name, allow_empty=True)


def _handed_over(desk: ReleaseWorkspace, scratch: Git, tip: str | None, *said: str) -> str:
    """One commit of all that mike has changed, brought into the real repository."""
    tree = scratch("rev-parse", f"{_BRANCH}^{{tree}}")
    if tip is not None and tree == scratch("rev-parse", f"{tip}^{{tree}}"):
        return tip
    parents = () if tip is None else ("-p", tip)
    message = (part for paragraph in said for part in ("-m", paragraph))
    commit = scratch("commit-tree", tree, *parents, *message)
    scratch("update-ref", f"refs/heads/{_BRANCH}", commit)
    desk.git(
        *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap="),
        *(str(desk.scratch), f"refs/heads/{_BRANCH}"),
    )
    return commit


@contextmanager
def _scratch(desk: ReleaseWorkspace, tip: str | None) -> Iterator[Git]:
    """A fresh repository that sees the objects of the real one, with the branch at `tip`.

    While it is open it is the one in which mike's commands of git work.
    """
    shutil.rmtree(desk.scratch, ignore_errors=True)  # that of an attempt which was overtaken
    form = f"--object-format={desk.git('rev-parse', '--show-object-format')}"
    desk.git("init", "--quiet", "--bare", "--template=", form, str(desk.scratch))
    objects = desk.git("rev-parse", "--path-format=absolute", "--git-path", "objects")
    (desk.scratch / "objects" / "info" / "alternates").write_text(f"{objects}\n", encoding="utf-8")
    with _environment({"GIT_DIR": str(desk.scratch), **_identity(desk.git)}):
        scratch = Git(folder=desk.scratch, held=desk.git.held, bare=True)
        if tip is not None:
            scratch("update-ref", f"refs/heads/{_BRANCH}", tip)
        yield scratch


def _identity(git: Git) -> dict[str, str]:
    """Who publishes, as the real repository has it: mike would look into the scratch one."""
    name, _, rest = git("var", "GIT_COMMITTER_IDENT").partition(" <")
    email = rest.partition(">")[0]
    return {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", email))
    }


@contextmanager
def _environment(changes: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(changes)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)

"""An edition added to the published branch by mike, in a scratch repository until it is whole.

Mike writes with `git fast-import`: killed, that leaves a branch locked and packs half written.
Here it works in a scratch repository that borrows the objects of the real one. Of what it made
one commit is handed over; no branch of the real repository has moved by then.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mike import commands

from generator.editions.published import AUDIENCE, LATEST, TITLES, Published
from generator.editions.workspace import ReleaseWorkspace
from generator.git import Git
from generator.model.edition import NEXT, VERSIONS
from generator.model.vocabulary import Audience

_REDIRECT = Path(__file__).with_name("redirect.html")
_BRANCH = "published"
_COPY = commands.AliasType.copy


def deploy(
    workspace: ReleaseWorkspace,
    published: Published,
    name: str,
    commit: str,
    audience: Audience,
    *,
    is_latest: bool,
) -> str:
    """A commit that follows the published branch and holds the site of the workspace as an edition.

    `commit` is the one that the edition was made from. The first edition fixes the audience of the
    branch. The result is the branch's own commit if nothing changes.
    """
    with _scratch_repository(workspace, published) as scratch:
        with commands.deploy(
            {"site_dir": str(workspace.site)},
            name,
            TITLES.get(name),
            [LATEST] if is_latest else [],
            update_aliases=True,
            alias_type=_COPY,
            branch=_BRANCH,
            message=name,
            allow_empty=True,
            set_props=[("commit", commit)],
        ):
            pass  # it is built
        _redirect_root(LATEST if is_latest or published.latest else NEXT)
        if published.fixed is None:
            _write(scratch, AUDIENCE, f"{audience.value}\n")
        message = (f"Publish {name}", f"Made from commit {commit}.")
        return _hand_over(workspace, scratch, published.tip, *message)


def remove(workspace: ReleaseWorkspace, published: Published, name: str) -> str:
    """A commit that follows the published branch and no longer holds an edition.

    If that was the latest, the one before it takes its place.
    """
    dropped = published.edition(name)
    left = [edition for edition in published.released if edition.name != name]
    # The root never leads from one audience to another where there is a choice.
    alike = [one for one in left if dropped is None or one.audience is dropped.audience]
    left = alike or left
    with _scratch_repository(workspace, published) as scratch:
        commands.delete([name], branch=_BRANCH, message=name, allow_empty=True)
        if left and not any(edition.is_latest for edition in left):
            commands.alias(
                {}, left[0].name, [LATEST], alias_type=_COPY, branch=_BRANCH, allow_empty=True
            )
        if left:
            _redirect_root(LATEST)
        elif name != NEXT and published.edition(NEXT):
            _redirect_root(NEXT)
        return _hand_over(workspace, scratch, published.tip, f"Drop {name}")


def _redirect_root(name: str) -> None:
    """Lets the root of the published site lead to an edition."""
    commands.set_default(name, str(_REDIRECT), branch=_BRANCH, message=name, allow_empty=True)


def _write(scratch: Git, name: str, text: str) -> None:
    """Puts a file at the top of the scratch branch."""
    blob = scratch.run("hash-object", "-w", "--stdin", given=text)
    entries = scratch.run("ls-tree", _BRANCH).splitlines()
    kept = [entry for entry in entries if entry.partition("\t")[2] != name]
    lines = [*kept, f"100644 blob {blob}\t{name}", ""]
    tree = scratch.run("mktree", given="\n".join(lines))
    commit = scratch.run("commit-tree", tree, "-p", _BRANCH, "-m", name)
    scratch.run("update-ref", f"refs/heads/{_BRANCH}", commit)


def _hand_over(workspace: ReleaseWorkspace, scratch: Git, tip: str | None, *message: str) -> str:
    """One commit of all that mike has changed, brought into the real repository."""
    tree = scratch.run("rev-parse", f"{_BRANCH}^{{tree}}")
    if tip is not None and tree == scratch.run("rev-parse", f"{tip}^{{tree}}"):
        return tip
    parents = () if tip is None else ("-p", tip)
    paragraphs = (part for paragraph in message for part in ("-m", paragraph))
    commit = scratch.run("commit-tree", tree, *parents, *paragraphs)
    scratch.run("update-ref", f"refs/heads/{_BRANCH}", commit)
    workspace.git.run(
        *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--refmap="),
        *(str(workspace.scratch), f"refs/heads/{_BRANCH}"),
    )
    return commit


@contextmanager
def _scratch_repository(workspace: ReleaseWorkspace, published: Published) -> Iterator[Git]:
    """A fresh repository that sees the objects of the real one, with the branch as published.

    Its list of editions holds only what can be read. While the repository is open, mike's commands
    of git work in it.
    """
    git, folder = workspace.git, workspace.scratch
    shutil.rmtree(folder, ignore_errors=True)  # that of an attempt which was overtaken
    object_format = f"--object-format={git.run('rev-parse', '--show-object-format')}"
    git.run("init", "--quiet", "--bare", "--template=", object_format, str(folder))
    objects = git.run("rev-parse", "--path-format=absolute", "--git-path", "objects")
    (folder / "objects" / "info" / "alternates").write_text(
        f"{objects}\n", encoding="utf-8", newline="\n"
    )
    with _environment({"GIT_DIR": str(folder), **_identity(git)}):
        scratch = Git(folder=folder, bare=True)
        if published.tip is not None:
            scratch.run("update-ref", f"refs/heads/{_BRANCH}", published.tip)
            if published.listed != published.listing:
                _write(scratch, VERSIONS, json.dumps(published.listing, indent=2))
        yield scratch


def _identity(git: Git) -> dict[str, str]:
    """Who publishes, as the real repository has it: mike would look into the scratch one."""
    name, _, rest = git.run("var", "GIT_COMMITTER_IDENT").partition(" <")
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

"""The commands of editions: how each builds and publishes, and the sentence that it ends with."""

from __future__ import annotations

import argparse
import datetime as dt
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.editions.building import build_site, environment_of
from generator.editions.handing_over import hand_over, handed_over
from generator.editions.preconditions import (
    check_branch,
    check_built_for,
    check_history,
    check_identity,
    check_new_folder,
    check_unchanged,
    clean_commit,
    repository,
)
from generator.editions.publish_target import PublishTarget
from generator.editions.published import LATEST, check_name
from generator.editions.releasing import Build, ReleaseOutcome, ReleaseRequest, drop, release
from generator.editions.remote import check_remote, remote_of
from generator.editions.workspace import ReleaseWorkspace, workspace_of
from generator.git import Git
from generator.model.edition import NEXT
from generator.model.errors import GitError, ReleaseRefusedError
from generator.model.installation import here
from generator.model.settings import Settings
from generator.model.wording import counted, first_of, printable
from generator.policy.site_policy import apply_policy

Say = Callable[[str], None]
#: Sums up an edition, by its name and the folder of its site.
SumUp = Callable[[str, Path], str]

_CONFIG = "mkdocs.yml"
_SHOWN = 3  # names in a list

_OUTCOMES = {
    ReleaseOutcome.PUBLISHED: "published",
    ReleaseOutcome.UNCHANGED: "the same is published already",
    ReleaseOutcome.THERE: "published already, from this commit,",
    ReleaseOutcome.OVERTAKEN: "a later commit is published already",
}


def run_release_command(
    options: argparse.Namespace, settings: Settings, say: Say, sum_up: SumUp
) -> None:
    """Runs the command in `options.what`; ReleaseRefusedError or SiteBuildError if it cannot.

    A release that has published something says what `sum_up` tells of it.
    """
    if options.what == "release":
        check_name(options.name)
        _publish(options, settings, say, options.name, sum_up)
    elif options.what == "publish":
        _publish(options, settings, say, NEXT)
    else:
        _maintain(options, settings, say)


def _publish(
    options: argparse.Namespace,
    settings: Settings,
    say: Say,
    name: str,
    sum_up: SumUp | None = None,
) -> None:
    with _target(options, settings, say) as target:
        check_remote(target.remote, settings.audience, settings.remote, options.remote)
        check_history(target.git)
        if not options.into:
            check_identity(target.git)
        request = ReleaseRequest(
            name=name,
            commit=clean_commit(target.git),
            audience=settings.audience,
            replace=getattr(options, "replace", False),
        )
        build = _builder(options, target.workspace, request)
        if options.into:
            hand_over(target, request, build, Path(options.into))
            say(f"{name}: built into {options.into}. Nothing is published yet.")
            return
        if options.built:
            build = handed_over(target, request, Path(options.built))
        outcome = release(target, request, build)
        say(f"{name}: {_OUTCOMES[outcome]} on {target}.")
        published = outcome is ReleaseOutcome.PUBLISHED
        text = sum_up(name, target.workspace.site) if sum_up and published else ""
        if text:
            say(text.rstrip())


def _maintain(options: argparse.Namespace, settings: Settings, say: Say) -> None:
    """Lists, fetches, drops or copies what is published."""
    with _target(options, settings, say) as target:
        if options.action == "drop":
            check_identity(target.git)
            drop(target, options.name)
            say(f"{options.name}: dropped from {target}.")
            return
        published = target.read().published
        if options.action == "copy":
            if published.tip is None:
                message = f"Nothing is published on {target} yet: {here('make publish')}."
                raise ReleaseRefusedError(message)
            folder = Path(options.out)
            if strays := _copy(target.git, published.tip, folder):
                say(f"{folder}: {_left_out(strays)}")
            applied = apply_policy(
                folder,
                settings.frame_ancestors,
                in_pages=False,
                allowed=settings.allowed_scripts,
            )
            for script in applied.unknown:
                say(f"{folder}/{script}")
            count = len(published.editions)
            say(f"{options.out}: {count} edition{'' if count == 1 else 's'}.")
        else:
            if not published.editions:
                first = here("make publish, or make release VERSION=2026-Q4")
                say(f"Nothing is published yet: {first}.")
            for edition in published.editions:
                latest = f" ({LATEST})" if edition.is_latest else ""
                made = f", made from commit {edition.commit[:7]}" if edition.commit else ""
                say(f"{edition.name}{latest}{made}")


@contextmanager
def _target(options: argparse.Namespace, settings: Settings, say: Say) -> Iterator[PublishTarget]:
    git = repository(Path.cwd())
    check_branch(git, options.branch)
    with workspace_of(git) as workspace:
        remote = remote_of(workspace.git, options.remote or settings.remote or None)
        yield PublishTarget(workspace=workspace, branch=options.branch, remote=remote, say=say)


def _builder(
    options: argparse.Namespace, workspace: ReleaseWorkspace, request: ReleaseRequest
) -> Build:
    """Builds the site of the commit that is checked out, and checks that it is that site."""
    config = Path(options.config or _CONFIG)
    day: dt.date | None = getattr(options, "day", None)
    seconds = int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp()) if day else None

    def build(edition: str, published: str | None) -> None:
        environment = environment_of(edition, published, seconds, workspace.cache)
        build_site(config, workspace.site, environment)
        check_unchanged(workspace.git, request.commit)
        check_built_for(workspace.site, request.audience)

    return build


def _left_out(strays: list[str]) -> str:
    are = f"{counted(len(strays), 'file')} {'is' if len(strays) == 1 else 'are'} left out"
    return f"{are}, links or paths out of the folder: {first_of(strays, _SHOWN)}."


def _copy(git: Git, tip: str, folder: Path) -> list[str]:
    """Writes the published branch at a commit into a new folder; the names that are left out.

    Those are links, and paths that lead out of the folder: none of ours.
    """
    check_new_folder(folder)
    strays: list[str] = []
    try:
        with (
            git.stream("archive", "--format=tar", tip) as archive,
            tarfile.open(fileobj=archive, mode="r|") as files,
        ):
            for file in files:
                path = Path(file.name)
                is_ours = not (file.issym() or path.is_absolute() or ".." in path.parts)
                if not is_ours:
                    strays.append(printable(file.name))
                elif file.isreg() and (content := files.extractfile(file)) is not None:
                    (folder / path).parent.mkdir(parents=True, exist_ok=True)
                    (folder / path).write_bytes(content.read())
    except (GitError, tarfile.ReadError):
        raise ReleaseRefusedError(
            f"git cannot read what is published ({tip[:7]}).", "Run: git fsck."
        ) from None
    return strays

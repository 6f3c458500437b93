"""What the commands of editions do, and the sentences that they end with."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.editions.building import build_site, environment_of
from generator.editions.copying import copy_published
from generator.editions.edition_names import LATEST, NEXT, check_name
from generator.editions.publish_target import PublishTarget
from generator.editions.published import Published
from generator.editions.releasing import Build, ReleaseOutcome, ReleaseRequest, drop, release
from generator.editions.remote import remote_of
from generator.editions.situation import (
    check_branch,
    check_history,
    check_identity,
    check_unchanged,
    clean_commit,
    repository,
)
from generator.editions.workspace import ReleaseWorkspace, desk_of
from generator.model.errors import ReleaseRefusedError

Say = Callable[[str], None]

_CONFIG = "mkdocs.yml"
_ENDED = {
    ReleaseOutcome.PUBLISHED: "{name}: published on {where}.",
    ReleaseOutcome.UNCHANGED: "{name}: the same is published already on {where}.",
    ReleaseOutcome.THERE: "{name}: published already, from this commit, on {where}.",
    ReleaseOutcome.OVERTAKEN: "{name}: a later commit is published already on {where}.",
}


def run(options: argparse.Namespace, frame_ancestors: str, say: Say) -> None:
    """Does what was asked for; ReleaseRefusedError or SiteBuildError where it may or can not.

    `frame_ancestors` is the setting of that name: it goes into the headers of a copy.
    """
    if options.what == "release":
        check_name(options.name)
        _publish(options, say, options.name, replace=options.replace)
    elif options.what == "publish":
        _publish(options, say, NEXT)
    else:
        _tend(options, frame_ancestors, say)


def _tend(options: argparse.Namespace, frame_ancestors: str, say: Say) -> None:
    """Lists, fetches, drops or copies what is published."""
    with _place(options, say) as place:
        if options.action == "drop":
            check_identity(place.git)
            drop(place, options.name)
            say(f"{options.name}: dropped from {_where(place)}.")
            return
        published = place.look().published
        if options.action == "copy":
            if published.tip is None:
                raise ReleaseRefusedError(
                    f"Nothing is published on {_where(place)} yet: make publish."
                )
            copy_published(place.git, published.tip, Path(options.out), frame_ancestors)
            count = len(published.editions)
            say(f"{options.out}: {count} edition{'' if count == 1 else 's'}.")
        else:
            for line in _listed(published):
                say(line)


def _publish(options: argparse.Namespace, say: Say, name: str, *, replace: bool = False) -> None:
    with _place(options, say) as place:
        check_history(place.git)
        check_identity(place.git)
        wish = ReleaseRequest(name=name, commit=clean_commit(place.git), replace=replace)
        outcome = release(place, wish, _builder(options, place.desk, wish.commit))
        say(_ENDED[outcome].format(name=name, where=_where(place)))


def _builder(options: argparse.Namespace, desk: ReleaseWorkspace, commit: str) -> Build:
    """Builds the site of the commit that is checked out, and sees that it still is."""
    config = Path(options.config or _CONFIG)
    day: dt.date | None = getattr(options, "day", None)
    midnight = dt.datetime.combine(day, dt.time(), dt.UTC) if day else None
    moment = int(midnight.timestamp()) if midnight else None

    def build(edition: str, published: str | None) -> None:
        told = environment_of(edition, published, moment)
        build_site(config, desk.site, told, desk.git.held)
        check_unchanged(desk.git, commit)

    return build


@contextmanager
def _place(options: argparse.Namespace, say: Say) -> Iterator[PublishTarget]:
    git = repository(Path.cwd())
    check_branch(git, options.branch)
    with desk_of(git) as desk:
        remote = remote_of(desk.git, options.remote)
        yield PublishTarget(desk=desk, branch=options.branch, remote=remote, say=say)


def _where(place: PublishTarget) -> str:
    at = f" at {place.remote.name}" if place.remote else " of this repository"
    return f"the branch {place.branch}{at}"


def _listed(published: Published) -> Iterator[str]:
    if not published.editions:
        yield "Nothing is published yet: make publish, or make release VERSION=2026-Q4."
    for one in published.editions:
        latest = f" ({LATEST})" if LATEST in one.aliases else ""
        made = f", made from commit {one.commit[:7]}" if one.commit else ""
        yield f"{one.name}{latest}{made}"

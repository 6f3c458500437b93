"""A release of a site that is built already: all of it is real but the build.

    python -m tests.editions.prepared NAME SITE [--remote REMOTE]

in a clone publishes the folder SITE as the edition NAME, or as the rolling one.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from generator.editions.publish_target import PublishTarget
from generator.editions.releasing import ReleaseRequest, release
from generator.editions.remote import remote_of
from generator.editions.situation import clean_commit, repository
from generator.editions.workspace import desk_of
from generator.model.errors import ReleaseRefusedError


def main(name: str, site: str, *asked: str) -> int:
    git = repository(Path.cwd())
    try:
        with desk_of(git) as desk:
            remote = remote_of(desk.git, asked[1] if asked else None)
            place = PublishTarget(desk=desk, branch="gh-pages", remote=remote, say=say)
            wish = ReleaseRequest(name=name, commit=clean_commit(git))
            say(release(place, wish, lambda *_: _copy(Path(site), desk.site)).value)
    except ReleaseRefusedError as refusal:
        say(str(refusal))
        return 2
    return 0


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _copy(site: Path, to: Path) -> None:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(site, to)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""A release of a site that is built already: all of it is real but the build.

    python -m tests.editions.prepared NAME SITE [--remote REMOTE]

in a clone publishes the folder SITE as the edition NAME, or as the rolling one.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from generator.editions.preconditions import clean_commit, repository
from generator.editions.publish_target import PublishTarget
from generator.editions.releasing import ReleaseRequest, release
from generator.editions.remote import remote_of
from generator.editions.workspace import workspace_of
from generator.model.errors import ReleaseRefusedError


def main(name: str, site: str, *remotes: str) -> int:
    git = repository(Path.cwd())
    try:
        with workspace_of(git) as workspace:
            remote = remote_of(workspace.git, remotes[1] if remotes else None)
            target = PublishTarget(workspace=workspace, branch="gh-pages", remote=remote, say=say)
            request = ReleaseRequest(name=name, commit=clean_commit(git))
            say(release(target, request, lambda *_: _copy(Path(site), workspace.site)).value)
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

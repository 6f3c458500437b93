"""The remote repository: what stands there, and pushing to it what follows from that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.git import Git
from generator.model.errors import GitError, LostRaceError, ReleaseRefusedError
from generator.model.vocabulary import Audience

_PUSH = ("push", "--quiet", "--no-follow-tags", "--recurse-submodules=no")
# What git writes if another push has come first, or is under way.
_RACE = re.compile(
    r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|"
    r"failed to lock|incorrect old value|already exists"
)
_ORIGIN = "origin"
_NO_ATOMIC = "does not support --atomic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A remote repository, by its name in this one.

    `is_own` says whether the data is kept there as well. Another one may have readers who are not
    to see the data: it gets editions and nothing else.
    """

    name: str
    git: Git
    is_own: bool

    def commits(self, branch: str, tag: str) -> tuple[str | None, str | None]:
        """The commits of a branch and of a tag there; None for what is not there or not named."""
        names = (f"refs/heads/{branch}", f"refs/tags/{tag}", f"refs/tags/{tag}^{{}}")
        try:
            output = self.git.run("ls-remote", self.name, *names)
        except GitError as error:
            raise ReleaseRefusedError(
                f"The remote {self.name} cannot be reached ({error.reason}).",
                "Mend that and run it again.",
            ) from None
        lines = (line.partition("\t") for line in output.splitlines())
        commits = {name: commit for commit, _, name in lines}
        # A tag with a message is an object of its own; the last form is the commit behind it.
        return commits.get(names[0]), commits.get(names[2], commits.get(names[1]))

    def fetch(self, branch: str) -> str | None:
        """Brings a branch here, as the remote's own; its commit."""
        tracking = f"refs/remotes/{self.name}/{branch}"
        reference = f"+refs/heads/{branch}:{tracking}"
        try:
            self.git.run("fetch", "--no-tags", "--quiet", self.name, reference)
        except GitError as error:
            raise ReleaseRefusedError(
                f"{branch} cannot be fetched from {self.name} ({error.reason}).",
                "Mend that and run it again.",
            ) from None
        return self.git.commit(tracking)

    def fetch_commit(self, commit: str) -> None:
        """Brings a commit here, if the remote has it and gives it."""
        self.git.try_run(
            *("fetch", "--no-tags", "--quiet", "--no-write-fetch-head", "--refmap="),
            *(self.name, commit),
        )

    def push(self, references: Sequence[str]) -> None:
        """Pushes all of them or none; LostRaceError if another push came first."""
        try:
            self._push(references)
        except GitError as error:
            if _RACE.search(error.stderr):
                raise LostRaceError from None
            raise ReleaseRefusedError(
                f"{self.name} does not take it ({error.reason}).",
                "Mend that and run it again: nothing was published.",
            ) from None

    def _push(self, references: Sequence[str]) -> None:
        try:
            self.git.run(*_PUSH, "--atomic", self.name, *references)
        except GitError as error:
            if _NO_ATOMIC not in error.stderr:
                raise
            for reference in references:  # the branch comes first; a tag can follow later
                self.git.run(*_PUSH, self.name, reference)


def remote_of(git: Git, wanted: str | None) -> Remote | None:
    """The remote that is wanted, else `origin`, else the only one; None if there is none."""
    names = git.run("remote").split()
    listed = ", ".join(names) or "none"
    if wanted is not None and wanted not in names:
        raise ReleaseRefusedError(
            f"There is no remote {wanted} here.", f"Those there are: {listed}."
        )
    if wanted is None and len(names) > 1 and _ORIGIN not in names:
        raise ReleaseRefusedError(f"Say which remote with --remote: {listed}.")
    own = _ORIGIN if _ORIGIN in names else names[0] if len(names) == 1 else None
    name = wanted or own
    return Remote(name=name, git=git, is_own=name == own) if name else None


def check_remote(remote: Remote | None, audience: Audience, named: str, asked: str | None) -> None:
    """Refuses to take an edition for the leadership where the data is, unless a setting says so.

    `named` is the remote that mkdocs.yml names, `asked` the one that the command does.
    """
    if remote is None or audience is not Audience.LEADERSHIP or remote.name == named:
        return
    if asked is None or _same_place(remote, _ORIGIN):
        raise ReleaseRefusedError(
            f"This edition is for {audience.value}, and whoever reads {remote.name} would see it.",
            "Name a remote of its own with --remote; or write into the settings of that build "
            f"that it may go there: remote: {remote.name}.",
        )


def _same_place(remote: Remote, other: str) -> bool:
    """Whether a remote is another one, by its name or by its address."""
    address = remote.git.read("remote", "get-url", "--push", remote.name)
    there = remote.git.read("remote", "get-url", "--push", other)
    return remote.name == other or address == there

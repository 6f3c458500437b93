"""The remote repository: what stands there, and pushing to it what follows from that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.editions.git import Git
from generator.model.errors import GitError, LostRaceError, ReleaseRefusedError

_PUSH = ("push", "--quiet", "--no-follow-tags", "--recurse-submodules=no")
# What git says when another push has come first, or is under way.
_RACE = re.compile(
    r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|"
    r"failed to lock|incorrect old value|already exists"
)
_NO_ATOMIC = "does not support --atomic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A remote repository, by its name in this one.

    `is_own` says whether it is where the data is kept as well. Another one, that is asked for by
    its name, may have readers who are not to see the data: it gets editions and nothing else.
    """

    name: str
    git: Git
    is_own: bool

    def commits(self, branch: str, tag: str) -> tuple[str | None, str | None]:
        """The commits of a branch and of a tag there; None for what is not there, or not asked."""
        wanted = (f"refs/heads/{branch}", f"refs/tags/{tag}", f"refs/tags/{tag}^{{}}")
        try:
            said = self.git("ls-remote", self.name, *wanted)
        except GitError as fault:
            raise ReleaseRefusedError(
                f"The remote {self.name} cannot be reached ({fault.reason}). Mend that and run "
                "it again."
            ) from None
        lines = (line.partition("\t") for line in said.splitlines())
        found = {name: commit for commit, _, name in lines}
        # A tag with a message is an object of its own; the last form is the commit behind it.
        return found.get(wanted[0]), found.get(wanted[2], found.get(wanted[1]))

    def fetch(self, branch: str) -> str | None:
        """Brings a branch here, as the remote's own; its commit."""
        tracking = f"refs/remotes/{self.name}/{branch}"
        try:
            self.git("fetch", "--no-tags", "--quiet", self.name, f"+refs/heads/{branch}:{tracking}")
        except GitError as fault:
            raise ReleaseRefusedError(
                f"{branch} cannot be fetched from {self.name} ({fault.reason}). Mend that and "
                "run it again."
            ) from None
        return self.git.commit(tracking)

    def fetch_commit(self, commit: str) -> None:
        """Brings a commit here, where the remote has it and gives it."""
        self.git.asked(
            *("fetch", "--no-tags", "--quiet", "--no-write-fetch-head", "--refmap="),
            *(self.name, commit),
        )

    def push(self, references: Sequence[str]) -> None:
        """Pushes all of them or none; LostRaceError where another push came first."""
        try:
            self._push(references)
        except GitError as fault:
            if _RACE.search(fault.stderr):
                raise LostRaceError from None
            raise ReleaseRefusedError(
                f"{self.name} does not take it ({fault.reason}). Mend that and run it again: "
                "nothing was published."
            ) from None

    def _push(self, references: Sequence[str]) -> None:
        try:
            self.git(*_PUSH, "--atomic", self.name, *references)
        except GitError as fault:
            if _NO_ATOMIC not in fault.stderr:
                raise
            for reference in references:  # the branch comes first; a tag can follow later
                self.git(*_PUSH, self.name, reference)


def remote_of(git: Git, asked: str | None) -> Remote | None:
    """The remote asked for, else `origin`, else the only one; None where there is none."""
    names = git("remote").split()
    if asked is not None and asked not in names:
        raise ReleaseRefusedError(
            f"There is no remote {asked} here. Those there are: {_listed(names)}."
        )
    if asked is None and len(names) > 1 and "origin" not in names:
        raise ReleaseRefusedError(f"Say which remote with --remote: {_listed(names)}.")
    own = "origin" if "origin" in names else names[0] if len(names) == 1 else None
    name = asked or own
    return Remote(name=name, git=git, is_own=name == own) if name else None


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"

"""The place of publication: one branch, here and at the remote, and how it moves in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.editions.git import Git
from generator.editions.published import Published, read_published
from generator.editions.remote import Remote
from generator.editions.workspace import ReleaseWorkspace
from generator.model.errors import GitError, LostRaceError


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetState:
    """What is published, and the commits of the branch and of a tag, here and at the remote."""

    published: Published
    here: str | None
    there: str | None
    tag_here: str | None
    tag_there: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag of git and the commit that it is to mark."""

    name: str
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishTarget:
    """A branch in this repository and at its remote; what has to be told is told to `say`."""

    desk: ReleaseWorkspace
    branch: str
    remote: Remote | None
    say: Callable[[str], None]

    @property
    def git(self) -> Git:
        """Git in this repository."""
        return self.desk.git

    @property
    def is_own(self) -> bool:
        """Whether the branch here is the one that is published, and commits are marked by tags."""
        return self.remote is None or self.remote.is_own

    def look(self, tag: str = "") -> TargetState:
        """What is published now, the remote asked first. What is only here counts where it follows.

        A branch here that has parted from the remote's is not looked at; nor is it for a remote
        that is not this repository's own, which has other readers.
        """
        head = f"refs/heads/{self.branch}"
        tracking = f"refs/remotes/{self.remote.name}/{self.branch}" if self.remote else ""
        marked = f"refs/tags/{tag}" if tag else ""
        self.desk.free(*filter(None, (head, tracking, marked)))
        here, there, tag_there = self.git.commit(head) if self.is_own else None, None, None
        if self.remote:
            there, tag_there = self.remote.commits(self.branch, tag)
            if there is not None and there != self.git.commit(tracking):
                there = self.remote.fetch(self.branch)
        tip = there or here
        if here and there and self.git.is_before(there, here):
            tip = here
        return TargetState(
            published=read_published(self.git, tip, self.branch),
            here=here,
            there=there,
            tag_here=self.git.commit(marked) if marked else None,
            tag_there=tag_there,
        )

    def put(self, state: TargetState, tip: str, tag: Tag | None = None) -> None:
        """Moves the branch and the tag from where they were seen; LostRaceError if they were not.

        The remote comes first: what is there is published. To one that is not this repository's
        own no tag goes, because all data would go with it.
        """
        if not self.is_own:
            tag = None
        if self.remote:
            wanted = []
            if tip != state.there:
                wanted.append(f"{tip}:refs/heads/{self.branch}")
            if tag and tag.commit != state.tag_there:
                # A tag that is here already may have a message of its own.
                source = f"refs/tags/{tag.name}" if state.tag_here == tag.commit else tag.commit
                wanted.append(f"{'+' if state.tag_there else ''}{source}:refs/tags/{tag.name}")
            if wanted:
                self.remote.push(wanted)
        if not self.is_own:
            return
        try:
            self._move(state, tip, tag)
        except GitError as fault:
            if self.remote is None:
                raise LostRaceError from None
            self.say(f"It is published, but {self.branch} stays behind here ({fault.reason}).")

    def _move(self, state: TargetState, tip: str, tag: Tag | None) -> None:
        """The branch and the tag here, in one transaction."""
        none = "0" * len(tip)
        moves = []
        if tip != state.here:
            moves.append(f"update refs/heads/{self.branch} {tip} {state.here or none}")
            if state.here and not self.git.is_before(state.here, tip) and self.remote:
                kept = f"{self.branch}-kept-{state.here[:7]}"
                moves.append(f"update refs/heads/{kept} {state.here}")
                self.say(
                    f"{self.branch} had commits here that {self.remote.name} lacks. They are on "
                    f"the branch {kept} now."
                )
        if tag and tag.commit != state.tag_here:
            moves.append(f"update refs/tags/{tag.name} {tag.commit}")
        if moves:
            lines = ["start", *moves, "prepare", "commit", ""]
            self.git("update-ref", "-m", "published", "--stdin", given="\n".join(lines))

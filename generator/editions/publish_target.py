"""The target of publication: one branch, here and at the remote, and how it moves in one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.editions.published import Published, is_whole, read_published
from generator.editions.remote import Remote
from generator.editions.workspace import ReleaseWorkspace
from generator.git import Git
from generator.model.errors import GitError, LostRaceError, ReleaseRefusedError


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
    """A tag of git and the commit that it marks."""

    name: str
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishTarget:
    """A branch in this repository and at its remote; `say` takes messages for the user."""

    workspace: ReleaseWorkspace
    branch: str
    remote: Remote | None
    say: Callable[[str], None]

    def __str__(self) -> str:
        """As messages name it."""
        at = f" at {self.remote.name}" if self.remote else " of this repository"
        return f"the branch {self.branch}{at}"

    @property
    def git(self) -> Git:
        """Git in this repository."""
        return self.workspace.git

    @property
    def is_own(self) -> bool:
        """Whether the branch here is the one that is published, and commits are marked by tags."""
        return self.remote is None or self.remote.is_own

    def read(self, tag: str = "") -> TargetState:
        """What is published now. The remote decides; commits only here count if they follow it.

        A branch here that has parted from the remote's does not count. Nor does it for a remote
        that is not this repository's own, which has other readers.
        """
        head = f"refs/heads/{self.branch}"
        tracking = f"refs/remotes/{self.remote.name}/{self.branch}" if self.remote else ""
        marked = f"refs/tags/{tag}" if tag else ""
        self.workspace.unlock(*filter(None, (head, tracking, marked)))
        here, there, tag_there = self.git.commit(head) if self.is_own else None, None, None
        if self.remote:
            there, tag_there = self.remote.commits(self.branch, tag)
            if there is not None and there != self.git.commit(tracking):
                there = self.remote.fetch(self.branch)
        tip = there or here
        if here and there and self.git.is_before(there, here):
            tip = here
        if tip is None and self.is_own and self._is_named(head):
            raise self._unreadable()
        if tip is not None and not is_whole(self.git, tip):
            raise self._unreadable()
        published = read_published(self.git, tip, self.branch)
        for sentence in published.left_out:
            self.say(sentence)
        return TargetState(
            published=published,
            here=here,
            there=there,
            tag_here=self.git.commit(marked) if marked else None,
            tag_there=tag_there,
        )

    def _is_named(self, reference: str) -> bool:
        """Whether there is a reference here, though it may lead nowhere."""
        if self.git.read("rev-parse", "--verify", "--quiet", reference):
            return True
        path = self.git.read("rev-parse", "--git-path", reference)
        return path is not None and (self.git.folder / path).is_file()

    def _unreadable(self) -> ReleaseRefusedError:
        """A release that forgot what earlier editions withheld could give it away."""
        return ReleaseRefusedError(
            f"{self.branch} cannot be read here, so what its editions withhold is not known.",
            "Mend it first: git fsck says what is missing. Where a remote has the branch whole, "
            f"delete the one here with git update-ref -d refs/heads/{self.branch}.",
        )

    def push(self, state: TargetState, tip: str, tag: Tag | None = None) -> None:
        """Moves the branch and the tag on from a state; LostRaceError if they left it meanwhile.

        The remote comes first: what is there is published. A remote that is not this repository's
        own gets no tag, because all data would go with it.
        """
        if not self.is_own:
            tag = None
        if self.remote:
            references = []
            if tip != state.there:
                references.append(f"{tip}:refs/heads/{self.branch}")
            if tag and tag.commit != state.tag_there:
                # A tag that is here already may have a message of its own.
                source = f"refs/tags/{tag.name}" if state.tag_here == tag.commit else tag.commit
                force = "+" if state.tag_there else ""
                references.append(f"{force}{source}:refs/tags/{tag.name}")
            if references:
                self.remote.push(references)
        if not self.is_own:
            return
        try:
            self._move_here(state, tip, tag)
        except GitError as error:
            if self.remote is None:
                raise LostRaceError from None
            self.say(f"It is published, but {self.branch} stays behind here ({error.reason}).")

    def _move_here(self, state: TargetState, tip: str, tag: Tag | None) -> None:
        """The branch and the tag here, in one transaction."""
        none = "0" * len(tip)
        updates = []
        if tip != state.here:
            updates.append(f"update refs/heads/{self.branch} {tip} {state.here or none}")
            if state.here and not self.git.is_before(state.here, tip) and self.remote:
                kept = f"{self.branch}-kept-{state.here[:7]}"
                updates.append(f"update refs/heads/{kept} {state.here}")
                self.say(
                    f"{self.branch} had commits here that {self.remote.name} lacks. They are on "
                    f"the branch {kept} now."
                )
        if tag and tag.commit != state.tag_here:
            updates.append(f"update refs/tags/{tag.name} {tag.commit}")
        if updates:
            lines = ["start", *updates, "prepare", "commit", ""]
            self.git.run("update-ref", "-m", "published", "--stdin", given="\n".join(lines))

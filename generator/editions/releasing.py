"""A release, from the request to the published branch: read, build, deploy, push.

Nothing that is published moves before the last step. If another release was faster, it begins
again from that one, a few times.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from generator.editions.publish_target import PublishTarget, Tag, TargetState
from generator.editions.published import PublishedEdition, check_audience, check_name, tag_of
from generator.git import Git
from generator.model.edition import NEXT
from generator.model.errors import LostRaceError, ReleaseRefusedError
from generator.model.vocabulary import Audience

#: Builds the site of an edition into the workspace, to follow a commit of the published branch.
Build = Callable[[str, str | None], None]
_T = TypeVar("_T")

_ATTEMPTS = 6
_PAUSE = 0.5  # seconds before the second attempt; each later pause is twice as long


class ReleaseOutcome(Enum):
    """How a release ended."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"  # the same bytes are published already
    THERE = "there"  # the edition was made from the same commit before
    OVERTAKEN = "overtaken"  # a later commit is published as the rolling edition


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRequest:
    """What is to be published: the edition of a commit, instead of another one with `replace`.

    The branch has to be for the same audience.
    """

    name: str
    commit: str
    audience: Audience = Audience.ALL
    replace: bool = False

    @property
    def tag(self) -> Tag | None:
        """The tag of git that the edition gets; the rolling one has none."""
        return None if self.name == NEXT else Tag(name=tag_of(self.name), commit=self.commit)


def release(target: PublishTarget, request: ReleaseRequest, build: Build) -> ReleaseOutcome:
    """Publishes an edition; ReleaseRefusedError or SiteBuildError if nothing was published."""
    from generator.editions.deploying import deploy  # noqa: PLC0415 -- mike, and MkDocs

    built_beside: tuple[PublishedEdition, ...] | None = None

    def attempt() -> ReleaseOutcome:
        nonlocal built_beside
        state = target.read(tag_of(request.name))
        check_audience(state.published, request.audience, target.branch)
        if (outcome := _without_building(target, request, state)) is not None:
            return outcome
        # A build compares itself with the editions before it, but not with the rolling one.
        if built_beside != state.published.released:
            build(request.name, state.published.tip)
            built_beside = state.published.released
        is_latest = _becomes_latest(request, state, target.git)
        tip = deploy(
            *(target.workspace, state.published, request.name, request.commit, request.audience),
            is_latest=is_latest,
        )
        target.push(state, tip, request.tag)
        same = tip == state.published.tip
        return ReleaseOutcome.UNCHANGED if same else ReleaseOutcome.PUBLISHED

    return _until_first(target, attempt)


def drop(target: PublishTarget, name: str) -> None:
    """Takes an edition off the published branch; the tag of its commit stays."""
    from generator.editions.deploying import remove  # noqa: PLC0415 -- mike, and MkDocs

    def attempt() -> None:
        state = target.read(tag_of(name))
        if state.published.edition(name) is None:
            names = ", ".join(edition.name for edition in state.published.editions) or "none"
            raise ReleaseRefusedError(f"There is no edition {name}.", f"Published are: {names}.")
        if len(state.published.editions) == 1:
            raise ReleaseRefusedError(
                f"{name} is the only edition.",
                f"To publish nothing at all, delete the branch {target.branch}.",
            )
        target.push(state, remove(target.workspace, state.published, name))

    _until_first(target, attempt)


def _until_first(target: PublishTarget, attempt: Callable[[], _T]) -> _T:
    """The result of the first attempt that no other release overtakes."""
    for turn in range(_ATTEMPTS):
        if turn:
            target.say("Another release came first: once more, from that one.")
            time.sleep(_PAUSE * 2 ** (turn - 1))
        try:
            return attempt()
        except LostRaceError:
            continue
    raise ReleaseRefusedError(
        f"Other releases came first {_ATTEMPTS} times.", "Run it again when fewer are under way."
    )


def _without_building(
    target: PublishTarget, request: ReleaseRequest, state: TargetState
) -> ReleaseOutcome | None:
    """The outcome if nothing is to be built; ReleaseRefusedError if nothing may be."""
    published, tag = state.published.edition(request.name), request.tag
    if tag is None:
        overtaken = published is not None and _is_later(target, published.commit, request.commit)
        return ReleaseOutcome.OVERTAKEN if overtaken else None
    check_name(request.name, [edition.name for edition in state.published.editions])
    if request.replace:
        return None
    if published is not None and published.commit != request.commit:
        raise ReleaseRefusedError(
            f"{request.name} is published already, from commit {_short(published.commit)}.",
            "Choose another name, or replace it with REPLACE=1.",
        )
    marked = state.tag_there or state.tag_here
    if marked not in {None, request.commit}:
        raise ReleaseRefusedError(
            f"The tag {tag.name} marks another commit, {_short(marked)}.",
            "Check that one out, or move the tag with REPLACE=1.",
        )
    if published is None or state.published.tip is None:
        return None
    target.push(state, state.published.tip, tag)  # what a release that was killed has left to do
    return ReleaseOutcome.THERE


def _is_later(target: PublishTarget, published: str, commit: str) -> bool:
    """Whether what is published was made from a commit that came after this one."""
    if published in {"", commit}:
        return False
    if target.git.commit(published) is None and target.remote is not None:
        target.remote.fetch_commit(published)
    return target.git.commit(published) is not None and target.git.is_before(commit, published)


def _becomes_latest(request: ReleaseRequest, state: TargetState, git: Git) -> bool:
    """A new edition is the latest one, unless it was made from a commit before the latest's."""
    if request.name == NEXT or state.published.edition(request.name) is not None:
        return False
    latest = state.published.latest
    if latest is None or latest.commit in {"", request.commit}:
        return True
    return git.commit(latest.commit) is None or not git.is_before(request.commit, latest.commit)


def _short(commit: str | None) -> str:
    return (commit or "unknown")[:7]

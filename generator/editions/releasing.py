"""A release, from the wish to the published branch: look, build, lay upon it, put there.

Nothing that is published moves before the last step. Where another release was faster it begins
again from that one, a few times.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from generator.editions.edition_names import NEXT, check_name, tag_of
from generator.editions.git import Git
from generator.editions.publish_target import PublishTarget, Tag, TargetState
from generator.editions.published import PublishedEdition
from generator.model.errors import LostRaceError, ReleaseRefusedError

#: Builds the site of an edition at the desk, to be laid upon a commit of the published branch.
Build = Callable[[str, str | None], None]
_Ended = TypeVar("_Ended")

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
    """What is to be published: the edition of a commit, in the place of another one if need be."""

    name: str
    commit: str
    replace: bool = False


def release(place: PublishTarget, wish: ReleaseRequest, build: Build) -> ReleaseOutcome:
    """Publishes an edition; ReleaseRefusedError or SiteBuildError where nothing was published."""
    built_beside: tuple[PublishedEdition, ...] | None = None

    def attempt() -> ReleaseOutcome:
        nonlocal built_beside
        state = place.look(tag_of(wish.name))
        if (outcome := _without_building(place, wish, state)) is not None:
            return outcome
        # A build compares itself with the editions before it, but not with the rolling one.
        if built_beside != state.published.released:
            build(wish.name, state.published.tip)
            built_beside = state.published.released
        return _lay(place, wish, state)

    return _until_first(place, attempt)


def drop(place: PublishTarget, name: str) -> None:
    """Takes an edition off the published branch; the tag of its commit stays."""

    def attempt() -> None:
        from generator.editions.deploying import remove  # noqa: PLC0415 -- mike, and MkDocs

        state = place.look(tag_of(name))
        if state.published.edition(name) is None:
            names = ", ".join(one.name for one in state.published.editions) or "none"
            raise ReleaseRefusedError(f"There is no edition {name}. Published are: {names}.")
        if len(state.published.editions) == 1:
            raise ReleaseRefusedError(
                f"{name} is the only edition. To publish nothing at all, delete the branch "
                f"{place.branch}."
            )
        place.put(state, remove(place.desk, state.published, name))

    _until_first(place, attempt)


def _until_first(place: PublishTarget, attempt: Callable[[], _Ended]) -> _Ended:
    """What comes of an attempt that no other release overtakes."""
    for turn in range(_ATTEMPTS):
        if turn:
            place.say("Another release came first: once more, from that one.")
            time.sleep(_PAUSE * 2 ** (turn - 1))
        try:
            return attempt()
        except LostRaceError:
            continue
    raise ReleaseRefusedError(
        f"Other releases came first {_ATTEMPTS} times. Run it again when fewer are under way."
    )


def _lay(place: PublishTarget, wish: ReleaseRequest, state: TargetState) -> ReleaseOutcome:
    """Lays the site at the desk upon the branch, and puts that in its place."""
    from generator.editions.deploying import Deployment, deploy  # noqa: PLC0415 -- mike, and MkDocs

    is_latest = _becomes_latest(wish, state, place.git)
    layer = Deployment(name=wish.name, commit=wish.commit, is_latest=is_latest)
    tip = deploy(place.desk, state.published, layer)
    place.put(state, tip, _tag(wish))
    return ReleaseOutcome.UNCHANGED if tip == state.published.tip else ReleaseOutcome.PUBLISHED


def _without_building(
    place: PublishTarget, wish: ReleaseRequest, state: TargetState
) -> ReleaseOutcome | None:
    """How it ends where nothing is to be built; ReleaseRefusedError where nothing may be."""
    published, tag = state.published.edition(wish.name), _tag(wish)
    if tag is None:
        overtaken = published is not None and _is_later(place, published.commit, wish.commit)
        return ReleaseOutcome.OVERTAKEN if overtaken else None
    check_name(wish.name, [one.name for one in state.published.editions])
    if wish.replace:
        return None
    if published is not None and published.commit != wish.commit:
        raise ReleaseRefusedError(
            f"{wish.name} is published already, from commit {_short(published.commit)}. Choose "
            "another name, or replace it with REPLACE=1."
        )
    marked = state.tag_there or state.tag_here
    if marked not in {None, wish.commit}:
        raise ReleaseRefusedError(
            f"The tag {tag.name} marks another commit, {_short(marked)}. Check that one out, or "
            "move the tag with REPLACE=1."
        )
    if published is None or state.published.tip is None:
        return None
    place.put(state, state.published.tip, tag)  # what a release that was killed has left to do
    return ReleaseOutcome.THERE


def _tag(wish: ReleaseRequest) -> Tag | None:
    """The tag of git that an edition gets; the rolling one has none."""
    return None if wish.name == NEXT else Tag(name=tag_of(wish.name), commit=wish.commit)


def _is_later(place: PublishTarget, published: str, commit: str) -> bool:
    """Whether what is published was made from a commit that came after this one."""
    if published in {"", commit}:
        return False
    if place.git.commit(published) is None and place.remote is not None:
        place.remote.fetch_commit(published)
    return place.git.commit(published) is not None and place.git.is_before(commit, published)


def _becomes_latest(wish: ReleaseRequest, state: TargetState, git: Git) -> bool:
    """A new edition is the latest one, unless it was made from a commit before the latest's."""
    if wish.name == NEXT or state.published.edition(wish.name) is not None:
        return False
    latest = state.published.latest
    if latest is None or latest.commit in {"", wish.commit}:
        return True
    return git.commit(latest.commit) is None or not git.is_before(wish.commit, latest.commit)


def _short(commit: str | None) -> str:
    return (commit or "unknown")[:7]

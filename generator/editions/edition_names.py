"""The names of editions: which will do, and the tag that marks the commit of each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.model.errors import ReleaseRefusedError

#: The rolling edition: the state of the main branch, published anew with every commit.
NEXT = "next"
#: Where the newest edition stands a second time, under an address that never changes.
LATEST = "latest"

_LONGEST = 40
# It begins with the year, so that the list of editions sorts; it has to do as a folder and a tag.
_NAME = re.compile(r"(?:FY)?[0-9]{4}(?:[.-][0-9A-Za-z]+)*")


def check_name(name: str, published: Iterable[str] = ()) -> None:
    """Refuses what cannot be the name of an edition, beside those that are published."""
    if not _NAME.fullmatch(name) or len(name) > _LONGEST or name.endswith(".lock"):
        raise ReleaseRefusedError(
            f'"{name}" cannot be the name of an edition. Begin with the year, and use letters, '
            "digits, hyphens and dots: 2026-Q4, 2026-10 or FY2027-Q1."
        )
    for other in published:
        if other != name and other.casefold() == name.casefold():
            raise ReleaseRefusedError(
                f'"{name}" and the edition "{other}" would be one folder on many servers. '
                "Choose a name that differs in more than capital letters."
            )


def tag_of(name: str) -> str:
    """The tag of git that marks the commit from which an edition was made."""
    return f"edition-{name}"

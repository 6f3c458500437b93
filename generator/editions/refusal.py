"""Why nothing was published, in a sentence for the person who asked, with the mend."""

from __future__ import annotations


class RefusalError(Exception):
    """Nothing was published: the wish or the situation does not allow it."""


class BuildError(Exception):
    """Nothing was published: the site does not build, and the build has said why."""


class LostRaceError(Exception):
    """Another release was published meanwhile: this one begins again, from that one."""

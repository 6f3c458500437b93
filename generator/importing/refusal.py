"""Why an export is not looked at or its section not written, for the person who asked."""

from __future__ import annotations


class RefusalError(Exception):
    """One or two sentences: what is in the way, and what to do."""

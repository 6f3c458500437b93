"""Segments: the names in measurements and goals become one key per kind of customer."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.dataset import SegmentName
from generator.model.tables import Segment


class SegmentNames:
    """Gives each written segment its key: the id of segments.csv, else its first spelling.

    Names are trimmed and compared case-insensitively; `dimension: value` names a breakdown.
    """

    def __init__(self, declared: Iterable[Segment]) -> None:
        self._keys: dict[str, str] = {}
        self.names: dict[str, SegmentName] = {}
        for segment in declared:
            name = SegmentName(key=segment.segment, name=segment.name, dimension=segment.dimension)
            self.names[name.key] = name
            for spelling in (segment.segment, segment.name):
                self._keys[spelling.casefold()] = name.key
                self._keys[f"{segment.dimension}: {spelling}".casefold()] = name.key
        self.declared = frozenset(self.names)
        self.ids = frozenset(self._keys)

    def of_dimension(self, dimension: str) -> frozenset[str]:
        """The declared ids and names of a dimension's segments, in lower case."""
        return frozenset(
            spelling.casefold()
            for key in self.declared
            if dimension and self.names[key].dimension.casefold() == dimension.casefold()
            for spelling in (key, self.names[key].name)
        )

    def key(self, written: str | None) -> str:
        """The key of a segment as written; "" for blank, the whole."""
        if not written:
            return ""
        dimension, colon, name = (part.strip() for part in written.partition(":"))
        spelling = f"{dimension}: {name}"
        if not (colon and name):
            dimension, name = "", written.strip()
            spelling = name
        key = self._keys.setdefault(spelling.casefold(), spelling)
        if key not in self.names:
            self.names[key] = SegmentName(key=key, name=name, dimension=dimension)
        return key

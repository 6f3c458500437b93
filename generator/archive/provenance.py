"""Provenance: where the data of an edition came from, and what the checks made of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from generator.model.dataset import Dataset, SegmentName, SourceFile
from generator.model.problems import Problem, ProblemCode, Severity, SourceLocation
from generator.model.tables import SeriesKey
from generator.model.vocabulary import Cadence

Json = dict[str, Any]


def provenance(dataset: Dataset) -> Json:
    """Sources with their counts, warnings, cadences, names of segments, and what is withheld."""
    return {
        "sources": [_source(source) for source in dataset.sources],
        "warnings": [_warning(problem) for problem in dataset.warnings],
        "cadences": {name: str(cadence) for name, cadence in dataset.cadences.items()},
        "segments": [asdict(name) for name in dataset.segments.values()],
        "withheld": [
            {"metric": metric, "segment": segment, "small": small, "shielding": shielding}
            for (metric, segment), (small, shielding) in (dataset.withheld or {}).items()
        ],
    }


def read_sources(found: Json) -> tuple[SourceFile, ...]:
    """The sources with their counts."""
    return tuple(
        SourceFile(
            **source
            | {
                "skipped": tuple(tuple(count) for count in source["skipped"]),
                "fed": tuple(tuple(count) for count in source["fed"]),
                "first": _day(source["first"]),
                "last": _day(source["last"]),
            }
        )
        for source in found["sources"]
    )


def read_warnings(found: Json) -> tuple[Problem, ...]:
    """The warnings of the checks."""
    return tuple(
        Problem(
            location=SourceLocation(warning["file"], warning["line"], warning["column"]),
            code=ProblemCode(warning["fault"]),
            message=warning["wrong"],
            fix=warning["mend"],
            severity=Severity.WARNING,
        )
        for warning in found["warnings"]
    )


def read_cadences(found: Json) -> dict[str, Cadence]:
    """The cadence of each metric."""
    return {name: Cadence(word) for name, word in found["cadences"].items()}


def read_segments(found: Json) -> dict[str, SegmentName]:
    """The names of the segments."""
    return {name["key"]: SegmentName(**name) for name in found["segments"]}


def read_withheld(found: Json) -> Mapping[SeriesKey, tuple[int, int]]:
    """How many periods of each series are not published."""
    return {
        (entry["metric"], entry["segment"]): (entry["small"], entry["shielding"])
        for entry in found["withheld"]
    }


def _source(source: SourceFile) -> Json:
    ends = {"first": _iso(source.first), "last": _iso(source.last)}
    return asdict(source) | ends


def _warning(problem: Problem) -> Json:
    location = problem.location
    return {
        "file": location.file,
        "line": location.line,
        "column": location.column,
        "fault": str(problem.code),
        "wrong": problem.message,
        "mend": problem.fix,
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)

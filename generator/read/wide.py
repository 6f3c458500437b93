"""Wide tables: a column per period becomes a row per value, if exports.toml declares it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.read.mapped_columns import looks_like_period
from generator.read.raw_table import RawTable

_DATE, _VALUE = "date", "value"


def spread(table: RawTable) -> list[Problem]:
    """Turns the columns of periods into rows; each of their cells counts as a row that is read."""
    periods = [
        (index, label)
        for index, label in enumerate(table.labels)
        if looks_like_period(label.replace("_", " "))
    ]
    if not periods:
        return [
            Problem(
                location=SourceLocation(table.file, table.header_line),
                code=ProblemCode.MISSING_LABEL,
                message="No column is named by a period, such as 2026-10 or Oct 2026, and "
                'exports.toml declares layout = "wide" for this file.',
                fix="Write the periods in the header, or remove the declaration.",
            )
        ]
    others = [index for index in range(len(table.labels)) if index not in dict(periods)]
    rows, lines, columns = [], [], []
    for row, line in zip(table.rows, table.lines, strict=True):
        kept = [row[index] for index in others]
        for index, label in periods:
            rows.append([*kept, label.replace("_", " "), row[index]])
            lines.append(line)
            columns.append(label)
    table.rows_read *= len(periods)
    table.refused *= len(periods)
    table.skipped = {reason: count * len(periods) for reason, count in table.skipped.items()}
    table.labels = (*(table.labels[index] for index in others), _DATE, _VALUE)
    table.rows, table.lines, table.spread = rows, lines, columns
    return []


def is_wide(labels: Sequence[str]) -> bool:
    """Whether a table of measurements looks as if it had a column per period."""
    periods = sum(looks_like_period(label.replace("_", " ")) for label in labels)
    return _DATE not in labels and periods > 1

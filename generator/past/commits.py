"""Commits of cells: in which commit since an edition a cell of a table got what it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from generator.measure.changes.causes import COMMITMENT
from generator.measure.changes.commitment_changes import PLAN
from generator.measure.changes.definition_changes import COMPARED
from generator.model.edition import Commit
from generator.model.problems import Problem
from generator.model.schema import Row, Table, table_of
from generator.model.tables import Goal, Milestone
from generator.past.blobs import files_at, said
from generator.read.decoding import decode
from generator.read.delimited import parse

#: A table that was changed more often since then is told without its commits.
_MOST_COMMITS = 400

Cells = dict[tuple[str, str], str]


def cell_commits(folder: Path, since: str) -> dict[tuple[str, str, str], Commit]:
    """When each cell of the tables that Changes compares was changed since a commit.

    Nothing is known where that commit is not among those that led to this one.
    """
    if not since or said(folder, "merge-base", "--is-ancestor", since, "HEAD") is None:
        return {}
    found: dict[tuple[str, str, str], Commit] = {}
    columns = {kind: (*COMPARED[kind], *(COMMITMENT if kind is Goal else ())) for kind in COMPARED}
    for kind, names in columns.items():
        table = table_of(kind)
        for key, commit in _changed(folder, since, kind, table, names):
            found[table.name, key[0], key[1]] = commit
    for (goal, _), commit in _changed(folder, since, Milestone, table_of(Milestone), (PLAN,)):
        found[table_of(Goal).name, goal, PLAN] = commit
    return found


def _changed(
    folder: Path, since: str, kind: type[Row], table: Table, names: tuple[str, ...]
) -> Iterator[tuple[tuple[str, str], Commit]]:
    """The cells of one table that each commit changed, the oldest commit first."""
    log = said(
        folder,
        *("log", "--first-parent", "--reverse", "--format=%H %cs", f"{since}..HEAD"),
        *("--", table.file),
    )
    entries = [line.split() for line in (log or "").splitlines()]
    if not entries or len(entries) > _MOST_COMMITS:
        return
    paths = [f"{commit}:./{table.file}" for commit in (since, *(entry[0] for entry in entries))]
    texts = files_at(folder, paths)
    read = _plans if kind is Milestone else _cells
    before = read(texts.get(paths[0], b""), table, names)
    for (commit, day), path in zip(entries, paths[1:], strict=True):
        after = read(texts.get(path, b""), table, names)
        for key, text in after.items():
            if key in before and before[key] != text:
                yield key, Commit(id=commit, day=dt.date.fromisoformat(day))
        before = after


def _cells(content: bytes, table: Table, names: tuple[str, ...]) -> Cells:
    """The cells of a table by id and column, as they are written."""
    (id_column,) = table.key
    return {
        (row[id_column], name): row.get(name, "")
        for row in _rows(content, table)
        if row.get(id_column)
        for name in names
    }


def _plans(content: bytes, table: Table, names: tuple[str, ...]) -> Cells:
    """The milestones of each goal, as they are written."""
    found: dict[str, list[str]] = {}
    for row in _rows(content, table):
        found.setdefault(row.get("goal", ""), []).append(
            f"{row.get('date', '')}: {row.get('expected', '')}"
        )
    (name,) = names
    return {(goal, name): "; ".join(sorted(lines)) for goal, lines in found.items()}


def _rows(content: bytes, table: Table) -> Iterator[dict[str, str]]:
    text = decode(content, table.file) if content else None
    if text is None or isinstance(text, Problem):
        return
    raw, _ = parse(text.content, table.file, text.encoding)
    for row in raw.rows:
        yield dict(zip(raw.labels, row, strict=True))

"""The commits in which files of the data folder, and cells of its tables, got what they hold."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from generator.git import Git
from generator.measure.changes.change_kinds import COMMITMENT, DEFINITIONS, PLAN
from generator.model.edition import Commit
from generator.model.problems import Problem
from generator.model.schema import Row, Table, table_of
from generator.model.settings import Settings
from generator.model.tables import Goal, Milestone
from generator.read.decoding import decode_bytes
from generator.read.delimited import parse

#: The commits of a table that was changed more often than this are not looked into.
_MOST_COMMITS = 400

#: The text of cells by id and column.
CellTexts = dict[tuple[str, str], str]


def source_commits(settings: Settings, folder: Path) -> dict[str, str]:
    """The commits of the data files, if the settings link to them."""
    return file_commits(folder) if "{commit}" in settings.source_link else {}


def file_commits(folder: Path) -> dict[str, str]:
    """The commit in which each file under a folder got what it holds, by its path in the folder.

    A file that was changed since is left out. Nothing is known outside git, nor in a shallow
    clone, whose history ends too early.
    """
    git = Git(folder=folder)
    if git.read("rev-parse", "--is-shallow-repository") != "false":
        return {}
    # Along the first parents: a merge stands for what it brought.
    log = git.read(
        *("log", "--first-parent", "-m", "--no-renames"),
        *("--relative", "--name-only", "--format=%x00%H", "--", "."),
    )
    changed = git.read("diff", "--name-only", "--relative", "HEAD", "--", ".")
    if log is None or changed is None:
        return {}
    commits: dict[str, str] = {}
    for entry in log.split("\0")[1:]:
        commit, *files = entry.split("\n")
        for file in filter(None, files):
            commits.setdefault(file, commit)
    since = {*changed.splitlines()}
    return {
        file: commit
        for file, commit in commits.items()
        if file not in since and (folder / file).is_file()
    }


def cell_commits(folder: Path, since: str) -> dict[tuple[str, str, str], Commit]:
    """The commit of each cell that changed since a commit, by table, id and column.

    Only cells that the page Changes compares. Nothing is known if that commit is not among those
    that led to this one.
    """
    git = Git(folder=folder)
    if not since or not git.is_before(since, "HEAD"):
        return {}
    commits: dict[tuple[str, str, str], Commit] = {}
    for kind, compared in DEFINITIONS.items():
        names = (*compared, *(COMMITMENT if kind is Goal else ()))
        for (key, column), commit in _changed(git, since, kind, names):
            commits[table_of(kind).name, key, column] = commit
    for (goal, _), commit in _changed(git, since, Milestone, (PLAN,)):
        commits[table_of(Goal).name, goal, PLAN] = commit
    return commits


def _changed(
    git: Git, since: str, kind: type[Row], names: tuple[str, ...]
) -> Iterator[tuple[tuple[str, str], Commit]]:
    """The cells of one table that each commit changed, the oldest commit first."""
    table = table_of(kind)
    log = git.read(
        *("log", "--first-parent", "--reverse", "--format=%H %cs", f"{since}..HEAD"),
        *("--", table.file),
    )
    entries = [line.split() for line in (log or "").splitlines()]
    if not entries or len(entries) > _MOST_COMMITS:
        return
    paths = [f"{commit}:./{table.file}" for commit in (since, *(entry[0] for entry in entries))]
    texts = git.files_at(paths)
    read = _plans if kind is Milestone else _cells
    before = read(texts.get(paths[0], b""), table, names)
    for (commit, day), path in zip(entries, paths[1:], strict=True):
        after = read(texts.get(path, b""), table, names)
        for key, text in after.items():
            if key in before and before[key] != text:
                yield key, Commit(id=commit, day=dt.date.fromisoformat(day))
        before = after


def _cells(content: bytes, table: Table, names: tuple[str, ...]) -> CellTexts:
    """The cells of a table by id and column, as they are written."""
    (id_column,) = table.key
    return {
        (row[id_column], name): row.get(name, "")
        for row in _rows(content, table)
        if row.get(id_column)
        for name in names
    }


def _plans(content: bytes, table: Table, names: tuple[str, ...]) -> CellTexts:
    """The milestones of each goal, as they are written."""
    lines: dict[str, list[str]] = defaultdict(list)
    for row in _rows(content, table):
        lines[row.get("goal", "")].append(f"{row.get('date', '')}: {row.get('expected', '')}")
    (name,) = names
    return {(goal, name): "; ".join(sorted(milestones)) for goal, milestones in lines.items()}


def _rows(content: bytes, table: Table) -> Iterator[dict[str, str]]:
    text = decode_bytes(content, table.file) if content else None
    if text is None or isinstance(text, Problem):
        return
    raw, _ = parse(text.content, table.file, text.encoding)
    for row in raw.rows:
        yield dict(zip(raw.labels, row, strict=True))

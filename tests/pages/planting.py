"""Hostile text planted in the tables of a company, and harmless text of the same shape."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from generator.model.schema import Column, ColumnType, Table
from generator.model.tables import TABLES
from tests.pages.company import tiny

HOSTILE = {
    "html": (
        '<script>x()</script><img src=x onerror=x()></p></div></td>"><b onclick="x()">'
        "<!-- x --><?php x ?><![CDATA[x]]></textarea><svg onload=x>"
    ),
    "emphasis": (
        "**x** __x__ *x* _x_ ~~x~~ ~x~ ^^x^^ ^x^ ==x== ++ctrl+alt++ {++x++} {>>x<<} `x` ``x``"
    ),
    "links": (
        "[x](y.md) ![x](y.png) [x]: https://x.test [x][y] [^1] <https://x.test> "
        "https://x.test www.x.test x@x.test [[value nps]] [[chart recommend]] #12 @someone"
    ),
    "blocks": (
        "# x\n## x\n- x\n* x\n+ x\n1. x\n1) x\n> x\n---\n===\n| a | b |\n|---|---|\n| 1 | 2 |\n"
        "```\nx\n```\n~~~\nx\n~~~\n\n    x\n\n!!! note\n    x\n??? x\n    x\nx\n:   x\n"
        "*[x]: y\n[^1]: x"
    ),
    "heading": "# x",
    "list": "- x",
    "number": "1. x",
    "bracket": "1) x",
    "plus": "+ x",
    "rule": "---",
    "quote": "> x",
    "code": "    x",
    "admonition": "!!! note",
    "snippet": '--8<-- "/etc/hosts"',
    "definition": ": x",
    "attributes": (
        'x {: .y #z onclick=x() } {#y} {.z} :smile: :+1: :material-waves: (c) (tm) --> 1/2 "x"'
    ),
    "templates": "{{ 7 * 7 }} {% raw %} {# x #} ${x} $x$ \\(x\\) %s {0}",
    "entities": "&lt;b&gt; &#60;b&#62; &amp;lt; &nbsp; &copy &#x3c;b&#x3e;",
    "ours": (
        "<!-- cx:fragment /goals --> cx:fragment /goals cx-root:/ <!-- cx:held 0 --> "
        "\x02wzxhzdk:0\x03"
    ),
    "unseen": "x\u202ey\u202c\u2066z\u2069\u200f x\x07\x1b[31mx\x7f\x85x\u2028x\u2029x",
    "escapes": "\\*x\\* \\<b\\> \\[x\\](y) \\\\`x`",
}
#: Every family at once, for the test of each column.
EVERYTHING = " ".join(HOSTILE.values())

Plant: TypeAlias = Callable[[Table, Column], bool]
#: What is planted: one text, or one for each row of a table by its place and their number.
Words: TypeAlias = str | Callable[[int, int], str]


def harmless(text: str) -> str:
    """The same words without a sign that means anything, as long and with the same spaces."""
    shown = " ".join(text.split())
    return re.sub(r"[^\w\s]|_", "x", re.sub(r"^\d", "x", shown))


def in_turn(texts: Iterable[str]) -> Words:
    """Each text in turn, cell by cell; all of them where one text has to stand in several cells."""
    known = [*texts]
    each = itertools.cycle(known)

    def words(index: int, count: int) -> str:
        return " ".join(known) if (index, count) == (0, 1) else next(each)

    return words


def text_columns() -> Iterator[tuple[Table, Column]]:
    """Every column whose cells are text of the company's own."""
    for table in TABLES:
        for column in table.columns:
            if column.type in (ColumnType.TEXT, ColumnType.SEGMENT):
                yield table, column


def planted(words: Words, chosen: Plant, elsewhere: str = "") -> dict[str, str | bytes]:
    """The tiny company with words in every row of the chosen columns, and others elsewhere."""
    files: dict[str, str | bytes] = {}
    company = tiny()
    ids = _ids_of_roles(company["people.csv"])
    for name, content in company.items():
        assert isinstance(content, bytes)
        table = next(table for table in TABLES if name.startswith(table.file))
        rows = list(csv.reader(io.StringIO(content.decode())))
        for column in table.columns:
            here = words if chosen(table, column) else elsewhere
            if here and column.type in (ColumnType.TEXT, ColumnType.SEGMENT):
                _plant(rows, column, here)
            if column.type is ColumnType.ROLE and column.name in rows[0]:
                at = rows[0].index(column.name)
                rows[1:] = [
                    [*row[:at], ids.get(row[at], row[at]), *row[at + 1 :]] for row in rows[1:]
                ]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
        files[name] = out.getvalue()
    return files


def _ids_of_roles(content: str | bytes) -> dict[str, str]:
    """The ids of the roles by their titles, which are planted like any other text."""
    assert isinstance(content, bytes)
    return {row["name"]: row["person"] for row in csv.DictReader(io.StringIO(content.decode()))}


def _plant(rows: list[list[str]], column: Column, words: Words) -> None:
    if column.name not in rows[0]:
        rows[0].append(column.name)
        for row in rows[1:]:
            row.append("")
    at = rows[0].index(column.name)
    names_segment = column.type is ColumnType.SEGMENT or (column.name, rows[0][0]) == (
        "name",
        "segment",
    )
    count = len(rows) - 1
    for index, row in enumerate(rows[1:]):
        # A segment is named in several tables, by the same words in all.
        place = (0, 1) if names_segment else (index, count)
        text = words if isinstance(words, str) else words(*place)
        # A semicolon would make several values of one, and a colon a dimension.
        text = text.replace(";", ",") if column.many else text
        if column.type is ColumnType.SEGMENT:
            text = text.replace(":", "x")
        if (column.name, rows[0][0]) == ("name", "person"):
            # Two roles of one title could not be told apart, nor two that are nearly the same.
            row[at] = f"{text} {index}"
        elif not names_segment:
            row[at] = text
        elif row[at]:  # two segments of one name would be the same one
            row[at] = f"{text} {row[at].rpartition(' ')[2]}"


def everywhere(table: Table, column: Column) -> bool:
    return True

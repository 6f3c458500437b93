"""The referee of sentences: each is found in a table of patterns, and its claims are held to facts.

`patterns.txt` has one pattern a line: the words as the site prints them, with a slot in braces for
each claim (`{now}`, `{since}`), `[[ ]]` around what may be missing and `((a|b))` for a choice. What
follows ` @ ` must hold too. `plain.txt` lists what claims nothing: no figure, date, state or
comparison. What owners and editors wrote is found again in their files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import yaml

from tests.referee import changes as _changes
from tests.referee import records as _records
from tests.referee.reading import Text
from tests.referee.slots import CLAIM_WORDS, FORMS, SLOTS, Known, Subject

HERE = Path(__file__).parent
assert {_changes.__name__, _records.__name__}  # its checkers stand in SLOTS now
_SLOT = re.compile(r"\{(\w+)(?::([^}]*))?\}")
_PART = re.compile(r"\{[^}]*\}|\[\[|\]\]|\(\(|\)\)|\|")
_WORDS = {"[[": "(?:", "]]": ")?", "((": "(?:", "))": ")"}
#: Where a text may be cut into sentences.
_ENDS = re.compile(r"(?<=[.?!”])\s+|(?<=,)\s+(?=plan )")


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """A line of the table: its expression, the claims in it and what else must hold."""

    line: str
    expression: re.Pattern[str]
    slots: tuple[tuple[str, str], ...]
    also: tuple[tuple[str, str], ...]
    literals: tuple[str, ...]

    @cached_property
    def words(self) -> int:
        """How many letters it demands; none of a pattern that is one claim and nothing else."""
        return sum(len(re.findall(r"[^\W\d]", words)) for words in self.literals)

    def match(self, text: str) -> re.Match[str] | None:
        """The claims of a text that has all its words."""
        begin, *middle, end = self.literals
        if not (text.startswith(begin) and text.endswith(end)):
            return None
        if any(words not in text for words in middle):
            return None
        return self.expression.fullmatch(text)


def pattern(line: str) -> Pattern:
    """A pattern from its line."""
    words, _, rest = line.partition(" @ ")
    slots: list[tuple[str, str]] = []
    parts: list[str] = []
    at, depth = 0, 0
    for found in _PART.finditer(words):
        parts.append(re.escape(words[at : found.start()]))
        at, mark = found.end(), found.group()
        depth += {"((": 1, "))": -1}.get(mark, 0)
        if mark.startswith("{"):
            name, _, argument = mark[1:-1].partition(":")
            assert name in SLOTS, mark
            slots.append((name, argument))
            form = next((form for names, form in FORMS.items() if name in names.split()), ".+?")
            parts.append(f"(?P<s{len(slots)}>{form})")
        else:
            parts.append(mark if mark == "|" and depth else _WORDS.get(mark, re.escape(mark)))
    parts.append(re.escape(words[at:]))
    also = tuple((name, value) for name, _, value in (one.partition("=") for one in rest.split()))
    literals = re.split(r"\{[^}]*\}|\[\[.*?\]\]|\(\(.*?\)\)", words)
    return Pattern(
        line=line,
        expression=re.compile("".join(parts)),
        slots=tuple(slots),
        also=also,
        literals=(*literals, *literals[:1]) if len(literals) == 1 else tuple(literals),
    )


@cache
def patterns() -> tuple[Pattern, ...]:
    """The table of patterns."""
    found = (pattern(line) for line in lines_of("patterns.txt"))
    return tuple(sorted(found, key=lambda one: not one.words))


@cache
def plain() -> frozenset[str]:
    """The sentences that claim nothing."""
    return frozenset(lines_of("plain.txt"))


def _key(one: Pattern) -> tuple[str, str]:
    """What a text must begin and end with, in short."""
    begin, end = one.literals[0][:2], one.literals[-1][-1:]
    return begin if len(begin) == 2 else "", end


@cache
def _index() -> dict[tuple[str, str], list[tuple[int, Pattern]]]:
    found: dict[tuple[str, str], list[tuple[int, Pattern]]] = {}
    for at, one in enumerate(patterns()):
        found.setdefault(_key(one), []).append((at, one))
    return found


def _fitting(*texts: str) -> list[Pattern]:
    """The patterns that may fit one of some texts, in their order."""
    keys = {(b, e) for text in texts for b in ("", text[:2]) for e in ("", text[-1:])}
    found = {at: one for key in keys for at, one in _index().get(key, ())}
    return [found[at] for at in sorted(found)]


def lines_of(name: str) -> list[str]:
    """The lines of a table beside this file, without its headings."""
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


class Written:
    """What people wrote: the cells of the tables, and the pages and settings by hand."""

    def __init__(self, data: Path, pages: Iterable[Path], settings: Path) -> None:
        tables = [path for path in sorted(data.rglob("*")) if path.suffix in (".csv", ".toml")]
        self.cells = {_plain(cell) for path in tables for cell in _cells(path)}
        if settings.exists():
            self.cells |= {_plain(str(one)) for one in _leaves(settings.read_text("utf-8"))}
        self.pages = "\n".join(_plain(path.read_text(encoding="utf-8")) for path in pages)

    @cached_property
    def _all(self) -> str:
        return "\n".join(self.cells) + "\n" + self.pages

    def has(self, text: str) -> bool:
        """Whether a text is a cell, the beginning of one that is cut, or sentences of a longer."""
        text = _plain(text).strip("“”")
        if not re.search(r"[^\W\d]{2}", text) or text.lower() in CLAIM_WORDS:
            return not re.search(r"\w", text)
        if text in self.cells:
            return True
        if text.endswith("…"):
            return any(cell.startswith(text[:-1]) for cell in self.cells)
        if text not in self._all:
            return False
        whole = re.escape(text)
        return len(text.split()) > 2 and bool(
            re.search(rf"(?:^|[.?!:;”\n] |\n){whole}(?:$|\n|(?<=[.?!]) )", self._all, re.MULTILINE)
        )


def _cells(path: Path) -> Iterator[str]:
    import csv  # noqa: PLC0415

    text = path.read_text(encoding="utf-8-sig")
    mark = ";" if ";" in text.split("\n", 1)[0] else ","
    for row in csv.reader(text.splitlines(keepends=True), delimiter=mark):
        for cell in row:
            yield cell
            yield from cell.split(";")


def _leaves(text: str) -> Iterator[str]:
    found = re.findall(r"^\s*(?:- )?\w[\w ]*:\s*([^\n#]+)", text, re.MULTILINE)
    yield from (str(yaml.safe_load(one)) for one in found if not one.startswith(("!", "&", "[")))


def _plain(text: str) -> str:
    return re.sub(r"[ \t\r\f\v\u00a0]+", " ", re.sub(r"\s*\n\s*", " ", text)).strip()


@dataclass(frozen=True, kw_only=True, eq=False)
class Judge:
    """Judges the texts of a site; a sentence about the same things is judged once."""

    known: Known
    written: Written
    _seen: dict[tuple[str, tuple[Subject, ...]], tuple[int, list[str]]] = field(
        default_factory=dict
    )

    @cached_property
    def before(self) -> Judge:
        """The judge of what the edition before said."""
        return Judge(known=self.known.before or self.known, written=self.written)

    def faults(self, texts: Iterable[Text]) -> list[str]:
        """What is refused, and what nobody can classify, in order."""
        found: dict[str, None] = {}
        for text in texts:
            judge = self.before if text.page.endswith("/before") else self
            for fault in judge.judge(text):
                found[f"{text.page or 'home'}: {fault}"] = None
        return list(found)

    def judge(self, text: Text) -> list[str]:
        """The faults of one text: of the fewest sentences that it can be cut into."""
        subjects = self.known.subjects(text)
        cuts = [0, *(match.end() for match in _ENDS.finditer(text.text)), len(text.text)]
        best: list[tuple[int, int, list[str]]] = [(0, 0, [])]
        for end in range(1, len(cuts)):
            ways = []
            for begin in range(end):
                piece = text.text[cuts[begin] : cuts[end]].strip()
                at = piece, subjects
                if at not in self._seen:
                    self._seen[at] = self.sentence(*at)
                bad, fault = self._seen[at]
                before = best[begin]
                ways.append((before[0] + bad, before[1] + 1, [*before[2], *fault]))
            best.append(min(ways, key=lambda way: way[:2]))
        return best[-1][2]

    def sentence(self, text: str, subjects: tuple[Subject, ...]) -> tuple[int, list[str]]:
        """How bad a sentence is (0 fine, 2 refused, 9 unknown), and what is said of it."""
        words = text.rpartition(" | ")[2]
        if words in plain() or text in plain():
            return 0, []
        refused = []
        for one in _fitting(text, words):
            forms = dict.fromkeys((text, words) if one.words else (text,))
            for match in filter(None, map(one.match, forms)):
                false = self._false(one, match, subjects)
                if not false:
                    return 0, []
                if one.words:
                    refused.append((-one.words, f"{text!r} is refused: {false}"))
        if self.written.has(words) or self.written.has(text):
            return 0, []
        if refused:
            return 2, [min(refused)[1]]
        return 9, [f"{text!r} is of no known kind"]

    def _false(self, one: Pattern, match: re.Match[str], subjects: tuple[Subject, ...]) -> str:
        """The first claim of a sentence that holds of none of its subjects; "" if all hold."""
        left: list[tuple[Subject, ...]] = [(subject,) for subject in subjects]
        if ("every", "") in one.also and subjects:
            left = [tuple(one for one in subjects if one.kind == subjects[0].kind)]
        claims = [
            *((*slot, match[f"s{at}"]) for at, slot in enumerate(one.slots, 1)),
            *((*name.partition(":")[::2], value) for name, value in one.also if name != "every"),
        ]
        for name, argument, said in claims:
            if said is None:
                continue
            slot, kept = SLOTS[name], []
            for group in left:
                told = [slot(self.known, subject, said, argument) for subject in group]
                if all(each is True for each in told):
                    kept.append(group)
                kept += [(new,) for each in told if not isinstance(each, bool) for new in each]
            if not kept:
                return f"{name}{argument and ':'}{argument} is not {said!r} ({one.line})"
            left = list(dict.fromkeys(kept))
        return ""

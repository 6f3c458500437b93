"""Contracts between the rooms that the syntax tree or a table can prove."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from pathlib import Path

import pytest

import generator.sentences
from generator.measure.alignment.gaps import GapKind
from generator.measure.outlook import Likelihood
from generator.measure.triage import ClosureReason
from generator.measure.variation import Assurance
from generator.model.vocabulary import (
    BusinessModel,
    Calculation,
    Change,
    Kind,
    Phase,
    Rule,
    Stage,
    Status,
    Triage,
)
from generator.pages import objectives
from generator.pages.context import SiteContext
from generator.sentences import alignment
from tests.syntax import nodes_of, tree_of

PACKAGE = Path(__file__).resolve().parent.parent / "generator"
PAGES = sorted((PACKAGE / "pages").rglob("*.py"))
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Public names that nothing in generator/ uses, each with who does.
CALLED_FROM_OUTSIDE = {
    "CxPlugin": "MkDocs, by the entry point in pyproject.toml",
    "sample_list": "the story in tests/ that writes the sample",
}
#: Names that several modules define with one meaning.
SAME_MEANING = {
    "counted": "so many things, in a message and in a sentence with the marks of the company",
    "fcntl": "the module of the system that locks files, None where there is none",
    "main": "what a module does when it is run as a program",
    "write": "each module of messages writes its own format",
}

#: So many words in a row, one letter or more each, are prose.
FEWEST_WORDS = 3
_WORD = re.compile(r"(?<!\S)[“\"'(]?[A-Za-z][A-Za-z’']*[.,;:?!)”\"]*(?!\S)")
#: Markup, style sheets and patterns are no prose.
_CODE = re.compile(r"^\s*(<|/\*|\(|\[)|\\[bSd]")

#: Modules of pages that may hold prose, each with the reason.
PROSE = {
    "json_schema.py": "a schema describes each field beside it",
    "datapackage.py": "a schema describes each field beside it",
    "embed.py": "the messages of problems in pages that people write",
    "embedded_figures.py": "the messages of problems in pages that people write",
}
#: Numbers that pages may format, each with the reason: readers see none of them.
FORMATTED = {
    ("figure_html.py", ".12g"): "a download for programs",
    ("brand.py", "02x"): "a colour in a style sheet",
    ("brand.py", "round"): "a colour in a style sheet",
}
#: Tables that leave out members of an enumeration, each with the reason.
PARTIAL = {
    "alignment._GOING_WELL": "only a goal that goes well is in such a conflict",
    "change._WORDS": "the other changes have sentences of their own",
    "charts._NO_RANGE": "the other reasons say nothing about the usual range",
    "alignment._COUNTED": "what is unanswered depends on the tables that a company keeps",
    "alignment._PLAIN": "together with `_WORKED_OUT` it has all kinds",
    "alignment._WORKED_OUT": "together with `_PLAIN` it has all kinds",
    "initiatives.EVIDENCE_BADGES": "`BEFORE` has the badge of its change",
    "piles._WHEN": "the other rules are about the status alone, which has its word",
    "metrics._COUNTED_NOUNS": "the other calculations count nothing",
    "metrics.RUNNING_TOTALS": "`NO` is no running total",
    "outlook.NO_FORECAST": "of a goal that is past due or closed nobody asks",
    "outlook._UNASKED": "the other reasons stand in `NO_FORECAST`",
    "metrics._WHOLE_YEAR": "days and years make no year of periods",
    "segments._SIGNS": "the others are neither better nor worse",
    "segments._WORDS": "the others are neither better nor worse",
    "status_rules._REASONS": "without any figure there is no working",
}


#: What pages name, so that it needs a table of words.
WORDED = {
    Assurance,
    BusinessModel,
    Calculation,
    Change,
    ClosureReason,
    GapKind,
    Kind,
    Likelihood,
    Phase,
    Rule,
    Stage,
    Status,
    Triage,
}


def docstrings(tree: ast.AST) -> Iterator[ast.expr]:
    """The docstrings of a module and all that it defines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield first.value


def texts(tree: ast.AST) -> Iterator[str]:
    """The strings of a module without its docstrings; what an f-string fills in is `{}`."""
    passed: set[ast.AST] = set(docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            passed.update(node.values)
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed:
            yield node.value


def is_prose(text: str) -> bool:
    """Whether a string reads like prose."""
    return not _CODE.search(text) and len(_WORD.findall(text)) >= FEWEST_WORDS


def number_formats(tree: ast.AST) -> Iterator[str]:
    """The ways in which a module formats numbers or dates."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            yield ast.unparse(node.format_spec)[2:-1]
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in ("round", "format", "strftime", "format_date", "format_decimal"):
                yield name
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            yield ast.unparse(node)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_prose_stands_in_pages(path: Path) -> None:
    if path.name not in PROSE:
        assert [text for text in texts(tree_of(path)) if is_prose(text)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_number_is_formatted_in_pages(path: Path) -> None:
    found = set(number_formats(tree_of(path)))
    assert found == {what for name, what in FORMATTED if name == path.name}


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("No owner named", True),
        ("{} of {} files", False),
        ("Range {} to {} weeks", True),
        ("index.md", False),
        ("cx-chip cx-chip--bad cx-quiet", False),
        ("<p class='a b c'>of the way</p>", False),
    ],
)
def test_what_prose_is(text: str, prose: bool) -> None:
    assert is_prose(text) is prose


def word_tables() -> Iterator[tuple[str, set[Enum]]]:
    """The tables of `sentences` whose keys are members of one enumeration: name and members."""
    package = generator.sentences
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for name, table in vars(importlib.import_module(module.name)).items():
            if isinstance(table, Mapping):
                members = {key for key in table if isinstance(key, Enum)}
                if len({type(member) for member in members}) == 1:
                    yield f"{module.name.removeprefix(f'{package.__name__}.')}.{name}", members


def test_each_member_of_an_enumeration_has_its_word() -> None:
    tables = dict(word_tables())
    partial = {name for name, found in tables.items() if found < set(type(next(iter(found))))}
    assert partial == set(PARTIAL)
    assert {type(next(iter(found))) for found in tables.values()} >= WORDED


def test_each_kind_of_gap_has_its_sentence() -> None:
    assert {*alignment._PLAIN, *alignment._WORKED_OUT} == set(GapKind)


def test_each_kind_of_metric_is_a_step_from_work_to_results() -> None:
    assert sorted(objectives._CHAIN) == sorted(Kind)


def context_names(function: ast.FunctionDef) -> set[str]:
    """The parameters of a function that are the context of pages."""
    arguments = [*function.args.args, *function.args.kwonlyargs]
    return {
        one.arg
        for one in arguments
        if one.annotation is not None and ast.unparse(one.annotation).startswith("SiteContext")
    }


def changed_contexts(tree: ast.AST) -> Iterator[str]:
    """The statements that assign to the context of pages, or into something that it holds."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        names = context_names(function)
        for node in ast.walk(function):
            changed: list[ast.expr] = []
            if isinstance(node, ast.Assign | ast.Delete):
                changed = node.targets
            elif isinstance(node, ast.AugAssign | ast.AnnAssign):
                changed = [node.target]
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"append", "extend", "update", "setdefault", "add", "insert"}
            ):
                changed = [node.func]
            for target in changed:
                root: ast.expr = target
                while isinstance(root, ast.Attribute | ast.Subscript):
                    root = root.value
                if root is not target and isinstance(root, ast.Name) and root.id in names:
                    yield ast.unparse(node)


def test_the_context_of_pages_is_frozen() -> None:
    assert SiteContext.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert {field.name for field in fields(SiteContext)} == set(SiteContext.__slots__)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_page_changes_the_context(path: Path) -> None:
    assert list(changed_contexts(tree_of(path))) == []


def test_a_change_of_the_context_is_seen() -> None:
    code = (
        "def page(context: SiteContext) -> None:\n"
        "    context.a = 1\n    context.b['k'] = 2\n    context.c.d.append(3)\n    e = context.f\n"
    )
    assert len(list(changed_contexts(ast.parse(code)))) == 3


@cache
def public_definitions() -> tuple[tuple[Path, str], ...]:
    """Every public function, class and constant that a module of generator/ defines."""
    found: list[tuple[Path, str]] = []
    for path in MODULES:
        for node in tree_of(path).body:
            match node:
                case ast.FunctionDef() | ast.ClassDef():
                    names = [node.name]
                case ast.AnnAssign(target=ast.Name(id=name)):
                    names = [name]
                case ast.Assign():
                    names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                case _:
                    names = []
            found += ((path, name) for name in names if not name.startswith("_"))
    return tuple(found)


def uses() -> Counter[str]:
    """How often a name is used in generator/, by name or as an attribute, or in a template."""
    found: Counter[str] = Counter()
    for path in MODULES:
        for node in nodes_of(path):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found[node.id] += 1
            elif isinstance(node, ast.Attribute):
                found[node.attr] += 1
            elif isinstance(node, ast.alias) and node.asname:
                found[node.name] += 1
    for path in (*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.md"), *PACKAGE.rglob("*.xml")):
        found.update(re.findall(r"\w+", path.read_text("utf-8")))
    return found


def test_what_is_public_has_a_caller() -> None:
    used = uses()
    unused = {name for _, name in public_definitions() if not used[name]}
    assert unused == set(CALLED_FROM_OUTSIDE)


def test_a_name_of_two_rooms_means_one_thing() -> None:
    rooms: dict[str, set[str]] = {}
    for path, name in public_definitions():
        rooms.setdefault(name, set()).add(path.relative_to(PACKAGE).as_posix())
    shared = {
        name: sorted(where)
        for name, where in rooms.items()
        if len(where) > 1 and name not in SAME_MEANING
    }
    assert shared == {}


def test_no_constant_of_a_method_is_spelt_outside_measure() -> None:
    """A fraction that `measure` names may not stand as a number in a room that phrases it."""
    named = {
        node.value
        for path in (PACKAGE / "measure").rglob("*.py")
        for statement in tree_of(path).body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, float)
        and not node.value.is_integer()
    }
    spelt = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}: {node.value}"
        for room in ("sentences", "pages")
        for path in (PACKAGE / room).rglob("*.py")
        for node in nodes_of(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, float) and node.value in named
    ]
    assert spelt == []

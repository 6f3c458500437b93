"""The corridor: data flows one way through the rooms, and each keeps its doors shut.

A room imports from rooms before it, never from later ones. Only the plugin and what guards it know
MkDocs, and what is slow to import is imported where it is used.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.syntax import nodes_of, tree_of

PACKAGE = Path(__file__).resolve().parent.parent / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: The rooms in the order in which data flows through them.
CORRIDOR = (
    "model",
    "read",
    "check",
    "measure",
    "sentences",
    "charts",
    "pages",
    "archive",
    "build",
    "messages",
    "plugin",
    "__main__",
)

#: What stands at the edge: the outer world it deals with, and the rooms it may use.
EDGE = {
    "arguments": ("model", "configuration", "editions", "importing", "new"),  # of a terminal
    "beginning": ("model", "sentences", "start"),  # a company's repository of its own
    "collecting": (*CORRIDOR[: CORRIDOR.index("messages") + 1], "new"),  # a shared folder
    "configuration": ("model",),  # the settings in mkdocs.yml
    "editions": ("model", "policy", "git"),  # the published branch of git
    "exchanging": (),  # the folder of a built site, beside the old one
    "guarding": ("model", "messages"),  # what MkDocs is told of a failure
    "git": ("model",),  # every command of git
    "importing": (*CORRIDOR[: CORRIDOR.index("build")], "messages", "new"),  # a look at an export
    "new": CORRIDOR[: CORRIDOR.index("build") + 1],  # a row more in the data folder
    "policy": (),  # the folder of a built site
    "past": (*CORRIDOR[: CORRIDOR.index("archive") + 1], "git"),  # editions in git
    "printing": ("model",),  # a browser of this machine
    "sbom": (),  # the packages that the generator runs on
    "start": ("model",),  # the beginning of a company's own site
    "upgrading": ("model", "beginning"),  # a company's repository, with a newer wheel
    "unchanged": ("model", "charts", "git"),  # a site whose inputs are as they were
    "write": CORRIDOR[: CORRIDOR.index("build") + 1],  # a folder for another builder
}

#: What deals with a builder of sites, and is loaded where it is used.
BUILDERS = {"editions/deploying.py": {"mike"}, "guarding.py": {"mkdocs"}}

#: What may use the edge.
USERS_OF_THE_EDGE = ("plugin", "__main__")

#: What is slow to import, and the only modules that may import it at once.
SLOW = {
    "pandas": ("check/",),
    "altair": ("charts/templates.py",),
    "vl_convert": ("charts/templates.py",),
    "charset_normalizer": (),
}

#: What an unchanged build never needs.
DRAWING = ("altair", "vl_convert")

#: What `NamedTuple` calls its public methods.
PUBLIC_ALL_THE_SAME = {"_asdict", "_fields", "_make", "_replace"}

BANNED = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "misc", "lib"}
LONGEST = 350


@dataclass(frozen=True, slots=True)
class Import:
    """One name that a module imports, and whether that happens as the module is imported."""

    module: str
    name: str
    line: int
    at_once: bool

    @property
    def room(self) -> str:
        """The room of `generator` it comes from; "" for other packages."""
        parts = [*self.module.split("."), self.name]
        return parts[1] if parts[0] == "generator" and len(parts) > 1 else ""


@cache
def imports(path: Path) -> list[Import]:
    """Every import of a module, those inside functions and for types alone included."""
    return [*_imports(tree_of(path), at_once=True)]


def _imports(node: ast.AST, *, at_once: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, "", child.lineno, at_once)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports name their module in full"
            for alias in child.names:
                yield Import(child.module or "", alias.name, child.lineno, at_once)
        elif isinstance(child, ast.If) and _is_for_types(child.test):
            yield from _imports(child, at_once=False)
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _imports(child, at_once=at_once and not later)


def _is_for_types(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def room_of(path: Path) -> str:
    """The room a module belongs to; "" for the package's own `__init__`."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def allowed(room: str) -> set[str]:
    """The rooms from which a room may import, its own included."""
    if room in EDGE:
        return {room, *EDGE[room]}
    before = set(CORRIDOR[: CORRIDOR.index(room) + 1]) if room in CORRIDOR else set()
    return before | (set(EDGE) if room in USERS_OF_THE_EDGE else set())


def test_a_room_imports_only_from_rooms_before_it() -> None:
    wrong = [
        f"{name_of(path)}:{found.line}: {found.module}"
        for path in MODULES
        for found in imports(path)
        if found.room and found.room not in allowed(room_of(path))
    ]
    assert wrong == []


def test_only_the_plugin_knows_mkdocs() -> None:
    builders = {"mkdocs", "material", "properdocs", "mike"}
    wrong = [
        f"{name_of(path)}:{found.line}: {found.module}"
        for path in MODULES
        if room_of(path) != "plugin"
        for found in imports(path)
        if found.module.split(".")[0] in builders - BUILDERS.get(name_of(path), set())
    ]
    assert wrong == []


def test_nobody_uses_what_is_private_to_another_module() -> None:
    wrong = []
    for path in MODULES:
        modules = {alias.asname or alias.name for alias in _modules_imported(nodes_of(path))}
        wrong += [
            f"{name_of(path)}:{node.lineno}: {node.value.id}.{node.attr}"
            for node in nodes_of(path)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in modules
            and _is_private(node.attr)
        ]
        wrong += [
            f"{name_of(path)}:{found.line}: {found.module}.{found.name}"
            for found in imports(path)
            if _is_private(found.name) or any(map(_is_private, found.module.split(".")))
        ]
    assert wrong == []


def _modules_imported(nodes: Iterable[ast.AST]) -> Iterator[ast.alias]:
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from node.names


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name not in PUBLIC_ALL_THE_SAME


def test_what_is_slow_to_import_is_imported_where_it_is_used() -> None:
    wrong = [
        f"{name_of(path)}:{found.line}: {found.module}"
        for path in MODULES
        for found in imports(path)
        if found.at_once
        and (package := found.module.split(".")[0]) in SLOW
        and not name_of(path).startswith(SLOW[package])
    ]
    assert wrong == []


@pytest.mark.parametrize("module", ["generator.build", "generator.__main__", "generator.plugin"])
def test_an_unchanged_build_loads_nothing_that_draws(module: str) -> None:
    program = f"import sys, {module}; print(*(name for name in {DRAWING} if name in sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == []


def test_a_module_owns_one_idea_and_says_which() -> None:
    for path in MODULES:
        head = ast.get_docstring(tree_of(path)) or ""
        says = f"{name_of(path)}: a module begins with a sentence"
        assert re.match(r"[A-Z`].*[.:](\s|$)", head, re.DOTALL), says
        length = len(path.read_text(encoding="utf-8").splitlines())
        assert length <= LONGEST, name_of(path)
        parts = path.relative_to(PACKAGE).parts
        assert not {name for part in parts for name in re.split(r"[_.]", part)} & BANNED


def test_every_room_has_its_place() -> None:
    rooms = {room_of(path) for path in MODULES} - {""}
    assert rooms <= {*CORRIDOR, *EDGE, "theme"}


def test_the_walls_hold(tmp_path: Path) -> None:
    """What the tests above look for is found."""
    module = tmp_path / "module.py"
    module.write_text(
        "from typing import TYPE_CHECKING\n"
        "from generator import plugin\n"
        "from generator.pages.context import _page\n"
        "if TYPE_CHECKING:\n    import pandas as pd\n"
        "else:\n    pd = None\n"
        "def draw():\n    import altair\n"
        "class Chart:\n    import vl_convert\n",
        encoding="utf-8",
    )
    found = {(f.module, f.name): (f.room, f.at_once) for f in imports(module)}
    assert found == {
        ("typing", "TYPE_CHECKING"): ("", True),
        ("generator", "plugin"): ("plugin", True),
        ("generator.pages.context", "_page"): ("pages", True),
        ("pandas", ""): ("", False),
        ("altair", ""): ("", False),
        ("vl_convert", ""): ("", True),
    }
    assert allowed("check") == {"model", "read", "check"}
    assert "git" in allowed("plugin")

"""Every exception of the generator stands in one tree, and says what is wrong and what to do."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

from generator.model import errors
from generator.model.errors import ArchiveError, GeneratorError, RowRefusedError
from tests.syntax import nodes_of

PACKAGE = Path(__file__).resolve().parent.parent / "generator"
#: The bases of exceptions that are not ours.
FOREIGN = {"Exception", "ValueError", "RuntimeError", "KeyError", "OSError", "TypeError"}


def test_an_exception_is_defined_in_one_module() -> None:
    ours = {name for name, _ in inspect.getmembers(errors, inspect.isclass)}
    elsewhere = [
        f"{path.relative_to(PACKAGE).as_posix()}: {node.name}"
        for path in PACKAGE.rglob("*.py")
        if path != Path(inspect.getfile(errors))
        for node in nodes_of(path)
        if isinstance(node, ast.ClassDef)
        and {base.id for base in node.bases if isinstance(base, ast.Name)} & (ours | FOREIGN)
    ]
    assert elsewhere == []


def test_the_tree_has_one_root_and_is_drawn_whole() -> None:
    classes = [
        value
        for _, value in inspect.getmembers(errors, inspect.isclass)
        if issubclass(value, Exception)
    ]
    assert all(issubclass(one, GeneratorError) for one in classes)
    drawn = errors.__doc__ or ""
    assert [one.__name__ for one in classes if one.__name__ not in drawn] == []


def test_an_error_says_where_it_is_what_is_wrong_and_what_to_do() -> None:
    refused = RowRefusedError("The row is there.", "Edit it.")
    assert (str(refused), refused.message, refused.fix) == (
        "The row is there. Edit it.", "The row is there.", "Edit it.",
    )  # fmt: skip
    assert str(ArchiveError("a.csv", "It is no text.", "Take it again.")) == (
        "a.csv: It is no text. Take it again."
    )

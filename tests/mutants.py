"""A mutation sample: small faults are planted, and the tests must notice each of them.

    python -m tests.mutants --seed SEED --count COUNT MODULE ...

A module is given as `measure/status`. A mutant is the module with one operator, number, truth
value or condition changed. The sample takes the same share of every module; the same seed draws
the same mutants from the same code. Each mutant runs in a process of its own against the fast tests
of its room until one fails: the test files of its own name first, then those that import the
module, then the rest. A mutant that no test notices has survived: it is printed with its line, and
the command ends with 1 unless `EXPLAINED` says why no test could notice it.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
#: A mutant that takes this long hangs, and counts as noticed.
_SECONDS = 300

#: Mutants that change nothing anybody could notice, with the reason: by module, line of code (where
#: the changed expression begins) and change.
EXPLAINED: dict[tuple[str, str, str], str] = {
    ("measure/forecast", "_AT_ONCE = 32", "32  ->  33"): (
        "each row is projected by itself: the number of rows at once bounds memory alone"
    ),
    (
        "measure/forecast",
        "mean, sigma, psi, seasonal = (np.concatenate(each) for each in zip(*parts, strict=True))",
        "True  ->  False",
    ): "every part is a tuple of the same four arrays: none is shorter",
    (
        "measure/forecast",
        "_SIMPLE = [(alpha, 0.0, 1.0) for alpha in _ALPHAS]",
        "1.0  ->  2.0",
    ): "with β 0 the trend stays 0, and φ only ever multiplies the trend",
    (
        "measure/forecast",
        "factor = np.where(ratios[:, None], index, 1.0)",
        "1.0  ->  2.0",
    ): "values are divided by the factor and forecasts multiplied by it: a power of 2 is exact",
    (
        "measure/forecast",
        "share: Numbers = np.where(both > 0, ours / np.where(both > 0, both, 1.0), 0.5)",
        "1.0  ->  2.0",
    ): "it divides only where both errors are 0, and there the share is ½ whatever it gives",
    (
        "measure/pooling",
        "rows = zip(*(column.tolist() for column in columns), strict=True)",
        "True  ->  False",
    ): "every column of a series has one entry per period",
    (
        "measure/suppression",
        'return dict(Counter(zip(silent["metric"], silent["segment"], strict=True)))',
        "True  ->  False",
    ): "both are columns of one table",
    (
        "measure/variation",
        "trend = [into or out for into, out in zip([False, *run], [*run, False], strict=True)]",
        "True  ->  False",
    ): "both lists have one entry more than the run",
    (
        "measure/variation",
        "direction = 1 if steps[place if into_next else place - 1] > 0 else -1",
        "1  ->  2",
    ): "the step before belongs to the same trend: a run has six values or more",
    (
        "measure/level_starts",
        "return [0, *np.where(whole >= SEASONS_TO_ADJUST * season, whole, 0).tolist()]",
        "SEASONS_TO_ADJUST * season  ->  SEASONS_TO_ADJUST / season",
    ): ("the test for a season says no below three of them"),
    (
        "measure/levels",
        "size = max(_AT_ONCE // max(len(stretches[indices[0]][1].values), 1) ** 2, 1)",
        (
            "max(len(stretches[indices[0]][1].values), 1) ** 2  ->  "
            "max(len(stretches[indices[0]][1].values), 1) * 2"
        ),
    ): "how many are searched at once changes no answer",
    (
        "measure/levels",
        "size = max(_AT_ONCE // max(len(stretches[indices[0]][1].values), 1) ** 2, 1)",
        "1  ->  2",
    ): "how many are searched at once changes no answer",
    (
        "measure/levels",
        "moments=[place - begin for place in self.moments if begin < place < stop],",
        "begin < place < stop  ->  begin <= place < stop",
    ): "the first value of a stretch has no level before it, so a moment there is not tested",
    (
        "measure/levels",
        "for begin, part in zip(begins, parts, strict=True)",
        "True  ->  False",
    ): "both have one entry per stretch of the record",
}

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One planted fault: the module, the line, the code before and after, and the module's code."""

    module: str
    line: int
    text: str
    change: str
    code: CodeType


def mutants_of(module: str) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    path = ROOT / "generator" / f"{module}.py"
    source = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    found = []
    for index, node in enumerate(_executed(tree)):
        for number in range(_changes(node)):
            other = copy.deepcopy(tree)
            changed = [*_executed(other)][index]
            before, line = ast.unparse(changed), getattr(node, "lineno", 1)
            _change(changed, number)
            found.append(
                Mutant(
                    module=module,
                    line=line,
                    text=lines[line - 1].strip(),
                    change=f"{before}  ->  {ast.unparse(changed)}",
                    code=compile(other, str(path), "exec"),
                )
            )
    return found


def _executed(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a module that decide what it does: no annotation, decorator or docstring."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_docstring(child) or _is_type_alias(child):
                continue
            yield child
            yield from _executed(child)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_type_alias(node: ast.AST) -> bool:
    annotated = isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias"
    guarded = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    return annotated or guarded


def _changes(node: ast.AST) -> int:
    """In how many ways a node can be changed."""
    match node:
        case ast.Compare():
            return len(node.ops)
        case ast.BinOp(op=op):
            return int(type(op) in _OPERATORS)
        case ast.Constant(value=bool() | int() | float()) | ast.BoolOp():
            return 1
        case ast.UnaryOp(op=ast.Not() | ast.USub()) | ast.If() | ast.IfExp():
            return 1
        case _:
            return 0


def _change(node: ast.AST, number: int) -> None:
    """Changes a node in place, in the way of that number."""
    match node:
        case ast.Compare():
            node.ops[number] = _COMPARISONS[type(node.ops[number])]()
        case ast.BinOp():
            node.op = _OPERATORS[type(node.op)]()
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        case ast.Constant(value=bool()):
            node.value = not node.value
        case ast.Constant(value=int() | float() as number_value):
            node.value = number_value + 1
        case ast.UnaryOp():
            node.op = ast.UAdd() if isinstance(node.op, ast.USub) else ast.Not()
            if isinstance(node.op, ast.Not):
                node.operand = ast.UnaryOp(op=ast.Not(), operand=node.operand)
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
    ast.fix_missing_locations(node)


def sample(modules: Sequence[str], count: int, seed: int) -> list[Mutant]:
    """The same share of every module's mutants, `count` in all."""
    every = [mutants_of(module) for module in modules]
    share = count / sum(map(len, every))
    chance = random.Random(seed)  # noqa: S311 -- it draws a sample, not a secret
    drawn = [chance.sample(found, min(len(found), round(len(found) * share))) for found in every]
    return [mutant for found in drawn for mutant in found]


def tests_of(module: str) -> list[list[str]]:
    """The test files of a module's room: its namesakes, then what imports it, then the rest."""
    room, _, name = module.rpartition("/")
    dotted = f"generator.{module.replace('/', '.')}"
    stages: list[list[str]] = [[], [], []]
    for path in sorted((ROOT / "tests" / room).glob("test_*.py")):
        if path.stem.startswith(f"test_{name}"):
            stages[0].append(str(path))
        else:
            stages[1 if dotted in path.read_text(encoding="utf-8") else 2].append(str(path))
    return [files for files in stages if files]


class _Planted(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads the mutant in place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        self.name = f"generator.{mutant.module.replace('/', '.')}"

    def find_spec(
        self,
        name: str,
        path: object = None,  # noqa: ARG002 -- the protocol of finders
        target: object = None,  # noqa: ARG002
    ) -> importlib.machinery.ModuleSpec | None:
        origin = str(ROOT / "generator" / f"{self.mutant.module}.py")
        if name != self.name:
            return None
        return importlib.util.spec_from_loader(name, self, origin=origin)

    def exec_module(self, module: ModuleType) -> None:
        exec(self.mutant.code, module.__dict__)  # noqa: S102 -- the code is a module of ours


def _judge(mutant: Mutant) -> None:
    """Runs in a process of its own; its exit code is that of the tests."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        sys.meta_path.insert(0, _Planted(mutant))
        arguments = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not slow and not browser"]
        os._exit(max(pytest.main([*arguments, *files]) for files in tests_of(mutant.module)))


def survives(mutant: Mutant) -> bool:
    """Whether every test passes with the mutant in place."""
    process = multiprocessing.get_context("fork").Process(target=_judge, args=(mutant,))
    process.start()
    process.join(_SECONDS)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode == 0


def main() -> int:
    """Plants a sample and prints what became of it; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("modules", nargs="+", metavar="MODULE")
    given = parser.parse_args()
    for heavy in ("numpy", "pandas"):  # loaded once: every process is a copy of this one
        importlib.import_module(heavy)
    began = time.monotonic()
    mutants = sample(given.modules, given.count, given.seed)
    drawn, killed = Counter(mutant.module for mutant in mutants), Counter[str]()
    real = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for mutant, alive in zip(mutants, pool.map(survives, mutants), strict=True):
            killed[mutant.module] += not alive
            if alive:
                why = EXPLAINED.get((mutant.module, mutant.text, mutant.change), "")
                real += not why
                where = f"generator/{mutant.module}.py:{mutant.line}"
                print(f"survived: {where}: {mutant.change}  {why}", flush=True)
    for module in given.modules:
        print(f"{module}: {killed[module]} of {drawn[module]} killed")
    print(
        f"{killed.total()} of {len(mutants)} mutants killed; {real} survived "
        f"without a reason; {time.monotonic() - began:.0f} s"
    )
    return int(real > 0)


if __name__ == "__main__":
    sys.exit(main())

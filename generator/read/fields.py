"""One table of exports.toml: its settings taken by name and type, each fault with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from generator.model.mapping import DECLARED_IN
from generator.model.problems import Problem, ProblemCode, SourceLocation
from generator.model.wording import all_of, any_of, did_you_mean

_E = TypeVar("_E", bound=StrEnum)
_KEY = re.compile(r'\s*([A-Za-z0-9_-]+|"[^"]*")\s*=')

Path = tuple[str, ...]


def key_lines(text: str) -> dict[Path, int]:
    """The line on which each table and each setting of a TOML text first stands."""
    found: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            try:
                table = _path(tomllib.loads(line))
            except tomllib.TOMLDecodeError:
                continue
            for length in range(1, len(table) + 1):
                found.setdefault(table[:length], number)
        elif match := _KEY.match(line):
            found.setdefault((*table, match[1].strip('"')), number)
    return found


def _path(nested: object) -> Path:
    path: Path = ()
    while nested:
        if isinstance(nested, list):
            nested = nested[0]
        else:
            assert isinstance(nested, dict)
            (key, nested), *_ = nested.items()
            path = (*path, key)
    return path


class Fields:
    """The settings of one table. Each is taken once; `finish` tells those that nobody took."""

    def __init__(
        self,
        table: Mapping[str, Any],
        path: Path,
        lines: Mapping[Path, int],
        problems: list[Problem],
    ) -> None:
        self._left = dict(table)
        self._path = path
        self._lines = lines
        self._problems = problems
        self._known: list[str] = []

    def line(self, key: str = "") -> int:
        """The line of a setting, else that of the nearest table around it."""
        path = (*self._path, key) if key else self._path
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def lines(self) -> dict[str, int]:
        """The line of every setting that the table has; "" is the table itself."""
        return {"": self.line()} | {key: self.line(key) for key in self._left}

    def fault(self, key: str, message: str, fix: str) -> None:
        """Tells what is wrong with a setting."""
        self._problems.append(
            Problem(
                location=SourceLocation(DECLARED_IN, self.line(key), key),
                code=ProblemCode.CONSTRAINT_ERROR,
                message=message,
                fix=fix,
            )
        )

    def has(self, key: str) -> bool:
        """Whether a setting is stated and not taken yet."""
        return key in self._left

    def _take(self, key: str) -> Any:
        self._known.append(key)
        return self._left.pop(key, None)

    def text(self, key: str) -> str:
        """A text; "" where there is none."""
        value = self._take(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(
                key, f'"{key}" must be a text.', f'Write it in quotation marks: {key} = "…".'
            )
            return ""
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """One text or a list of texts."""
        value = self._take(key)
        given = [value] if isinstance(value, str | int | float) else value
        if value is None:
            return ()
        if not isinstance(given, list) or not all(isinstance(v, str | int | float) for v in given):
            self.fault(key, f'"{key}" must be a list of texts.', f'Write {key} = ["one", "two"].')
            return ()
        return tuple(_as_text(item) for item in given)

    def whole(self, key: str, default: int = 0) -> int:
        """A whole number, not below nought."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self.fault(key, f'"{key}" must be a whole number.', f"Write {key} = 1, for example.")
            return default
        return value

    def number(self, key: str) -> float | None:
        """A number, or None."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool):
            self.fault(
                key, f'"{key}" must be a number.', f"Write {key} = 4, without quotation marks."
            )
            return None
        return float(value)

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(_is_number(item) for item in value):
            self.fault(key, f'"{key}" must be a list of numbers.', f"Write {key} = [4, 5].")
            return ()
        return tuple(float(item) for item in value)

    def flag(self, key: str) -> bool | None:
        """A plain yes or no, or None."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self.fault(key, f'"{key}" must be true or false.', f"Write {key} = true.")
            return None
        return value

    def word(self, key: str, words: type[_E], default: _E) -> _E:
        """One word of a closed list."""
        named = [word.value for word in words if word.value]
        value = self.choice(key, named)
        return words(value) if value else default

    def choice(self, key: str, words: Collection[str]) -> str:
        """One of several words; "" where there is none."""
        value = self.text(key)
        if value and value not in words:
            self.fault(
                key,
                f'"{value}" is not {any_of(words)}.',
                did_you_mean(value, words) or "Write one of them.",
            )
            return ""
        return value

    def mapping(self, key: str) -> dict[str, Any]:
        """A table of texts to something."""
        value = self._take(key)
        if value is None:
            return {}
        if not isinstance(value, dict) or not value:
            self.fault(
                key,
                f'"{key}" must say what each text of the file means.',
                f'Write {key} = {{ "text in the file" = "what it means" }}.',
            )
            return {}
        return value

    def tables(self, key: str) -> list[Fields]:
        """One table or a list of tables of settings of its own."""
        value = self._take(key)
        given = [value] if isinstance(value, dict) else value
        if value is None:
            return []
        if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
            self.fault(key, f'"{key}" must name a column.', f'Write {key} = {{ column = "…" }}.')
            return []
        return [Fields(item, (*self._path, key), self._lines, self._problems) for item in given]

    def finish(self, what: str) -> None:
        """Tells every setting that there is not, with the nearest that there is."""
        for key in self._left:
            free = [known for known in self._known if known not in self._left]
            self.fault(
                key,
                f'There is no setting "{key}" in {what}.',
                did_you_mean(key, free) or f"The settings are {all_of(sorted(free))}.",
            )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.strip() if isinstance(value, str) else f"{value:g}"

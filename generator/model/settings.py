"""The settings of a site: what a company states once in mkdocs.yml, with its defaults."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import Any, get_args, get_type_hints

from generator.model.errors import SettingsError
from generator.model.vocabulary import Audience


class CurrencyDisplay(Enum):
    """How an amount names its currency."""

    CODE = "code"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The numbers by which a goal's status is decided (the Methods page prints them)."""

    on_pace: float = 0.95
    off_pace: float = 0.60
    too_early: float = 0.10
    wrong_way_without_noise: float = -0.05
    noise: float = 2.0
    sustained: int = 3
    hold_window: int = 12


#: How many points may make a run.
RUN_LENGTHS = (6, 7, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationRules:
    """What may be chosen of the rules that tell a real change (the Methods page prints them).

    `run_length` points in a row make a trend or a shift. With `beyond_counts` points outside the
    limits count towards two of three. `screening` leaves out single great steps before the usual
    range is worked out.
    """

    run_length: int = 7
    beyond_counts: bool = False
    screening: bool = True


#: The rules as published.
PUBLISHED_RULES = VariationRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """From which chance on a target is likely, and down from which it is unlikely, to be hit."""

    likely: float = 0.80
    unlikely: float = 0.20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a company sets about its site.

    `promise_goal` is the goal that measures the promise: Home says how it stands. `as_of` is the
    day the site speaks from; without it the build works one out (`calendar.resolve`).
    `cache` is the folder of drawn charts and compiled templates, or None for none. `update_link`
    is an address with `{file}` or `{folder}` in it where a data file is handed in anew;
    `source_link` is one with `{file}`, and perhaps `{line}`, `{last_line}` and `{commit}`, that
    shows lines of it. `frame_ancestors` says who may show the pages in a frame: none, self, or
    web addresses. With `policy_in_pages` each page states its security policy itself, for hosts
    that send no headers. `previous` is the edition that Changes compares with: its folder, its
    address in git (`gh-pages:2026-Q3`) or `none`; blank is the newest that is published.
    `maturity_model` names the model by which levels of maturity are assessed. `colour` is the
    company's own, as #rrggbb; without it the palette in `theme` holds.
    """

    company: str = ""
    promise: str = ""
    promise_goal: str = ""
    data: str = "data"
    as_of: dt.date | None = None
    audience: Audience = Audience.ALL
    sample: bool = False
    fiscal_year_start: int = 1
    decimal_mark: str = "."
    thousands_mark: str = ","
    currency_display: CurrencyDisplay = CurrencyDisplay.CODE
    thresholds: Thresholds = field(default_factory=Thresholds)
    variation: VariationRules = field(default_factory=VariationRules)
    chances: Chances = field(default_factory=Chances)
    cache: str | None = ".cache/charts"
    update_link: str = ""
    source_link: str = ""
    frame_ancestors: str = "none"
    policy_in_pages: bool = True
    previous: str = ""
    maturity_model: str = ""
    colour: str = ""


def parse_settings(options: dict[str, Any]) -> Settings:
    """Settings from the options of mkdocs.yml; SettingsError lists every fault at once."""
    values, messages = _parse(Settings, options, "")
    if not messages:
        messages = _rules(values)
    if options.get("colour", "") is None:  # as where it stands without quotes
        messages.append(_NO_COLOUR.format(""))
    if messages:
        raise SettingsError(tuple(messages))
    return Settings(**values)


def _parse(cls: type, options: dict[str, Any], prefix: str) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    messages: list[str] = []
    hints = get_type_hints(cls)
    known = [item.name for item in fields(cls)]
    for name, given in options.items():
        if name not in known:
            messages.append(
                f"{prefix}{name}: there is no such setting. Settings are: {', '.join(known)}."
            )
        elif hints[name] in _GROUPS:
            inner, faults = _group(hints[name], given, f"{prefix}{name}")
            messages += faults
            values[name] = inner
        else:
            try:
                values[name] = _converted(given, hints[name])
            except ValueError as fault:
                messages.append(f'{prefix}{name}: "{given}" {fault}')
    return values, messages


def _group(cls: type, given: Any, name: str) -> tuple[Any, list[str]]:
    """Settings that stand together under one name."""
    what = _GROUPS[cls]
    if given is None:
        return cls(), []
    if not isinstance(given, dict):
        return cls(), [
            (
                f'{name}: "{given}" is no list of {what.word}. Write one of them on a line, such '
                f"as {what.example}."
            )
        ]
    values, messages = _parse(cls, given, f"{name}.")
    if messages:
        return cls(), messages
    stated = cls(**values)
    for key, (low, high, allowed) in what.bounds.items():
        value = getattr(stated, key)
        if not low <= value <= high:
            messages.append(f"{name}.{key}: {value:.12g} cannot be. Write {allowed}.")
    if not messages and getattr(stated, what.lower) > getattr(stated, what.upper):
        low, high = getattr(stated, what.lower), getattr(stated, what.upper)
        messages.append(
            f"{name}.{what.lower}: {low:.12g} is above {what.upper}, {high:.12g}. "
            "Change one of them."
        )
    return stated, messages


def _converted(given: Any, hint: Any) -> Any:
    allowed = get_args(hint) or (hint,)
    if type(None) in allowed and (given is None or given is False or given == ""):
        return None
    wanted = next(kind for kind in allowed if kind is not type(None))
    if issubclass(wanted, Enum):
        return _word(given, wanted)
    return _CONVERTERS[wanted](given)


def _flag(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    raise ValueError("is neither true nor false.")


def _text(given: Any) -> str:
    if not isinstance(given, bool | dict | list):
        return "" if given is None else str(given).strip() or str(given)
    raise ValueError("is no text. Put it in quotes.")


def _whole(given: Any) -> int:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    raise ValueError("is no whole number.")


def _number(given: Any) -> float:
    if isinstance(given, int | float) and not isinstance(given, bool):
        return float(given)
    raise ValueError("is no number.")


def _word(given: Any, wanted: type[Enum]) -> Enum:
    words = [str(word.value) for word in wanted]
    if given in words:
        return wanted(given)
    raise ValueError(f"is neither {' nor '.join(words)}.")


def _day(given: Any) -> dt.date:
    if isinstance(given, dt.datetime):
        return given.date()
    if isinstance(given, dt.date):
        return given
    try:
        return dt.date.fromisoformat(str(given))
    except ValueError:
        raise ValueError("is no date. Write it as 2026-11-20.") from None


_CONVERTERS: dict[type, Callable[[Any], Any]] = {
    bool: _flag,
    str: _text,
    int: _whole,
    float: _number,
    dt.date: _day,
}


_SHARE = (0.0, 1.0, "a share from 0 to 1, such as 0.5")
_COUNT = (1, 1000, "a number of periods, 1 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """What is told of settings that stand together; `lower` must not be above `upper`."""

    word: str
    example: str
    bounds: dict[str, tuple[float, float, str]]
    lower: str
    upper: str


_GROUPS: dict[Any, _Group] = {
    Thresholds: _Group(
        word="thresholds",
        example="on_pace: 0.95",
        bounds={
            "on_pace": _SHARE,
            "off_pace": _SHARE,
            "too_early": _SHARE,
            "wrong_way_without_noise": (-1.0, 0.0, "a share below 0, such as -0.05"),
            "noise": (0.0, 100.0, "how many times the noise, 0 or more"),
            "sustained": _COUNT,
            "hold_window": _COUNT,
        },
        lower="off_pace",
        upper="on_pace",
    ),
    VariationRules: _Group(
        word="rules",
        example="run_length: 7",
        bounds={"run_length": (RUN_LENGTHS[0], RUN_LENGTHS[-1], "6, 7 or 8")},
        lower="run_length",
        upper="run_length",
    ),
    Chances: _Group(
        word="chances",
        example="likely: 0.8",
        bounds={"likely": _SHARE, "unlikely": _SHARE},
        lower="unlikely",
        upper="likely",
    ),
}


def _rules(values: dict[str, Any]) -> list[str]:
    messages = []
    start = values.get("fiscal_year_start", 1)
    if not 1 <= start <= 12:
        messages.append(f"fiscal_year_start: {start} is no month. Write 1 to 12.")
    decimal, thousands = values.get("decimal_mark", "."), values.get("thousands_mark", ",")
    if decimal not in (".", ","):
        messages.append(f'decimal_mark: "{decimal}" is no decimal mark. Write "." or ",".')
    if decimal == thousands:
        messages.append("thousands_mark: it is the same as decimal_mark. Change one of them.")
    for name, places in _PATTERNS.items():
        link = values.get(name, "")
        named = any(name in link for name in places)
        if link and not (named and link.startswith(("https://", "http://"))):
            messages.append(
                f'{name}: "{link}" is no address pattern. Write a web address with '
                f"{_WHERE[places]}."
            )
    framing = values.get("frame_ancestors", "none")
    if not _FRAMING.fullmatch(framing):
        messages.append(
            f'frame_ancestors: "{framing}" cannot be. Write none, self, or web addresses such as '
            "https://intranet.example.com, with a space between two."
        )
    colour = values.get("colour", "")
    if colour and not _COLOUR.fullmatch(colour):
        messages.append(_NO_COLOUR.format(colour))
    return messages


_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_NO_COLOUR = (
    'colour: "{}" is no colour. Write six hexadecimal digits in quotes, such as "#8a1538"; '
    "without quotes what follows # is a comment."
)
_SITE = r"https?://(?:\*\.)?[A-Za-z0-9.-]+(?::(?:\d+|\*))?/?"
_FRAMING = re.compile(rf"none|(?:self|{_SITE})(?: +(?:self|{_SITE}))*")
_FILE, _FOLDER = "{file}", "{folder}"
_PATTERNS = {"update_link": (_FILE, _FOLDER), "source_link": (_FILE,)}
_WHERE = {
    (_FILE, _FOLDER): "{file} where the file's path goes, or {folder} where its folder goes",
    (_FILE,): "{file} where the file's path goes",
}

"""The settings of a site: what a company states once in mkdocs.yml, with its defaults."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from generator.model.declared_values import Constraint, DeclaredValues, Notation, setting
from generator.model.errors import SettingsError
from generator.model.vocabulary import Audience
from generator.model.wording import any_of

_YAML = Notation(
    typed=False,
    text=('"{value}" is no text.', "Put it in quotes."),
    whole=('"{value}" is no whole number.', ""),
    number=('"{value}" is no number.', ""),
    flag=('"{value}" is neither true nor false.', ""),
    date=('"{value}" is no date.', "Write it as 2026-11-20."),
    choice=('"{value}" is neither {words}.', ""),
    table=('"{value}" is no list of {called}.', "Write one of them on a line, such as {example}."),
    unknown=("there is no such setting.", "Settings are: {known}."),
)
_COLOUR = re.compile(r"(?:#[0-9A-Fa-f]{6})?")
_SITE = r"https?://(?:\*\.)?[A-Za-z0-9.-]+(?::(?:\d+|\*))?/?"
_SCRIPT_NAMES = re.compile(r"(?:sha256-[A-Za-z0-9+/]{43}=(?: +|$))*")
_FRAMING = re.compile(rf"none|(?:self|{_SITE})(?: +(?:self|{_SITE}))*")


class CurrencyDisplay(Enum):
    """How an amount names its currency."""

    CODE = "code"
    SYMBOL = "symbol"


class Paper(StrEnum):
    """On what pages are printed."""

    A4 = "a4"
    LETTER = "letter"


#: The days from which a site may speak; those of the data are within the same years.
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
NO_DAY = f"Write one from {_FIRST_DAY} to {_LAST_DAY}."


def is_day_of_a_site(day: dt.date) -> bool:
    """Whether a site may speak from a day; any other is a slip."""
    return _FIRST_DAY <= day <= _LAST_DAY


def _within(low: float, high: float, allowed: str) -> Constraint:
    return Constraint(
        lambda value: low <= value <= high, "{value:.12g} cannot be.", f"Write {allowed}."
    )


def _matches(pattern: re.Pattern[str], message: str, fix: str) -> Constraint:
    return Constraint(lambda value: pattern.fullmatch(value) is not None, message, fix)


def _address_with(*names: str, where: str) -> Constraint:
    """An address pattern that has at least one of `names` in it, or none."""
    return Constraint(
        lambda link: (
            not link
            or (link.startswith(("https://", "http://")) and any(name in link for name in names))
        ),
        '"{value}" is no address pattern.',
        f"Write a web address with {where}.",
    )


_SHARE = _within(0.0, 1.0, "a share from 0 to 1, such as 0.5")
_PERIODS = _within(1, 1000, "a number of periods, 1 or more")
_HEXADECIMAL = _matches(
    _COLOUR,
    '"{value}" is no colour.',
    'Write six hexadecimal digits in quotes, such as "#8a1538"; without quotes what follows # is '
    "a comment.",
)
_FILE = "{{file}} where the file's path goes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The numbers by which a goal's status is decided (the Methods page prints them)."""

    on_pace: float = setting(0.95, constraint=_SHARE)
    off_pace: float = setting(0.60, constraint=_SHARE)
    too_early: float = setting(0.10, constraint=_SHARE)
    wrong_way_without_noise: float = setting(
        -0.05, constraint=_within(-1.0, 0.0, "a share below 0, such as -0.05")
    )
    noise: float = setting(
        2.0, constraint=_within(0.0, 100.0, "how many times the noise, 0 or more")
    )
    sustained: int = setting(3, constraint=_PERIODS)
    hold_window: int = setting(12, constraint=_PERIODS)


#: The numbers of points that may make a run.
RUN_LENGTHS = (6, 7, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class VariationRules:
    """The choices within the rules that detect a real change (the Methods page prints them).

    `run_length` points in a row make a trend or a shift. With `beyond_counts`, points outside the
    limits count towards two of three. `screening` leaves out single large steps before the natural
    limits are calculated. `whole` judges each record as one, as the rules are published: without
    it the usual range begins anew where a record has moved.
    """

    run_length: int = setting(
        7, constraint=_within(RUN_LENGTHS[0], RUN_LENGTHS[-1], any_of(map(str, RUN_LENGTHS)))
    )
    beyond_counts: bool = False
    screening: bool = True
    whole: bool = False


#: The rules as published.
PUBLISHED_RULES = VariationRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """The chance from which a target is likely to be hit, and that below which it is unlikely."""

    likely: float = setting(0.80, constraint=_SHARE)
    unlikely: float = setting(0.20, constraint=_SHARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a company sets about its site.

    `promise_goal` is the goal that measures the promise; Home shows its status. `as_of` is the
    day from which the site speaks; without it the build derives one. `cache` is the folder of
    drawn charts, or None for none; a release has one of its own. `update_link` is an address with
    `{file}` or `{folder}` in it where people hand in a data file; `source_link` has `{file}`, and
    perhaps `{line}`, `{last_line}` and `{commit}`, and shows lines of it. `frame_ancestors` says
    who may show the pages in a frame: none, self, or web addresses. With `policy_in_pages` each
    page states its security policy itself, for hosts that send no headers; `allowed_scripts` are
    the hashes of inline scripts that it allows besides the theme's and ours. `remote` is
    the remote of git to which editions go; those for the leadership go to `origin` only if it is
    named here. `previous` is the
    edition that Changes compares with: its folder, its address in git (`gh-pages:2026-Q3`) or
    `none`; blank is the newest published one. `maturity_model` names the model by which levels of
    maturity are assessed. `colour` is the company's own, as #rrggbb; blank is that of the theme.
    `paper` is the size of the sheets on which pages are printed.
    """

    company: str = ""
    promise: str = ""
    promise_goal: str = ""
    data: str = "data"
    as_of: dt.date | None = setting(
        None, constraint=Constraint(is_day_of_a_site, '"{value}" is no day of a site.', NO_DAY)
    )
    audience: Audience = Audience.ALL
    sample: bool = False
    fiscal_year_start: int = setting(
        1,
        constraint=Constraint(
            lambda month: 1 <= month <= 12, "{value} is no month.", "Write 1 to 12."
        ),
    )
    decimal_mark: str = setting(
        ".",
        constraint=Constraint(
            lambda mark: mark in (".", ","), '"{value}" is no decimal mark.', 'Write "." or ",".'
        ),
    )
    thousands_mark: str = ","
    currency_display: CurrencyDisplay = CurrencyDisplay.CODE
    thresholds: Thresholds = setting(
        factory=Thresholds, called="thresholds", example="on_pace: 0.95"
    )
    variation: VariationRules = setting(
        factory=VariationRules, called="rules", example="run_length: 7"
    )
    chances: Chances = setting(factory=Chances, called="chances", example="likely: 0.8")
    cache: str | None = ".cache/charts"
    update_link: str = setting(
        "",
        constraint=_address_with(
            "{file}", "{folder}", where=_FILE + ", or {{folder}} where its folder goes"
        ),
    )
    source_link: str = setting("", constraint=_address_with("{file}", where=_FILE))
    frame_ancestors: str = setting(
        "none",
        constraint=_matches(
            _FRAMING,
            '"{value}" cannot be.',
            "Write none, self, or web addresses such as https://intranet.example.com, with a "
            "space between two.",
        ),
    )
    policy_in_pages: bool = True
    allowed_scripts: str = setting(
        "",
        constraint=_matches(
            _SCRIPT_NAMES,
            '"{value}" names no scripts.',
            "Write the names that the build has told, such as sha256-…=, with a space between two.",
        ),
    )
    remote: str = ""
    previous: str = ""
    maturity_model: str = ""
    colour: str = setting("", constraint=_HEXADECIMAL)
    paper: Paper = Paper.A4


def parse_settings(options: dict[str, Any]) -> Settings:
    """Settings from the options of mkdocs.yml; SettingsError lists every misfit at once."""
    declared = DeclaredValues(_YAML)
    settings = declared.read(Settings, options)
    messages = [
        f"{'.'.join((*misfit.path, misfit.key))}: {misfit.message} {misfit.fix}".rstrip()
        for misfit in declared.misfits
    ]
    messages += _conflicts(settings)
    if options.get("colour", "") is None:  # as where it stands without quotes
        messages.append(f"colour: {_HEXADECIMAL.message} {_HEXADECIMAL.fix}".format(value=""))
    if messages:
        raise SettingsError(tuple(messages))
    return settings


def _conflicts(settings: Settings) -> Iterator[str]:
    """What the settings say against each other."""
    if settings.decimal_mark == settings.thousands_mark:
        yield "thousands_mark: it is the same as decimal_mark. Change one of them."
    limits, chances = settings.thresholds, settings.chances
    for name, lower, low, upper, high in (
        ("thresholds", "off_pace", limits.off_pace, "on_pace", limits.on_pace),
        ("chances", "unlikely", chances.unlikely, "likely", chances.likely),
    ):
        if low > high:
            yield f"{name}.{lower}: {low:.12g} is above {upper}, {high:.12g}. Change one of them."

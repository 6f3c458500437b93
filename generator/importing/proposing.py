"""The section that is proposed for exports.toml: what is known, and a comment for what is not."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.importing.looking import Look
from generator.model.errors import ImportRefusedError
from generator.model.mapping import Layout

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_IDS = ("responseid", "respondent id", "respondent_id")
_NUMBERED = (" id", "_id")
_SCALED = ("nps", "top-box")
_UNCOUNTED = "count"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A section: its settings as values, and each open question as the comment that stands for it.

    `why` explains settings that are taken for likely and not known.
    """

    name: str
    settings: Mapping[str, Any]
    open: Mapping[str, str]
    why: Mapping[str, str]

    @property
    def text(self) -> str:
        """The section as it is written."""
        lines = [f"[exports.{self.name if _BARE.fullmatch(self.name) else toml(self.name)}]"]
        for key, value in self.settings.items():
            said = f"  # {self.why[key]}" if key in self.why else ""
            lines.append(f"{key} = {toml(value)}{said}")
        lines += [f"# {key} = {comment}" for key, comment in self.open.items()]
        return "\n".join(lines) + "\n"


def toml(value: Any) -> str:
    """A value as TOML writes it, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{toml(key)} = {toml(held)}" for key, held in value.items()) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return str(value)


def parse_setting(given: str) -> tuple[str, Any]:
    """A setting given as KEY=VALUE; what is no value of TOML is taken for a text."""
    key, equals, value = given.partition("=")
    key, value = key.strip(), value.strip()
    if not equals or not _BARE.fullmatch(key) or len(value.splitlines()) != 1:
        raise ImportRefusedError(f"{given}: write it as KEY=VALUE, such as footer_rows=5.")
    try:
        return key, tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return key, value


def propose(
    look: Look, name: str, files: str, given: Mapping[str, Any], calculation: str = ""
) -> Proposal:
    """The section for a file; `given` are settings that the person knows.

    `calculation` is how metrics.csv works the metric out, where an export can do the same.
    """
    settings: dict[str, Any] = {"files": files}
    why: dict[str, str] = {}
    if look.preset.name:
        settings["preset"] = look.preset.name
    elif look.layout is not Layout.RESPONSES:
        settings["layout"] = look.layout.value
    if look.skip_rows:
        settings["skip_rows"] = look.skip_rows
    settings |= given
    layout = settings.get("layout", look.layout.value)
    open_ = _dates(look, settings, why, str(layout))
    if look.unfit and look.preset.name == "ga4" and "table" not in settings:
        open_["table"] = '"…"  # which table of the file'
    if layout == Layout.RESPONSES:
        _responses(look, settings, why, calculation)
    open_ |= _questions(look, settings, str(layout))
    return Proposal(name=name, settings=settings, open=open_, why=why)


def _dates(
    look: Look, settings: dict[str, Any], why: dict[str, str], layout: str
) -> dict[str, str]:
    """Sets what the file shows of its dates; gives what is open about them."""
    open_: dict[str, str] = {}
    dates = [column.name for column in look.columns if column.has_dates]
    known = look.find(settings.get("date") or look.preset.defaults.get("date") or "")
    if "date" not in settings and layout != Layout.WIDE and not known:
        if len(dates) == 1:
            settings["date"], why["date"] = dates[0], "the only column of dates"
        elif dates or look.preset.name != "ga4":
            open_["date"] = f'"…"  # the column of the date{_such_as(dates)}'
    if look.preset.name == "google-forms" and "date_format" not in settings:
        if known and known.begins_with_year:
            settings["date_format"], why["date_format"] = "year-first", "as all its dates are"
        else:
            open_["date_format"] = (
                '"…"  # month-first, day-first or year-first, as the sheet has it'
            )
    return open_


def _responses(look: Look, settings: dict[str, Any], why: dict[str, str], calculation: str) -> None:
    """What is likely of rows that are answers: a period of a month, and each response once."""
    if "period" not in settings:
        settings["period"], why["period"] = "month", "day, week, month, quarter or year"
    if calculation and "calculation" not in settings:
        settings["calculation"], why["calculation"] = calculation, "as metrics.csv has it"
    identity = look.find(*_IDS)
    if identity and "response_id" not in settings:
        settings["response_id"] = identity.name


def _questions(look: Look, settings: Mapping[str, Any], layout: str) -> dict[str, str]:
    """What nobody can tell from the file alone."""
    asked = dict(_metric())
    if layout == Layout.LONG:
        asked["value"] = '"…"  # the column of the values'
    elif layout == Layout.RESPONSES:
        numbers = [
            c.name
            for c in look.columns
            if c.may_be_answers and not c.name.casefold().endswith(_NUMBERED)
        ]
        calculation = settings.get("calculation", "")
        if calculation != _UNCOUNTED:
            asked["answer"] = f'"…"  # the column of the answers{_such_as(numbers)}'
        asked["calculation"] = (
            '"…"  # nps, top-box, share, mean, median, percentile, count or sum; for finished '
            'values write layout = "long" instead'
        )
        scaled = calculation in {"", *_SCALED}
        if scaled and "survey" in look.preset.defaults and "scale" not in settings:
            asked["scales"] = '{ "…" = [0, 10] }  # the scale of each survey, by its name'
        elif scaled and "scales" not in settings:
            asked["scale"] = "[0, 10]  # the lowest and the highest answer that the question takes"
    elif any(c.has_thousands for c in look.columns) and "decimal" not in settings:
        asked["thousands"] = '"…"  # , or . or a space: what marks the thousands in its numbers'
    if "metric_column" in settings:
        asked.pop("metric")
    return {key: comment for key, comment in asked.items() if key not in settings}


def _metric() -> Iterator[tuple[str, str]]:
    yield "metric", '"…"  # an id of metrics.csv; or metric_column with metrics = { "text" = "id" }'


def _such_as(names: Sequence[str]) -> str:
    shown = [toml(name) for name in names[:_MOST_NAMED]]
    return f"; perhaps {', '.join(shown)}" if shown else ""

"""The section of exports.toml: what is known of an export, a comment for the rest, and its file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.importing.inspection import DATES, NUMBERS, YEARS, InspectedExport
from generator.model.errors import ImportRefusedError
from generator.model.mapping import DATE_PARTS, DECLARED_IN, PERIOD_STATED, ExportMapping, Layout
from generator.model.problems import Problem
from generator.model.wording import any_of
from generator.new.dry_run import put
from generator.new.row_writing import NEWLINE, usual_newline
from generator.read.declarations import parse_declarations

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_RESPONSE_IDS = ("responseid", "respondent id", "respondent_id")
_ID_ENDINGS = (" id", "_id")
_SCALED = ("", "nps", "top-box")
_MOST_NAMED = 5
_NO_DATE = f"; if there is none, {any_of(PERIOD_STATED.values())}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedSection:
    """A section: its settings as values, and a comment in place of each `open` one.

    `why` explains the settings that are likely but not known.
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
            why = f"  # {self.why[key]}" if key in self.why else ""
            lines.append(f"{key} = {toml(value)}{why}")
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
        return "[" + ", ".join(map(toml, value)) + "]"
    return str(value)


def parse_setting(text: str) -> tuple[str, Any]:
    """A setting given as KEY=VALUE; a value that is not TOML is a text."""
    key, equals, value = text.partition("=")
    key, value = key.strip(), value.strip()
    if not equals or not _BARE.fullmatch(key) or len(value.splitlines()) != 1:
        raise ImportRefusedError(f"{text}: write it as KEY=VALUE, such as footer_rows=5.")
    try:
        return key, tomllib.loads(f"value = {value}")["value"]
    except (ValueError, RecursionError):
        return key, value


def parse_section(
    name: str, settings: Mapping[str, Any]
) -> tuple[ExportMapping | None, Sequence[Problem]]:
    """The mapping that a section of these settings declares, or the problems of it."""
    section = ProposedSection(name=name, settings=settings, open={}, why={})
    declared, problems = parse_declarations(section.text)
    return (None if problems else declared.exports[0]), problems


def propose(
    export: InspectedExport,
    name: str,
    files: str,
    given: Mapping[str, Any],
    calculation: str = "",
) -> ProposedSection:
    """The section for a file; `given` are settings that the person knows.

    `calculation` is that of the metric in metrics.csv, if an export can do the same.
    """
    settings: dict[str, Any] = {"files": files}
    why: dict[str, str] = {}
    if export.preset.name:
        settings["preset"] = export.preset.name
    elif export.layout is not Layout.RESPONSES:
        settings["layout"] = export.layout.value
    if export.skip_rows:
        settings["skip_rows"] = export.skip_rows
    settings |= given
    layout = str(settings.get("layout", export.layout.value))
    open_ = _propose_dates(export, settings, why, layout)
    if export.no_table and export.preset.name == "ga4" and "table" not in settings:
        open_["table"] = '"…"  # which table of the file'
    if layout == Layout.RESPONSES:
        if "period" not in settings:
            settings["period"], why["period"] = "month", "day, week, month, quarter or year"
        if calculation and "calculation" not in settings:
            settings["calculation"], why["calculation"] = calculation, "as metrics.csv has it"
        identity = export.find(*_RESPONSE_IDS)
        if identity and "response_id" not in settings:
            settings["response_id"] = identity.name
    open_ |= _questions(export, settings, layout)
    return ProposedSection(name=name, settings=settings, open=open_, why=why)


def refuse_taken(folder: Path, name: str) -> None:
    """ImportRefusedError if an export of this name is declared, or the file cannot be read."""
    _, text = _declarations_of(folder)
    path = (folder / DECLARED_IN).as_posix()
    try:
        exports = tomllib.loads(text).get("exports", {})
    except (ValueError, RecursionError) as error:
        raise ImportRefusedError(f"{path}: mend this file first ({error}).") from None
    if isinstance(exports, dict) and name in exports:
        raise ImportRefusedError(
            f'{path} has an export "{name}" already.', "Choose another: --as NAME."
        )


def append_section(folder: Path, name: str, section: str) -> int:
    """Appends a section to exports.toml, at once or not at all; returns its first line."""
    refuse_taken(folder, name)
    before, text = _declarations_of(folder)
    newline = usual_newline(text)
    gap = ("" if text.endswith(("\n", "\r")) else newline) + newline if text.strip() else ""
    added = gap + section.replace("\n", newline)
    try:
        tomllib.loads(text + added)
    except (ValueError, RecursionError) as error:
        raise ImportRefusedError(f"The section does not fit {DECLARED_IN} ({error}).") from None
    put(folder / DECLARED_IN, before, (before or b"") + added.encode())
    return len(NEWLINE.findall(text + gap)) + 1


def _propose_dates(
    export: InspectedExport, settings: dict[str, Any], why: dict[str, str], layout: str
) -> dict[str, str]:
    """Adds the settings that the dates of the file show; returns those that stay open."""
    open_: dict[str, str] = {}
    dates = [column.name for column in export.columns if column.kind in {DATES, YEARS}]
    known = export.find(settings.get("date") or export.preset.defaults.get("date") or "")
    stated = settings.keys() & {"date", *DATE_PARTS, *PERIOD_STATED}
    if not stated and layout != Layout.WIDE and not known:
        if len(dates) == 1:
            settings["date"], why["date"] = dates[0], "the only column of dates"
        elif dates or export.preset.name != "ga4":
            open_["date"] = f'"…"  # the column of the date{_perhaps(dates) or _NO_DATE}'
    if export.preset.name == "google-forms" and "date_format" not in settings:
        if known and known.kind == YEARS:
            settings["date_format"], why["date_format"] = "year-first", "as all its dates are"
        else:
            open_["date_format"] = (
                '"…"  # month-first, day-first or year-first, as the sheet has it'
            )
    return open_


def _questions(export: InspectedExport, settings: Mapping[str, Any], layout: str) -> dict[str, str]:
    """The settings that nobody can tell from the file alone, each as a comment."""
    open_: dict[str, str] = {}
    if "metric_column" not in settings:
        open_["metric"] = (
            '"…"  # an id of metrics.csv; or metric_column with metrics = { "text" = "id" }'
        )
    if layout == Layout.LONG:
        open_["value"] = '"…"  # the column of the values'
    elif layout == Layout.RESPONSES:
        calculation = settings.get("calculation", "")
        if calculation != "count" and "elapsed" not in settings:
            answers = [column.name for column in export.columns if column.may_be_answers]
            answers = [name for name in answers if not name.casefold().endswith(_ID_ENDINGS)]
            open_["answer"] = f'"…"  # the column of the answers{_perhaps(answers)}'
        open_["calculation"] = (
            '"…"  # nps, top-box, share, mean, median, percentile, count or sum; for finished '
            'values write layout = "long" instead'
        )
        if calculation in _SCALED:
            if "survey" in export.preset.defaults and "scale" not in settings:
                open_["scales"] = '{ "…" = [0, 10] }  # the scale of each survey, by its name'
            elif "scales" not in settings:
                open_["scale"] = (
                    "[0, 10]  # the lowest and the highest answer that the question takes"
                )
    elif any(column.kind == NUMBERS for column in export.columns) and "decimal" not in settings:
        open_["thousands"] = '"…"  # , or . or a space: what marks the thousands in its numbers'
    return {key: comment for key, comment in open_.items() if key not in settings}


def _perhaps(names: Sequence[str]) -> str:
    return f"; perhaps {', '.join(map(toml, names[:_MOST_NAMED]))}" if names else ""


def _declarations_of(folder: Path) -> tuple[bytes | None, str]:
    """The bytes and the text of exports.toml: None and "" if there is none."""
    path = folder / DECLARED_IN
    if not folder.is_dir():
        raise ImportRefusedError(f"{folder.as_posix()}: There is no such folder.")
    try:
        before = path.read_bytes() if path.is_file() else None
        return before, (before or b"").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefusedError(
            f"{path.as_posix()} is not in UTF-8.", "Save it as UTF-8 text."
        ) from None

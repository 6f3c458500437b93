"""The options of `python -m generator import`, and the settings of exports.toml that they are."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from generator.importing.proposing import Proposal, parse_setting
from generator.model.errors import ImportRefusedError
from generator.model.mapping import PERIODS, ExportCalculation, ExportMapping, Layout
from generator.read.declarations import parse_declarations
from generator.read.presets import PRESETS

_TEXTS = {
    "metric": ("ID", "the metric of metrics.csv that it feeds"),
    "date": ("COLUMN", "the column of the date"),
    "date_format": (
        "FORMAT",
        "day-first, month-first, year-first, excel-days or such as %%d.%%m.%%Y",
    ),
    "answer": ("COLUMN", "the column of the answers"),
    "timezone": ("ZONE", "the time zone of its dates, such as Europe/London"),
    "encoding": ("NAME", "such as cp1252 or utf-16, where the file does not say it"),
}
_WORDS: dict[str, list[str]] = {
    "preset": [*PRESETS],
    "layout": [layout.value for layout in Layout],
    "period": [*PERIODS],
    "calculation": [count.value for count in ExportCalculation],
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", metavar="FILE", help="the export; it stays where it is")
    parser.add_argument("--as", dest="name", metavar="NAME", help="what to call it in exports.toml")
    for key, (metavar, about) in _TEXTS.items():
        parser.add_argument(f"--{key.replace('_', '-')}", metavar=metavar, help=about)
    for key, words in _WORDS.items():
        parser.add_argument(f"--{key}", choices=words, help=f"the {key}, where you know it")
    parser.add_argument(
        "--scale", nargs=2, type=int, metavar=("LOW", "HIGH"), help="the scale of the answers"
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="any other setting of exports.toml, such as footer_rows=5; may stand several times",
    )
    parser.add_argument(
        "--write", action="store_true", help="append the section to exports.toml; else nothing is"
    )


def settings_of(options: argparse.Namespace) -> dict[str, Any]:
    """The settings that the options state; raises ImportRefusedError for one that is none."""
    given = {key: getattr(options, key) for key in (*_TEXTS, *_WORDS, "scale")}
    return {key: value for key, value in given.items() if value is not None} | dict(
        parse_setting(text) for text in options.set
    )


def opening(given: Mapping[str, Any]) -> ExportMapping:
    """How to open the file by the settings given; ImportRefusedError for a wrong one."""
    stated = {"calculation": "count", "date": "a", "period": "month", "date_format": "day-first"}
    keys = ("encoding", "delimiter", "skip_rows", "footer_rows", "header_rows", "table", "preset")
    told = {"files": "a", "metric": "a"} | stated | {k: given[k] for k in keys if k in given}
    if given.get("table"):
        told["preset"] = "ga4"
    proposal = Proposal(name="a", settings=told, open={}, why={})
    declared, problems = parse_declarations(proposal.text)
    if problems:
        raise ImportRefusedError(problems[0].message, problems[0].fix)
    (mapping,) = declared.exports
    return mapping

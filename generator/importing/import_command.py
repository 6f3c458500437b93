"""`python -m generator import`: its options, what it says of a file, and the section it writes."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.importing.export_section import (
    append_section,
    parse_section,
    parse_setting,
    propose,
    refuse_taken,
)
from generator.importing.inspection import inspect_export
from generator.model.dialect import DATE_WORDS
from generator.model.errors import ImportRefusedError
from generator.model.mapping import (
    DECLARED_IN,
    EXPORTS,
    PERIODS,
    ExportCalculation,
    ExportMapping,
    Layout,
)
from generator.model.problems import has_errors
from generator.model.settings import Settings
from generator.model.vocabulary import Calculation
from generator.model.wording import any_of, did_you_mean
from generator.read.data_folder import read_file
from generator.read.declarations import read_declarations
from generator.read.exports import ENDINGS
from generator.read.presets import PRESETS

#: A share may be a top-box or the share of a condition, so its word in metrics.csv is no hint.
_SAME_WORD = {word.value for word in ExportCalculation} - {Calculation.SHARE.value}
_TEXTS = {
    "metric": ("ID", "the metric of metrics.csv that it feeds"),
    "date": ("COLUMN", "the column of the date"),
    "date_format": (
        "FORMAT",
        f"{', '.join(DATE_WORDS)} or such as %%d.%%m.%%Y",
    ),
    "answer": ("COLUMN", "the column of the answers"),
    "timezone": ("ZONE", "the time zone of its dates, such as Europe/London"),
    "encoding": ("NAME", "such as cp1252 or utf-16, where the file does not say it"),
}
_CHOICES: Mapping[str, list[str]] = {
    "preset": [*PRESETS],
    "layout": [layout.value for layout in Layout],
    "period": [*PERIODS],
    "calculation": [calculation.value for calculation in ExportCalculation],
}


def add_import_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("file", metavar="FILE", help="the export; it stays where it is")
    parser.add_argument(
        "--into",
        metavar="TABLE",
        help="add its rows to this table, such as goals, milestones or benchmarks; --set says "
        'which column is which: --set target="Target value"',
    )
    parser.add_argument("--as", dest="name", metavar="NAME", help="what to call it in exports.toml")
    for key, (metavar, about) in _TEXTS.items():
        parser.add_argument(f"--{key.replace('_', '-')}", metavar=metavar, help=about)
    for key, choices in _CHOICES.items():
        parser.add_argument(f"--{key}", choices=choices, help=f"the {key}, where you know it")
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


def run_import(
    options: argparse.Namespace, folder: Path, settings_of_site: Settings
) -> tuple[str, bool]:
    """What the command says of a file, and whether the file can be read as it is.

    Writes the section if asked to; raises ImportRefusedError if it cannot.
    """
    from generator.check.typed_columns import slug  # noqa: PLC0415 -- slow to import
    from generator.importing.preview import Preview, preview  # noqa: PLC0415
    from generator.pages.templating import render_text  # noqa: PLC0415

    path = Path(options.file)
    if not path.is_file():
        raise ImportRefusedError(f"{path.as_posix()}: There is no such file.")
    if options.into is not None:
        return _into_table(options, path, folder, settings_of_site)
    if path.suffix.lower() not in ENDINGS:
        raise ImportRefusedError(
            f"{path.as_posix()}: Only files that end in {', '.join(ENDINGS)} are read.",
            "Save it as CSV, or give it such a name.",
        )
    values = {key: getattr(options, key) for key in (*_TEXTS, *_CHOICES, "scale")}
    settings = {key: value for key, value in values.items() if value is not None}
    settings |= dict(map(parse_setting, options.set))
    preset = str(settings.get("preset", ""))
    export = inspect_export(path, _reading_options(settings), preset)
    name = options.name or (slug(path.stem) or "export")
    root, whole = (folder / EXPORTS).resolve(), path.resolve()
    inside = whole.relative_to(root).as_posix() if whole.is_relative_to(root) else ""
    section = propose(
        export, name, inside or path.name, settings, _calculation_of(settings, folder)
    )
    if options.write:
        refuse_taken(folder, name)
    timezone = read_declarations(folder)[0].timezone
    if export.no_table:
        result = Preview(missing=(export.no_table,))
    else:
        result = preview(section, path, folder, timezone, settings_of_site.fiscal_year_start)
    text = render_text(
        "import.txt",
        export=export,
        preview=result,
        section=section,
        declared_in=(folder / DECLARED_IN).as_posix(),
        line=append_section(folder, name, section.text) if options.write else 0,
        move_to="" if inside else f"{(folder / EXPORTS).as_posix()}/",
    )
    return text, not (has_errors(result.problems) or result.missing)


def _into_table(
    options: argparse.Namespace, path: Path, folder: Path, settings: Settings
) -> tuple[str, bool]:
    """The same of rows for a table, which are added to it if asked to."""
    from generator.importing.table_import import IMPORTED, import_rows  # noqa: PLC0415
    from generator.pages.templating import render_text  # noqa: PLC0415

    table = IMPORTED.get(options.into.removesuffix(".csv"))
    if table is None:
        near = did_you_mean(options.into, IMPORTED) or f"Write {any_of(IMPORTED)}."
        raise ImportRefusedError(f"--into {options.into}: there is no such table.", near)
    stated = dict(map(parse_setting, options.set))
    done = import_rows(path, table, stated, folder, settings, write=options.write)
    target = (folder / table.file).as_posix()
    text = render_text("import_table.txt", done=done, target=target)
    return text, not has_errors(done.problems)


def _reading_options(settings: Mapping[str, Any]) -> ExportMapping:
    """How to open the file by the settings given; raises ImportRefusedError for a wrong one."""
    keys = (
        *("encoding", "delimiter", "sheet", "skip_rows", "footer_rows"),
        *("header_rows", "table", "preset"),
    )
    stated = {
        "files": "a",
        "metric": "a",
        "calculation": "count",
        "date": "a",
        "period": "month",
        "date_format": "day-first",
        **{key: settings[key] for key in keys if key in settings},
    }
    if settings.get("table"):
        stated["preset"] = "ga4"
    mapping, problems = parse_section("a", stated)
    if mapping is None:
        raise ImportRefusedError(problems[0].message, problems[0].fix)
    return mapping


def _calculation_of(settings: Mapping[str, Any], folder: Path) -> str:
    """The metric's calculation in metrics.csv, if an export has one of the same name."""
    path = folder / "metrics.csv"
    if "metric" not in settings or not path.is_file():
        return ""
    raw, _ = read_file(path, path.name)
    if raw is None or not {"metric", "calculation"} <= set(raw.labels):
        return ""
    metric, calculation = raw.labels.index("metric"), raw.labels.index("calculation")
    wanted = str(settings["metric"]).casefold()
    rows = (row for row in raw.rows if row[metric].casefold() == wanted)
    word = next((row[calculation].lower() for row in rows), "")
    return word if word in _SAME_WORD else ""

"""The settings in words: what each takes, what it does, and how it may be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, get_args, get_origin

from generator.model.setting_list import ListedSetting

#: What a setting without a default has.
NO_DEFAULT = "none"
#: The heading of each table of settings.
TABLE: Mapping[str, str] = {
    "": "At the top of the file",
    "files": 'A file of the tables: [files."measurements/helpdesk.csv"]',
    "exports": "An export: [exports.nps]",
    "plugin": "The plugin",
}
EXAMPLES_TITLE = "Worked examples"
_KINDS: Mapping[Any, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dt.date: "a date",
    tuple[str, ...]: "a text, or a list of texts",
    tuple[float, ...]: "a list of numbers",
}
_OF_FILES = {
    "encoding": "How the letters of the file are written.",
    "delimiter": "The mark between two cells.",
    "decimal": "The mark between whole and part of a number.",
    "thousands": "The mark between thousands; without decimal, the other mark is the decimal one.",
    "sheet": "The sheet of a workbook, where several hold a table.",
    "skip_rows": "How many lines above the names of the columns are left out.",
    "footer_rows": "How many rows below the table are left out.",
    "total_rows": "Rows that begin with one of these texts are totals and are left out.",
    "short_rows": "With fill, the cells that a row lacks at its end are blank.",
    "system": "The system that the figures come from, for the Data page.",
    "owner": "The role that hands the file in.",
}
_DATES = "How the dates are written, where the file itself leaves it open."
_TESTS = {
    "is": "The cell must be one of these texts.",
    "one_of": "The same as is.",
    "is_not": "The cell must be none of these texts.",
    "none_of": "The same as is_not.",
    "at_least": "The cell must be this number or more.",
    "at_most": "The cell must be this number or less.",
    "filled": "True: the cell must not be blank; false: it must be.",
    "separator": "The mark between several texts of one cell; it is enough that one fits.",
}

#: What each setting of exports.toml does, by the table that it is in.
EXPORT_WORDS: Mapping[str, Mapping[str, str]] = {
    "": {
        "timezone": "The company's own time zone: its days begin and end by it.",
        "files": "The declarations of single files of the tables.",
        "exports": "The exports, each under a name of its own.",
    },
    "files": {
        **_OF_FILES,
        "dates": _DATES,
        "layout": "Whether a row is one value, or has a column a period.",
        "overlap": "The rule where two files have figures for the same days.",
        "mode": "How collect takes a file: as the whole, by adding rows, or in place of the old.",
    },
    "exports": {
        **_OF_FILES,
        **_TESTS,
        "files": "The files in exports/ that it is about; * is any text of a name.",
        "preset": "The system whose peculiarities are known.",
        "layout": "Whether a row is an answer, a value, or has a column a period.",
        "date_format": _DATES,
        "header_rows": "How many rows name the columns; their texts are joined by a hyphen.",
        "table": "Which table of a file that holds several.",
        "date": "The column of the date.",
        "year": "The column of the year, where a date is in several columns.",
        "quarter": "The column of the quarter, beside that of the year.",
        "month": "The column of the month, beside that of the year.",
        "week": "The column of the week, beside that of the year.",
        "day": "The column of the day, beside those of year and month.",
        "period_of_file": "The period of a whole file, or of each file by its name.",
        "from_name": "Where the name of a file has its period.",
        "date_cell": "Where a cell above the table has the period of the file.",
        "timezone": "The time zone of the times in the file, where it is another.",
        "period": "Over how long answers are counted into one figure.",
        "filters": "Only rows that pass each of these tests are read.",
        "filters.column": "The column that is tested.",
        **{f"filters.{key}": words for key, words in _TESTS.items()},
        "metric": "The metric that all rows feed.",
        "metric_column": "The column that says which metric a row feeds.",
        "metrics": "Which metric each text of that column means; rows with other texts are left "
        "out.",
        "segment": "The column that says which segment a row is about.",
        "segment.column": "Its name.",
        "segment.dimension": "The dimension of its segments.",
        "segment.values": "Which segment each of its texts means.",
        "segment.separator": "The mark between several segments of one cell.",
        "segment.whole": "The texts that mean all customers together.",
        "segment.fill_down": "A blank cell means the text above it.",
        "answer": "The column of the answers, or of what is worked out.",
        "elapsed": "The time between two dates of a row, in place of an answer.",
        "elapsed.opened": "The column of its beginning.",
        "elapsed.closed": "The column of its end; a row without one is left out and counted.",
        "elapsed.unit": "The unit of the figure.",
        "elapsed.hours": "The days and hours in which time counts; else all of it does.",
        "elapsed.holidays": "The days on which no time counts.",
        "elapsed.negative": "Rows that end before they begin are left out; else refused.",
        "answers": "Which number each answer in words means.",
        "survey": "The column that names the survey, where one file holds several.",
        "scale": "The lowest and the highest answer.",
        "scales": "The scale of each survey, by its name.",
        "calculation": "How the rows of a period become one figure.",
        "favourable": "The answers that count as favourable in a top-box.",
        "top": "How many of the highest answers of the scale are favourable.",
        "percentile": "Which percentile, above 0 and below 100.",
        "response_id": "The column of a number of each response, so that none counts twice.",
        "value": "The column of the finished value.",
        "n": "The column of the number of answers.",
        "numerator": "The column of the number that a share counts.",
        "promoters": "The column of the number of promoters.",
        "detractors": "The column of the number of detractors.",
        "invited": "The column of the number of people who were asked.",
        "aggregate": "How several finished values of one period become one.",
        "overlap": "The rule where two files hold the same days: the newer one, or their sum.",
        "partial": "The figures of a period that the file covers in part stay open.",
    },
}

#: What each setting of the plugin in mkdocs.yml does, and an example.
PLUGIN_WORDS: Mapping[str, tuple[str, str]] = {
    "company": ("The company's name, as the site shows it.", "company: Our company"),
    "promise": ("The promise to customers, on Home.", "promise: Up and running in a week."),
    "promise_goal": (
        "The goal that measures the promise; Home shows its status.",
        "promise_goal: first-login-7",
    ),
    "data": ("The folder of the data, beside mkdocs.yml.", "data: data/2026"),
    "as_of": ("The day from which the site speaks; else that of the commit.", "as_of: 2026-11-20"),
    "audience": (
        "For whom the site is: rows for the leadership are left out for all.",
        "audience: leadership",
    ),
    "sample": ("Every page says that the company is fictional.", "sample: true"),
    "fiscal_year_start": (
        "The month in which the year of the figures begins.",
        "fiscal_year_start: 4",
    ),
    "decimal_mark": (
        "The mark between whole and part of a number on the pages.",
        '{decimal_mark: ",", thousands_mark: "."}',
    ),
    "thousands_mark": ("The mark between thousands on the pages.", 'thousands_mark: " "'),
    "currency_display": (
        "Whether an amount names its currency by code or by symbol.",
        "currency_display: symbol",
    ),
    "thresholds": ("The numbers by which a status is decided.", "thresholds: {noise: 1.5}"),
    "thresholds.on_pace": (
        "The share of what is due from which a goal is on pace.",
        "thresholds: {on_pace: 0.9}",
    ),
    "thresholds.off_pace": ("The share below which it is off pace.", "thresholds: {off_pace: 0.5}"),
    "thresholds.too_early": (
        "The share of its time below which it is too early to tell.",
        "thresholds: {too_early: 0.2}",
    ),
    "thresholds.wrong_way_without_noise": (
        "The share from which a goal without a known noise moves the wrong way.",
        "thresholds: {wrong_way_without_noise: -0.1}",
    ),
    "thresholds.noise": ("How many times the noise a change must be.", "thresholds: {noise: 3}"),
    "thresholds.sustained": (
        "How many periods in a row a target must be held.",
        "thresholds: {sustained: 2}",
    ),
    "thresholds.hold_window": (
        "How many periods a goal to hold looks back.",
        "thresholds: {hold_window: 6}",
    ),
    "variation": (
        "The choices within the rules that detect a real change.",
        "variation: {run_length: 8}",
    ),
    "variation.run_length": (
        "How many points in a row make a trend or a shift.",
        "variation: {run_length: 6}",
    ),
    "variation.beyond_counts": (
        "Points outside the limits count towards two of three.",
        "variation: {beyond_counts: true}",
    ),
    "variation.screening": (
        "Single large steps are left out before limits are worked out.",
        "variation: {screening: false}",
    ),
    "variation.whole": (
        "Each record has one usual range, as the rules are published.",
        "variation: {whole: true}",
    ),
    "chances": (
        "From which chance a target is likely or unlikely to be hit.",
        "chances: {likely: 0.9}",
    ),
    "chances.likely": ("The chance from which it is likely.", "chances: {likely: 0.75}"),
    "chances.unlikely": ("The chance below which it is unlikely.", "chances: {unlikely: 0.25}"),
    "cache": ("The folder of drawn charts; false keeps none.", "cache: false"),
    "update_link": (
        "The address where owners hand in a file.",
        "update_link: https://git.example.com/our/report/upload/main/data/{folder}",
    ),
    "source_link": (
        "The address where lines of a file can be read.",
        "source_link: https://git.example.com/our/report/blob/{commit}/data/{file}#L{line}",
    ),
    "frame_ancestors": ("Who may show the pages in a frame.", "frame_ancestors: self"),
    "policy_in_pages": ("Each page states its security policy itself.", "policy_in_pages: false"),
    "allowed_scripts": (
        "Scripts of other plugins that the policy allows.",
        "allowed_scripts: sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    "remote": ("The remote of git that editions go to.", "remote: leadership"),
    "previous": (
        "The edition that Changes compares with; none compares with none.",
        "previous: gh-pages:2026-Q3",
    ),
    "maturity_model": ("The model by which maturity is assessed.", "maturity_model: Our CX model"),
    "colour": ("The company's own colour.", 'colour: "#8a1538"'),
    "paper": ("The sheets on which pages are printed.", "paper: letter"),
}


def setting_takes(setting: ListedSetting, known: Sequence[str] = ()) -> str:
    """What a setting may be: `one of all, leadership`; `known` are words that other rooms know."""
    if words := (*setting.choices, *known):
        shown = (word if word.replace("-", "").isalnum() else f'"{word}"' for word in words)
        return f"one of {', '.join(word for word in shown if word.isprintable())}"
    kind = setting.kind
    if get_origin(kind) is Mapping:
        takes = "a table of text = value"
    elif is_dataclass(kind):
        takes = "a table"
    elif any(map(is_dataclass, get_args(kind))):
        takes = "a table, or a list of tables"
    else:
        takes = _KINDS[kind]
    return f"{takes}. {setting.rule}" if setting.rule else takes


def setting_default(setting: ListedSetting) -> str:
    """What holds where a setting is left out."""
    default = setting.default
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, Enum):
        default = default.value
    if not isinstance(default, str | int | float) or default == "":
        return NO_DEFAULT
    return str(default) if isinstance(default, str) else f"{default:g}"

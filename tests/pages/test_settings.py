"""The reference of settings has every key that the code reads and no other, with examples."""

from __future__ import annotations

import re
from html import unescape

import pytest
import yaml

from generator.model.errors import SettingsError
from generator.model.settings import Settings, parse_settings
from generator.pages.settings import EXPORT_TABLES
from generator.read.declarations import parse_declarations
from generator.sentences.settings import EXPORT_WORDS, PLUGIN_WORDS, TABLE
from tests.pages.company import tiny_site

_ROW = re.compile(r'<tr><th scope="row">(.*?)</th> (.*?)</tr>')
_CELL = re.compile(r"<td[^>]*>(.*?)</td>")
_TAG = re.compile(r"<[^>]*>")

#: A text of exports.toml with a setting that does not exist, for each table inside another.
_TABLES = {
    "": "zzz = 1",
    "files": "[files.x]\nzzz = 1",
    "exports": "[exports.x]\nzzz = 1",
    "exports.filters": "[exports.x]\nfilters = { zzz = 1 }",
    "exports.segment": "[exports.x]\nsegment = { zzz = 1 }",
    "exports.elapsed": "[exports.x]\nelapsed = { zzz = 1 }",
}
_OF_PLUGIN = ("", "thresholds", "variation", "chances")


@pytest.fixture(scope="module")
def tables() -> dict[str, dict[str, list[str]]]:
    """The cells of each setting by the caption of its table and its key, as readers see them."""
    (page,) = [one for one in tiny_site().pages if one.src_uri == "data/settings.md"]
    found = {}
    for table in page.markdown.split("<table")[1:]:
        caption = _text(re.search(r"<caption[^>]*>(.*?)</caption>", table)[1])  # type: ignore[index]
        rows = _ROW.findall(table)
        found[caption] = {_text(key): [*map(_text, _CELL.findall(cells))] for key, cells in rows}
    return found


def _text(html: str) -> str:
    return unescape(_TAG.sub("", html))


def read_by_the_code() -> dict[str, set[str]]:
    """The keys of each table of exports.toml, as the message about an unknown one lists them."""
    keys: dict[str, set[str]] = {section: set() for section in EXPORT_TABLES}
    for table, text in _TABLES.items():
        section, _, inner = table.partition(".")
        (problem,) = [each for each in parse_declarations(text)[1] if '"zzz"' in each.message]
        listed = problem.fix.removeprefix("The settings are ").removesuffix(".")
        prefix = f"{inner}." if inner else ""
        keys[section] |= {f"{prefix}{key}" for key in re.split(", | and ", listed)}
    return keys


def test_the_keys_of_exports_toml_are_those_that_the_code_reads(
    tables: dict[str, dict[str, list[str]]],
) -> None:
    read = read_by_the_code()
    assert {section: set(tables[TABLE[section]]) for section in EXPORT_TABLES} == read


def test_the_keys_of_the_plugin_are_those_that_the_code_reads(
    tables: dict[str, dict[str, list[str]]],
) -> None:
    read = set()
    for table in _OF_PLUGIN:
        with pytest.raises(SettingsError) as refused:
            parse_settings({table: {"nope": 1}} if table else {"nope": 1})
        (listed,) = re.findall(r"Settings are: (.*)\.", str(refused.value.messages))
        read |= {f"{table}.{key}" if table else key for key in listed.split(", ")}
    assert set(tables[TABLE["plugin"]]) == read


def test_each_setting_says_what_it_takes_and_does_with_an_example(
    tables: dict[str, dict[str, list[str]]],
) -> None:
    lacking = [
        f"{caption}: {key}"
        for caption, rows in tables.items()
        for key, cells in rows.items()
        if len(cells) != 4 or not all(cells)
    ]
    assert lacking == [], "Words: sentences/settings.py. Examples: pages/templates/worked/."


def test_no_words_are_of_a_setting_that_is_gone(tables: dict[str, dict[str, list[str]]]) -> None:
    for section, described in EXPORT_WORDS.items():
        assert set(described) == set(tables[TABLE[section]])
    assert set(PLUGIN_WORDS) == set(tables[TABLE["plugin"]])


@pytest.mark.parametrize("key", PLUGIN_WORDS)
def test_an_example_of_the_plugin_states_its_setting_anew(key: str) -> None:
    _, example = PLUGIN_WORDS[key]
    stated: object = parse_settings(yaml.safe_load(example))
    default: object = Settings()
    for name in key.split("."):
        stated, default = getattr(stated, name), getattr(default, name)
    assert stated != default


def test_a_setting_is_described_by_its_declaration(
    tables: dict[str, dict[str, list[str]]],
) -> None:
    exports, plugin = tables[TABLE["exports"]], tables[TABLE["plugin"]]
    assert exports["period"][:2] == ["one of day, week, month, quarter, year", "none"]
    assert exports["scale"][:2] == ["a list of numbers. Write scale = [0, 10].", "none"]
    assert exports["segment.fill_down"][:2] == ["true or false", "false"]
    assert exports["delimiter"][0] == 'one of comma, semicolon, tab, bar, ",", ";", "|"'
    assert exports["partial"][0] == "one of open"
    assert "surveymonkey" in exports["preset"][0]
    assert exports["top"][3] == "top = 2"
    assert plugin["paper"][:2] == ["one of a4, letter", "a4"]
    assert plugin["thresholds.on_pace"][:2] == [
        "a number. Write a share from 0 to 1, such as 0.5.",
        "0.95",
    ]

"""The reference of every setting, and recipes for known systems: their examples are run."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from generator.model.mapping import ExportMapping, FileRules
from generator.model.setting_list import ListedSetting, listed_settings
from generator.model.settings import Settings
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.page import Page
from generator.pages.tables import Cell, TableColumn, data_table
from generator.pages.worked import RECIPES, WORKED, WorkedExample, worked_examples
from generator.read.declarations import Content
from generator.read.presets import PRESETS
from generator.sentences import settings as words

#: The tables of exports.toml by the word that begins each, with what reads it.
EXPORT_TABLES: Mapping[str, type] = {"": Content, "files": FileRules, "exports": ExportMapping}
#: The words of settings that a room behind the declaration knows.
_KNOWN = {"preset": (*PRESETS,)}


def settings_page(context: SiteContext) -> Page:
    """The page of every key of exports.toml and of the plugin in mkdocs.yml."""
    examples, links = worked_examples(WORKED), context.links(address.SETTINGS)

    def example_of(section: str, setting: ListedSetting) -> Cell | str:
        for one in examples:
            if setting.path in stated_in(one, section):
                return Cell(
                    _statement(one.declared, setting),
                    href=links.to(address.WORKED_EXAMPLES, one.anchor),
                )
        return ""

    def table(section: str) -> Markup:
        described = words.EXPORT_WORDS[section]
        return data_table(
            words.TABLE[section],
            [
                *_columns(lambda setting: described.get(setting.key, "")),
                TableColumn("Example", lambda setting: example_of(section, setting)),
            ],
            listed_settings(EXPORT_TABLES[section]),
        )

    plugin = words.PLUGIN_WORDS
    return context.page(
        address.SETTINGS,
        "settings.md",
        address.SECTIONS[address.SETTINGS],
        in_nav=True,
        sections=[(words.TABLE[section], table(section)) for section in EXPORT_TABLES],
        plugin=data_table(
            words.TABLE["plugin"],
            [
                *_columns(lambda setting: plugin.get(setting.key, ("", ""))[0]),
                TableColumn("Example", lambda setting: plugin.get(setting.key, ("", ""))[1]),
            ],
            listed_settings(Settings),
        ),
        examples=links.to(address.WORKED_EXAMPLES),
        dictionary=links.to(address.DICTIONARY),
        recipes=links.to(address.RECIPES),
    )


def recipes_page(context: SiteContext) -> Page:
    """The page that says of each known system what to click, and what to declare."""
    title = address.SECTIONS[address.RECIPES]
    return _examples_page(context, address.RECIPES, title, RECIPES, in_nav=True)


def worked_examples_page(context: SiteContext) -> Page:
    """The page of the examples that the settings refer to."""
    return _examples_page(context, address.WORKED_EXAMPLES, words.EXAMPLES_TITLE, WORKED)


def _examples_page(
    context: SiteContext, uri: str, title: str, folder: str, *, in_nav: bool = False
) -> Page:
    examples, settings = worked_examples(folder), context.links(uri).to(address.SETTINGS)
    return context.page(
        uri, f"{folder}.md", title, in_nav=in_nav, examples=examples, settings=settings
    )


def stated_in(example: WorkedExample, section: str) -> set[tuple[str, ...]]:
    """The paths of all settings that an example states in one kind of table of exports.toml."""
    content = tomllib.loads(example.declared)
    tables = content.get(section, {}).values() if section else [content]
    return {path for table in tables for path in _paths(table)}


def _paths(table: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        yield (key,)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from ((key, *path) for path in _paths(inner))


def _columns(meaning: Any) -> list[TableColumn[ListedSetting]]:
    return [
        TableColumn("Setting", lambda setting: setting.key),
        TableColumn("Takes", lambda each: words.setting_takes(each, _KNOWN.get(each.key, ()))),
        TableColumn("Default", words.setting_default),
        TableColumn("Meaning", meaning),
    ]


def _statement(declared: str, setting: ListedSetting) -> str:
    """The statement of a setting in a text of TOML, on one line."""
    outer, *inner = setting.path
    for found in re.finditer(rf"^{outer} = (.*(?:\n .*|\n\])*)", declared, re.MULTILINE):
        if all(f"{key} =" in found[1] for key in inner):
            return " ".join(found[0].split())
    return f"[{outer}.…]"

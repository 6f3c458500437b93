"""The settings of mkdocs.yml are typed, and every slip in them is told at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.model.errors import SettingsError
from generator.model.settings import CurrencyDisplay, Settings, Thresholds, parse_settings
from generator.model.vocabulary import Audience

SLIPS: list[tuple[dict[str, Any], str]] = [
    ({"sample": "yes"}, 'sample: "yes" is neither true nor false.'),
    ({"company": ["Larch"]}, "company: \"['Larch']\" is no text. Put it in quotes."),
    ({"as_of": "20.11.2026"}, 'as_of: "20.11.2026" is no date. Write it as 2026-11-20.'),
    ({"fiscal_year_start": "July"}, 'fiscal_year_start: "July" is no whole number.'),
    ({"fiscal_year_start": 1.5}, 'fiscal_year_start: "1.5" is no whole number.'),
    ({"fiscal_year_start": 13}, "fiscal_year_start: 13 is no month. Write 1 to 12."),
    ({"audience": "board"}, 'audience: "board" is neither all nor leadership.'),
    ({"decimal_mark": "·"}, 'decimal_mark: "·" is no decimal mark. Write "." or ",".'),
    ({"decimal_mark": ","}, "thousands_mark: it is the same as decimal_mark. Change one of them."),
    ({"thresholds": {"on_pace": "high"}}, 'thresholds.on_pace: "high" is no number.'),
    ({"thresholds": {"sustained": True}}, 'thresholds.sustained: "True" is no whole number.'),
    (
        {"update_link": "files/{file}"},
        (
            'update_link: "files/{file}" is no address pattern. Write a web address with {file} '
            "where the file's path goes, or {folder} where its folder goes."
        ),
    ),
    (
        {"source_link": "https://files.test/{folder}"},
        (
            'source_link: "https://files.test/{folder}" is no address pattern. Write a web '
            "address with {file} where the file's path goes."
        ),
    ),
]


@pytest.mark.parametrize(("options", "message"), SLIPS)
def test_a_slip_is_told(options: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings(options)
    assert caught.value.messages == (message,)


def test_all_slips_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings({"sample": 1, "audiance": "all", "thresholds": {"noise": None}})
    assert [message.split(": ")[0] for message in caught.value.messages] == [
        "sample",
        "audiance",
        "thresholds.noise",
    ]
    assert "There is no such setting".lower() in caught.value.messages[1]


def test_nothing_set_gives_the_defaults() -> None:
    assert parse_settings({}) == Settings()


def test_settings_are_typed() -> None:
    settings = parse_settings(
        {
            "company": " Larch ",
            "promise": None,
            "as_of": "2026-11-20",
            "audience": "leadership",
            "currency_display": "symbol",
            "cache": False,
            "decimal_mark": ",",
            "thousands_mark": ".",
            "thresholds": {"on_pace": 1, "sustained": 4},
        }
    )
    assert (settings.company, settings.promise, settings.cache) == ("Larch", "", None)
    assert settings.as_of == dt.date(2026, 11, 20)
    assert settings.audience is Audience.LEADERSHIP
    assert settings.currency_display is CurrencyDisplay.SYMBOL
    assert settings.thresholds == Thresholds(on_pace=1.0, sustained=4)

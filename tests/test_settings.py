"""The settings in mkdocs.yml: what they become, and what is said of a wrong one."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from typing import Any

import pytest

from generator.configuration import plugin_options
from generator.model.errors import SettingsError
from generator.model.settings import CurrencyDisplay, Settings, Thresholds, parse_settings
from generator.model.vocabulary import Audience

KNOWN = ", ".join(item.name for item in fields(Settings))
KNOWN_THRESHOLDS = ", ".join(item.name for item in fields(Thresholds))


def messages(options: dict[str, Any]) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        parse_settings(options)
    return list(raised.value.messages)


def test_without_any_the_defaults_hold() -> None:
    assert parse_settings({}) == Settings()


@pytest.mark.parametrize(
    ("option", "given", "value"),
    [
        ("company", "Kestrel", "Kestrel"),
        ("company", 1848, "1848"),
        ("company", None, ""),
        ("data", "figures", "figures"),
        ("as_of", dt.date(2026, 11, 20), dt.date(2026, 11, 20)),
        ("as_of", dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC), dt.date(2026, 11, 20)),
        ("as_of", "2026-11-20", dt.date(2026, 11, 20)),
        ("as_of", None, None),
        ("as_of", "", None),
        ("audience", "leadership", Audience.LEADERSHIP),
        ("sample", True, True),
        ("fiscal_year_start", 7, 7),
        ("decimal_mark", ",", ","),
        ("thousands_mark", " ", " "),
        ("thousands_mark", "", ""),
        ("currency_display", "symbol", CurrencyDisplay.SYMBOL),
        ("cache", False, None),
        ("cache", "elsewhere", "elsewhere"),
        ("update_link", "https://files.test/{file}", "https://files.test/{file}"),
        ("update_link", "https://files.test/up/{folder}", "https://files.test/up/{folder}"),
        ("source_link", "https://files.test/{file}#L{line}", "https://files.test/{file}#L{line}"),
        ("frame_ancestors", "self", "self"),
        ("colour", "#8A1538", "#8A1538"),
        ("frame_ancestors", "self https://*.a.test:8443", "self https://*.a.test:8443"),
        ("policy_in_pages", False, False),
        ("thresholds", None, Thresholds()),
        ("thresholds", {"on_pace": 1}, Thresholds(on_pace=1.0)),
        ("thresholds", {"sustained": 4}, Thresholds(sustained=4)),
    ],
)
def test_a_setting_becomes_its_value(option: str, given: object, value: object) -> None:
    extra = {"thousands_mark": "."} if given == "," else {}
    assert getattr(parse_settings({option: given, **extra}), option) == value


@pytest.mark.parametrize(
    ("option", "given", "message"),
    [
        ("compny", "x", f"compny: there is no such setting. Settings are: {KNOWN}."),
        ("company", ["x"], "company: \"['x']\" is no text. Put it in quotes."),
        ("promise", True, 'promise: "True" is no text. Put it in quotes.'),
        ("data", {"a": 1}, "data: \"{'a': 1}\" is no text. Put it in quotes."),
        ("as_of", "20.11.2026", 'as_of: "20.11.2026" is no date. Write it as 2026-11-20.'),
        ("as_of", "2026-02-30", 'as_of: "2026-02-30" is no date. Write it as 2026-11-20.'),
        ("as_of", 2026, 'as_of: "2026" is no date. Write it as 2026-11-20.'),
        (
            "as_of",
            dt.date(9999, 12, 31),
            'as_of: "9999-12-31" is no day of a site. Write one from 1900-01-01 to 2199-12-31.',
        ),
        ("data", "da\0ta", 'data: "da\0ta" is no text. Put it in quotes.'),
        (1, "x", f"1: there is no such setting. Settings are: {KNOWN}."),
        ("audience", "board", 'audience: "board" is neither all nor leadership.'),
        ("sample", "maybe", 'sample: "maybe" is neither true nor false.'),
        ("fiscal_year_start", 13, "fiscal_year_start: 13 is no month. Write 1 to 12."),
        ("fiscal_year_start", 0, "fiscal_year_start: 0 is no month. Write 1 to 12."),
        ("fiscal_year_start", "July", 'fiscal_year_start: "July" is no whole number.'),
        ("fiscal_year_start", True, 'fiscal_year_start: "True" is no whole number.'),
        ("decimal_mark", ";", 'decimal_mark: ";" is no decimal mark. Write "." or ",".'),
        (
            "thousands_mark",
            ".",
            "thousands_mark: it is the same as decimal_mark. Change one of them.",
        ),
        ("currency_display", "sign", 'currency_display: "sign" is neither code nor symbol.'),
        ("cache", True, 'cache: "True" is no text. Put it in quotes.'),
        (
            "update_link",
            "https://files.test/",
            (
                'update_link: "https://files.test/" is no address pattern. Write a web '
                "address with {file} where the file's path goes, or {folder} where its folder "
                "goes."
            ),
        ),
        (
            "update_link",
            "javascript:x('{file}')",
            (
                "update_link: \"javascript:x('{file}')\" is no address pattern. Write a web "
                "address with {file} where the file's path goes, or {folder} where its folder "
                "goes."
            ),
        ),
        (
            "frame_ancestors",
            "intranet",
            (
                'frame_ancestors: "intranet" cannot be. Write none, self, or web '
                "addresses such as https://intranet.example.com, with a space between two."
            ),
        ),
        (
            "frame_ancestors",
            "none self",
            (
                'frame_ancestors: "none self" cannot be. Write none, self, or web '
                "addresses such as https://intranet.example.com, with a space between two."
            ),
        ),
        (
            "frame_ancestors",
            "https://a.test; x",
            (
                'frame_ancestors: "https://a.test; x" cannot be. Write none, self, or web '
                "addresses such as https://intranet.example.com, with a space between two."
            ),
        ),
        *(
            (
                "colour",
                given,
                (
                    f'colour: "{given or ""}" is no colour. Write six hexadecimal digits in '
                    'quotes, such as "#8a1538"; without quotes what follows # is a comment.'
                ),
            )
            for given in ("teal", "#fff", "#8a1538; x", None)
        ),
        (
            "thresholds",
            {"onpace": 1},
            f"thresholds.onpace: there is no such setting. Settings are: {KNOWN_THRESHOLDS}.",
        ),
        ("thresholds", {"on_pace": "high"}, 'thresholds.on_pace: "high" is no number.'),
        ("thresholds", {"sustained": 2.5}, 'thresholds.sustained: "2.5" is no whole number.'),
        (
            "thresholds",
            "strict",
            (
                'thresholds: "strict" is no list of thresholds. Write one of them on a line, '
                "such as on_pace: 0.95."
            ),
        ),
        (
            "thresholds",
            {"on_pace": 95},
            "thresholds.on_pace: 95 cannot be. Write a share from 0 to 1, such as 0.5.",
        ),
        (
            "thresholds",
            {"wrong_way_without_noise": 0.05},
            (
                "thresholds.wrong_way_without_noise: 0.05 cannot be. "
                "Write a share below 0, such as -0.05."
            ),
        ),
        (
            "thresholds",
            {"sustained": 0},
            "thresholds.sustained: 0 cannot be. Write a number of periods, 1 or more.",
        ),
        (
            "thresholds",
            {"off_pace": 0.97},
            "thresholds.off_pace: 0.97 is above on_pace, 0.95. Change one of them.",
        ),
    ],
)
def test_a_wrong_one_is_told_with_its_mend(option: str, given: object, message: str) -> None:
    assert messages({option: given}) == [message]


def test_all_faults_are_told_at_once() -> None:
    given = {"fiscal_year_start": "x", "sample": 3, "nope": 1, "thresholds": {"a": 1, "b": 2}}
    assert [message.partition(":")[0] for message in messages(given)] == [
        "fiscal_year_start", "sample", "nope", "thresholds.a", "thresholds.b",
    ]  # fmt: skip
    ruled = messages({"fiscal_year_start": 13, "decimal_mark": ";"})
    assert [message.partition(":")[0] for message in ruled] == ["fiscal_year_start", "decimal_mark"]


class TestInMkdocsYml:
    @pytest.mark.parametrize(
        ("text", "options"),
        [
            ("plugins:\n  - search\n  - cx:\n      company: A\n", {"company": "A"}),
            ("plugins:\n  cx:\n    company: A\n  search: {}\n", {"company": "A"}),
            ("plugins:\n  - cx\n", {}),
            ("plugins:\n  - cx:\n", {}),
            ("plugins:\n  - search\n", {}),
            ("plugins: []\n", {}),
            ("site_name: A\n", {}),
            ("", {}),
            ("- a list\n", {}),
            (
                (
                    "x: !!python/name:material.extensions.emoji.twemoji\ny: !ENV [A, b]\n"
                    "plugins:\n  - cx:\n      data: d\n"
                ),
                {"data": "d"},
            ),
        ],
    )
    def test_they_are_found_without_mkdocs(self, text: str, options: dict[str, object]) -> None:
        assert plugin_options(text) == options

    def test_what_is_no_yaml_is_told_with_its_line(self) -> None:
        with pytest.raises(SettingsError) as raised:
            plugin_options("site_name: A\nplugins:\n  - cx: [\n")
        assert raised.value.messages == ("it cannot be read as YAML on line 4. Mend that line.",)


def test_every_threshold_has_bounds() -> None:
    for item in fields(Thresholds):
        (message,) = messages({"thresholds": {item.name: -7}})
        assert message.startswith(f"thresholds.{item.name}: -7 cannot be. Write ")

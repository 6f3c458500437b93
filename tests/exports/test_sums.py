"""Whatever is done to an export: no traceback, and rows read are used, skipped or refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator.check.exports.measurement_tables import check_exports
from generator.check.references import SegmentNames, known_ids
from generator.model.tables import TABLES as ALL
from generator.model.tables import Metric
from generator.read.data_folder import read_folder
from tests.check.folder import check
from tests.exports.folder import FIXTURES, fixture, folder_with
from tests.exports.test_presets import (
    FORMS,
    GA4,
    HUBSPOT,
    JIRA,
    LEGACY,
    LIMESURVEY,
    LONG,
    POWER_BI,
    QUALTRICS,
    RESPONSES,
    SALESFORCE,
    SURVEYMONKEY,
    TABLEAU,
    TYPEFORM,
    WIDE,
    ZENDESK,
)

MAPPINGS = {
    "qualtrics": QUALTRICS,
    "qualtrics-legacy": LEGACY,
    "surveymonkey": SURVEYMONKEY,
    "typeform": TYPEFORM,
    "google-forms": FORMS,
    "hubspot-feedback": HUBSPOT,
    "jira": JIRA,
    "zendesk": ZENDESK.replace('"reply"', '"cases"').replace('"median"', '"count"'),
    "salesforce": SALESFORCE,
    "power-bi": POWER_BI,
    "limesurvey": LIMESURVEY,
    "ga4": GA4,
    "tableau-crosstab": TABLEAU,
    "long": LONG,
    "wide": WIDE,
    "responses": RESPONSES,
}
NAMES = sorted(path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*.csv"))
_FIGURES = '[exports.x]\nfiles = "file.csv"\nlayout = "long"\nmetric = "reply"\n'
#: What files of other shapes are, and how they are declared.
SHAPES = {
    "a date in parts": (
        f'{_FIGURES}year = "Year"\nmonth = "Month"\nvalue = "Value"\nshort_rows = "fill"\n',
        "Year,Month,Value\n2026,9,10\n2026,October,11\n2026,11,12\n",
    ),
    "headers that name segments": (
        f'{_FIGURES}date = "Month"\nvalue = "{{segment}}"\nn = "n {{segment}}"\n',
        "Month,North,n North,South,n South\n2026-09,1,2,3,4\n2026-10,5,6,7,8\n,,,,\n",
    ),
    "values that are added": (
        f'{_FIGURES}date = "Day"\nperiod = "month"\nvalue = "Value"\naggregate = "sum"\n',
        "Day,Value\n2026-09-01,10\n2026-09-01,10\n2026-09-02,\n2026-10-01,5\n",
    ),
    "the highest of some values": (
        f'{_FIGURES}date = "Day"\nperiod = "month"\nvalue = "Value"\naggregate = "max"\n',
        "Day,Value\n2026-09-01,10\n2026-09-01,10\n2026-09-02,3\n2026-10-01,5\n",
    ),
    "months in headers that are added": (
        '[exports.x]\nfiles = "file.csv"\nlayout = "wide"\nmetric = "reply"\naggregate = "sum"\n',
        "Team,Sep 2026,Oct 2026\nA,1,2\nA,1,2\nB,3,4\n",
    ),
    "the time between two dates": (
        (
            '[exports.x]\nfiles = "file.csv"\ntimezone = "Europe/Berlin"\ndate = "Closed"\n'
            'period = "month"\nmetric = "median-days"\ncalculation = "median"\n'
            'elapsed = { opened = "Opened", closed = "Closed", unit = "hours", negative = "skip", '
            'hours = "Mon-Fri 9:00-17:00" }\n'
        ),
        (
            "Opened,Closed\n2026-09-01 09:00,2026-09-02 10:00\n2026-09-01 09:00,\n"
            "2026-09-03 09:00,2026-09-02 10:00\n2026-09-04 09:00,2026-09-07 12:00\n"
        ),
    ),
}
EVIL = [
    b'"',
    b",",
    b";",
    b"\n",
    b"\r",
    b"\x00",
    b"\xff",
    b"=1+1",
    b"\xe2\x80\xae",
    b"1,2",
    b"#",
    b"",
]


def mutated(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    for _ in range(chance.randint(1, 4)):
        kind = chance.randrange(5)
        at = chance.randrange(len(lines)) if lines else 0
        if kind == 0 and lines:
            del lines[at]
        elif kind == 1 and lines:
            lines.insert(chance.randrange(len(lines)), lines[at])
        elif kind == 2 and lines:
            spot = chance.randrange(len(lines[at]) + 1)
            lines[at] = lines[at][:spot] + chance.choice(EVIL) + lines[at][spot + 1 :]
        elif kind == 3 and lines:
            lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)] + b"\n"
        else:
            lines.append(chance.choice([b"Total,,,\n", b"\n", b",,,,\n", b"Confidential\n"]))
    return b"".join(lines)


@pytest.mark.parametrize("name", NAMES)
def test_mutated_exports_never_lose_a_row(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)  # noqa: S311 -- nothing secret
    content = fixture(name)
    toml = MAPPINGS[name.partition("/")[0]]
    for number in range(12):
        folder = folder_with(tmp_path / str(number), toml, {name: mutated(content, chance)})
        outcome = check(folder)
        assert outcome.dataset is not None or outcome.messages
        if outcome.dataset is not None:
            for source in outcome.dataset.sources:
                skipped = sum(count for _, count in source.skipped)
                assert source.rows_read == source.rows_used + skipped
                assert source.rows_used >= 0
        assert_sums(folder)


@pytest.mark.parametrize("name", SHAPES)
def test_mutated_shapes_never_lose_a_row(name: str, tmp_path: Path) -> None:
    chance = random.Random(name)  # noqa: S311 -- nothing secret
    toml, text = SHAPES[name]
    whole = check(folder_with(tmp_path / "whole", toml, {"file.csv": text}))
    assert whole.dataset is not None, whole.messages
    assert_sums(tmp_path / "whole")
    for number in range(25):
        content = mutated(text.encode(), chance)
        folder = folder_with(tmp_path / str(number), toml, {"file.csv": content})
        outcome = check(folder)
        assert outcome.dataset is not None or outcome.messages
        assert_sums(folder)


def assert_sums(folder: Path) -> None:
    """The groups that are in use are what is neither skipped nor refused."""
    raw = read_folder(folder, ALL)
    for export in raw.exports.exports:
        groups = export.groups
        used = sum(groups.counts)
        assert groups.rows_read == used + groups.skipped.total() + groups.refused
    known = known_ids(ALL, raw.tables, 1)
    metrics: dict[str, Metric] = {}
    tables, _ = check_exports(raw.exports, metrics, SegmentNames(()), known)
    for table in tables:
        assert table.rows_read == table.rows_used + sum(table.skipped.values()) + table.refused
        assert table.rows_used >= 0

"""Whatever a built company publishes, in all editions together, nobody works out a small group.

The reader takes the figures from the pages, the downloads, the JSON, the data of the charts and
the editions. A second reader compares the bytes: of two companies that differ in what is withheld,
everything that is published is the same.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from generator.build import Site
from generator.measure import suppression
from generator.model.dataset import Dataset
from generator.model.vocabulary import Bound
from tests.measure.attacker import breaches, given_away
from tests.measure.published_companies import COMPANIES, LEAST, ONE_MIND, Company
from tests.measure.published_reader import files_of, together

#: To build all takes a minute.
QUICK = (
    "listed segments are less than the whole",
    "a quarter and its months",
    "an open period, then it has ended",
    "a raw export of answers",
    "of one mind: all, or all but one",
    "of one mind, beside a small group",
)


def each(companies: list[Company]) -> pytest.MarkDecorator:
    """A test of each company; some in the fast suite."""
    return pytest.mark.parametrize(
        "company",
        [
            pytest.param(one, id=one.name, marks=() if one.name in QUICK else pytest.mark.slow)
            for one in companies
        ],
    )


def recovered(company: Company, made: list[Site]) -> list[str]:
    """What a reader of all editions works out, and where the figures stand."""
    readings = company.read(made)
    found = []
    for edition in range(len(made)):
        own = company.figures(edition)
        same = [
            place for place in range(len(made)) if company.figures(place) == own or place == edition
        ]
        seen = together([readings[place] for place in same])
        known = company.known(edition, seen)
        places = {str(cell): [*where] for cell, where in seen.figures.items()}
        found += [
            f"{each}; {places.get(each.split(' is ')[0], '')}"
            for each in [*breaches(known, LEAST, company.wholes(known)), *given_away(known)]
        ]
    return found


@each(COMPANIES)
def test_nobody_works_out_a_small_group(company: Company, tmp_path: Path) -> None:
    assert recovered(company, company.publish(tmp_path)) == []


@each(COMPANIES)
def test_nothing_published_depends_on_what_is_withheld(company: Company, tmp_path: Path) -> None:
    if not company.other:
        pytest.skip("what changes has been published")
    one = [files_of(made) for made in company.publish(tmp_path / "one")]
    other = [files_of(made) for made in company.publish(tmp_path / "other", other=True)]
    for mine, theirs in zip(one, other, strict=True):
        assert [name for name in mine.keys() | theirs if mine.get(name) != theirs.get(name)] == []


@each([one for one in COMPANIES if one.has_small])
def test_without_shields_the_same_reader_works_it_out(
    company: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    naive = only_the_small if company.sums else nothing
    monkeypatch.setattr(suppression, "_suppressed", lambda data: (naive(data), {}))
    assert recovered(company, company.publish(tmp_path)) != []


@each(ONE_MIND)
def test_a_bound_is_told_wherever_a_figure_would_be(company: Company, tmp_path: Path) -> None:
    """And nowhere a count, or a point in a chart."""
    for reading in company.read(company.publish(tmp_path)):
        ((cell, places),) = reading.told.items()
        assert cell not in reading.figures
        assert {*places.values()} == {Bound.UNDER if "nobody" in company.name else Bound.OVER}
        assert {"downloads/m.csv", "edition/provenance.json"} <= places.keys()
        assert ("metrics/m.md" in places) == reading.is_newest(cell)


def test_without_shields_a_bound_says_that_all_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = ONE_MIND[0]
    monkeypatch.setattr(suppression, "_suppressed", only_the_alike)
    assert recovered(company, company.publish(tmp_path)) == [
        "('m', '2026-09-30', 'c') is over-95, and 1 cannot be the few; "
    ]


def test_a_baseline_says_no_withheld_figure(tmp_path: Path) -> None:
    (company,) = [one for one in COMPANIES if one.name.startswith("a baseline")]
    (made,) = company.publish(tmp_path)
    assert [name for name, text in files_of(made).items() if "14.2" in text or "14.3" in text] == []


def test_few_more_answers_of_colleagues_wait_for_the_release(tmp_path: Path) -> None:
    (company,) = [one for one in COMPANIES if one.name.startswith("colleagues")]
    first, second = company.read(company.publish(tmp_path))
    assert first.figures.keys() == second.figures.keys()
    assert first.figures == second.figures


def test_the_reader_looks_everywhere(tmp_path: Path) -> None:
    (company,) = [one for one in COMPANIES if one.name.startswith("pooled")]
    (reading,) = company.read(company.publish(tmp_path))
    assert sorted(reading.figures["m", "2026-09-30", "a"]) == [
        "assets/charts/m.segments.json",
        "downloads/m.csv",
        "edition/measurements/published.csv",
        "json/metrics/m.json",
        "metrics/m.md",
    ]
    assert {"30", "60"} < reading.figures["m", "2026-09-30", "a"]["downloads/m.csv"]


def only_the_small(dataset: Dataset) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """What a naive product withholds."""
    frame = dataset.measurements
    if dataset.withheld is not None:
        return frame["value"].isna().to_numpy()
    return (frame["n"] < LEAST).to_numpy()


def only_the_alike(
    dataset: Dataset,
) -> tuple[np.ndarray[tuple[int], np.dtype[np.bool_]], dict[int, Bound]]:
    """What a product tells as a bound that does not add up."""
    frame = dataset.measurements
    alike = (frame["n"] == frame["numerator"]).to_numpy()
    return alike, {int(row): Bound.OVER for row in np.flatnonzero(alike)}


def nothing(dataset: Dataset) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """What a product withholds that does not care."""
    return np.zeros(len(dataset.measurements), dtype=np.bool_)

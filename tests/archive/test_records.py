"""What an edition keeps of its outlooks: chances, and every period ahead up to the due date."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from generator.archive.edition_files import read_edition
from generator.measure.changes.compare import comparable_history
from generator.model.edition import EditionHistory
from tests.archive.kept import kept
from tests.changes.company import files, site

#: Fifteen months to March 2026, up and down around 50.
VALUES = [49, 52, 50, 47, 51, 53, 48, 50, 52, 49, 51, 50, 47, 52, 50]


def company(due: str = "2026-06-30") -> dict[str, str | bytes]:
    rows = [
        f"solved,{2025 + place // 12}-{place % 12 + 1:02d},{value}"
        for place, value in enumerate(VALUES)
    ]
    goal = {"target": "52", "baseline": "40", "baseline_date": "2024-12-31", "due": due}
    table = "\n".join(["metric,date,value", *rows]) + "\n"
    return files(goal=goal) | {"measurements/m.csv": table}


def test_every_period_up_to_the_due_date(tmp_path: Path) -> None:
    made = site(tmp_path, company(), "2026-04-20")
    edition = read_edition(kept(made))
    outlook = made.context.report.assessments["solved-60"].outlook
    ahead = edition.outlooks["solved", ""]
    assert [one.last for one in ahead] == [
        dt.date(2026, 4, 30),
        dt.date(2026, 5, 31),
        dt.date(2026, 6, 30),
    ]
    assert ahead[-1].mean == outlook.mean
    assert (ahead[-1].low_80, ahead[-1].high_80) == outlook.band_80
    assert (ahead[-1].low_95, ahead[-1].high_95) == outlook.band_95
    published = edition.assessments["solved-60"]
    assert (published.chance, published.period) == (outlook.chance, dt.date(2026, 6, 30))
    assert outlook.chance is not None


def test_without_an_outlook_nothing_is_kept(tmp_path: Path) -> None:
    edition = read_edition(kept(site(tmp_path, company("2026-02-28"), "2026-04-20")))
    published = edition.assessments["solved-60"]
    assert (published.chance, published.period) == (None, None)
    assert edition.outlooks == {}


def test_nothing_withheld_is_kept_on(tmp_path: Path) -> None:
    """What rests on figures that are withheld now leaves the earlier edition as well."""
    made = site(tmp_path, company(), "2026-04-20")
    edition = read_edition(kept(made))
    assert ("solved", "") in edition.outlooks
    dataset = made.context.report.dataset
    frame = dataset.measurements.copy()
    frame.loc[frame.index[-1], "value"] = float("nan")
    now = replace(dataset, measurements=frame, withheld={("solved", ""): 1})
    previous = comparable_history(EditionHistory(previous=edition), now).previous
    assert previous is not None
    assert (previous.outlooks, previous.starts) == ({}, {})
    published = previous.assessments["solved-60"]
    assert (published.status, published.chance) == (edition.assessments["solved-60"].status, None)


def test_an_open_period_of_peoples_answers_has_no_figure(tmp_path: Path) -> None:
    """97 answers so far: the page and the edition say at least 90, and nothing else of them."""
    rows = [f"solved,2026-0{month},{50 + month},{month * 40 + 17}" for month in range(1, 3)]
    table = "\n".join(["metric,date,value,n", *rows]) + "\n"
    made = site(
        tmp_path, files(metric={"min_n": "10"}) | {"measurements/m.csv": table}, "2026-02-20"
    )
    page = next(one for one in made.pages if one.src_uri == "metrics/solved.md")
    assert "At least 90 answers so far" in page.markdown.replace("\N{NO-BREAK SPACE}", " ")
    edition = read_edition(kept(made))
    assert edition.dataset.so_far == {("solved", ""): 90}
    assert edition.dataset.measurements["n"].dropna().tolist() == [57.0]

"""Roles are cells that readers see as titles; commentary is found by what it is about."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.model.schema import Subject
from generator.model.tables import Commentary, Department, Handoff, Initiative, Maturity, Metric
from generator.model.vocabulary import Phase
from tests.check.cases.commentary import PEOPLE, led_by
from tests.check.folder import check_changed


def test_a_role_is_its_title_however_it_was_written(tmp_path: Path) -> None:
    changes = {
        "people.csv": f"{PEOPLE}head-legal,Head of Legal\n",
        **led_by("HEAD-support", "head of  sales"),
        "handoffs.csv": (
            "handoff,name,provider,receiver,owner\ndeal,Deal,sales,support,Head of Legal\n"
        ),
    }
    dataset = check_changed(tmp_path, changes).sound
    leads = [department.lead for department in dataset.rows(Department)]
    assert leads == ["Head of Support", "Head of Sales"]
    assert [handoff.owner for handoff in dataset.rows(Handoff)] == ["Head of Legal"]
    assert [dataset.roles()[str(lead)].person for lead in leads] == ["head-support", "head-sales"]


def test_without_people_a_role_is_what_was_written(tmp_path: Path) -> None:
    dataset = check_changed(tmp_path, led_by("HEAD-support", "Kim & Lee")).sound
    assert [row.lead for row in dataset.rows(Department)] == ["HEAD-support", "Kim & Lee"]
    assert dataset.roles() == {}


def test_an_export_may_be_owned_by_nobody_on_the_list(tmp_path: Path) -> None:
    dataset = check_changed(tmp_path, {"people.csv": PEOPLE}).sound
    assert {metric.owner for metric in dataset.rows(Metric)} == {None}


def test_the_newest_comment_comes_first_and_of_one_day_the_last(tmp_path: Path) -> None:
    rows = (
        "2026-11-02,nps,comment,second",
        "2026-11-03,nps,comment,third",
        "2026-10-02,nps,comment,first",
        "2026-11-03,nps,comment,fourth",
        "2026-11-03,nps,comment,fourth",
        "2026-11-04,department: Support,comment,other",
    )
    table = "\n".join(("date,about,kind,text", *rows)) + "\n"
    outcome = check_changed(tmp_path, {"commentary.csv": table})
    said = outcome.sound.commentary_by_subject()
    about_nps = said[Subject(kind="metric", key="nps")]
    assert [comment.text for comment in about_nps] == ["fourth", "third", "second", "first"]
    assert [comment.text for comment in said[Subject(kind="department", key="support")]] == [
        "other"
    ]
    (source,) = (s for s in outcome.sound.sources if s.file == "commentary.csv")
    assert (source.rows_read, source.rows_used) == (6, 5)


def test_words_of_customers_that_nobody_cleared_are_counted_and_gone(tmp_path: Path) -> None:
    table = (
        "date,about,kind,text,cleared_by\n"
        "2026-11-02,nps,customer-words,Call Tom Brown.,\n"
        "2026-11-02,nps,customer-words,They listened.,Data Protection Officer\n"
    )
    dataset = check_changed(tmp_path, {"commentary.csv": table}).sound
    assert [comment.text for comment in dataset.rows(Commentary)] == ["They listened."]
    (source,) = (s for s in dataset.sources if s.file == "commentary.csv")
    assert (source.rows_read, source.rows_used) == (2, 1)
    assert source.skipped == (("not cleared (words of customers)", 1),)
    assert "Brown" not in repr((dataset.tables, dataset.warnings))


def test_an_initiative_is_read_as_it_is_typed(tmp_path: Path) -> None:
    table = (
        "initiative,name,department,phase,start,end,cost,currency\n"
        'desk,A desk,sales,Learn fast,2026-04,2026-06,"180,000.50",eur\n'
    )
    (row,) = check_changed(tmp_path, {"initiatives.csv": table}).sound.rows(Initiative)
    assert (row.phase, row.cost, row.currency) == (Phase.LEARN_FAST, 180000.5, "EUR")
    assert (row.start, row.end) == (dt.date(2026, 4, 1), dt.date(2026, 6, 30))


def test_a_competency_has_its_first_spelling(tmp_path: Path) -> None:
    table = "competency,date,level\nListening,2026-06-30,2\nLISTENING,2026-09-30,2.5\n"
    dataset = check_changed(tmp_path, {"maturity.csv": table}).sound
    assert [(row.competency, row.level) for row in dataset.rows(Maturity)] == [
        ("Listening", 2),
        ("Listening", 2.5),
    ]

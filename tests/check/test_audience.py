"""A build for everybody holds nothing of what only leadership may read."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.dataset import Dataset
from generator.model.schema import Subject
from generator.model.settings import Settings
from generator.model.tables import (
    Commentary,
    Event,
    Goal,
    Handoff,
    Initiative,
    Metric,
    Milestone,
    Objective,
    Touchpoint,
)
from generator.model.vocabulary import Audience
from tests.check.folder import Content, check_changed

FILES: dict[str, Content] = {
    "metrics.csv": (
        "metric,name,department,better,calculation,cadence,owner,audience\n"
        "nps,Would recommend,support,higher,nps,monthly,Head of Support,\n"
        "margin,Margin a seat,sales,higher,,monthly,Chief Secret Officer,leadership\n"
        "csat,Satisfied,support,higher,share,monthly,Chief Secrt Officer,all\n"
        "cost,Cost to serve,sales,lower,,monthly,,leadership\n"
    ),
    "objectives.csv": "objective,name,outcome_metric\nearn,We earn our keep,margin\n",
    "goals.csv": (
        "goal,department,metric,rule,target,segment,baseline,baseline_date,guardrails,replaces,"
        "audience\n"
        "liked,support,nps,reach,45,,36,2026-10-31,margin;csat,,\n"
        "happy,support,csat,reach,90,small,79,2026-10-31,,sold,\n"
        "richer,sales,margin,reach,12,,8,2026-10-31,nps,,\n"
        "sold,support,nps,reach,48,,30,2026-10-31,,,leadership\n"
    ),
    "milestones.csv": "goal,date,expected\nricher,2026-12-31,9\nliked,2026-12-31,38\n",
    "events.csv": "date,title,metric\n2026-06-01,New prices,margin\n2026-07-01,New wording,nps\n",
    "initiatives.csv": (
        "initiative,name,department,goals\n"
        "desk,A desk,support,liked; richer\n"
        "prices,Dearer seats,sales,richer; sold\n"
        "ideas,A box for ideas,sales,\n"
    ),
    "touchpoints.csv": (
        "touchpoint,name,stage,metrics\n"
        "offer,The offer,before,margin; nps\n"
        "bill,The bill,after,cost\n"
    ),
    "handoffs.csv": (
        "handoff,name,provider,receiver,promise,metric,provider_metric,receiver_metric\n"
        "deal,Signed deal,sales,support,All is written down,margin,cost,nps\n"
    ),
    "commentary.csv": (
        "date,about,kind,text\n"
        "2026-11-01,liked,comment,Seen by all\n"
        "2026-11-01,richer,comment,Unseen: gold\n"
        "2026-11-02,metric:margin,comment,Unseen: silver\n"
        "2026-11-02,prices,decision-taken,Unseen: bronze\n"
        "2026-11-03,desk,comment,Seen too\n"
    ),
    "measurements/values.csv": (
        "metric,date,value,segment,n\nnps,2026-09,38,,\nnps,2026-10,36,,\ncsat,2026-10,80,,\n"
        "csat,2026-10,79,small,40\nmargin,2026-11,9,,\n"
    ),
    "measurements/board.csv": (
        "metric,date,value,segment,hidden\nmargin,2026-08,7,,x\nmargin,2026-10,9,Key accounts,x\n"
    ),
}


@pytest.fixture
def public(tmp_path: Path) -> Dataset:
    return check_changed(tmp_path, FILES).sound


@pytest.fixture
def private(tmp_path: Path) -> Dataset:
    return check_changed(tmp_path, FILES, Settings(audience=Audience.LEADERSHIP)).sound


def test_leadership_reads_everything(private: Dataset) -> None:
    assert [*private.by_id(Metric)] == ["nps", "margin", "csat", "cost"]
    assert [*private.by_id(Goal)] == ["liked", "happy", "richer", "sold"]
    assert "Key accounts" in private.segments
    assert "measurements/board.csv" in {source.file for source in private.sources}


def test_rows_for_leadership_are_gone_with_all_that_needs_them(public: Dataset) -> None:
    assert [*public.by_id(Metric)] == ["nps", "csat"]
    assert [*public.by_id(Goal)] == ["liked", "happy"]
    assert [milestone.goal for milestone in public.rows(Milestone)] == ["liked"]
    assert [event.title for event in public.rows(Event)] == ["New wording"]
    assert set(public.measurements["metric"]) == {"nps", "csat"}
    assert set(public.cadences) == {"nps", "csat"}


def test_what_can_stand_without_them_loses_their_names(public: Dataset) -> None:
    assert public.by_id(Goal)["liked"].guardrails == ("csat",)
    assert public.by_id(Goal)["happy"].replaces is None
    assert public.by_id(Objective)["earn"].outcome_metric is None


def test_an_initiative_goes_with_the_last_of_its_goals(public: Dataset, private: Dataset) -> None:
    assert [*private.by_id(Initiative)] == ["desk", "prices", "ideas"]
    assert {key: row.goals for key, row in public.by_id(Initiative).items()} == {
        "desk": ("liked",),
        "ideas": (),
    }


def test_touchpoints_and_handoffs_stand_without_their_metrics(public: Dataset) -> None:
    touchpoints = public.by_id(Touchpoint)
    assert (touchpoints["offer"].metrics, touchpoints["bill"].metrics) == (("nps",), ())
    (deal,) = public.rows(Handoff)
    assert (deal.metric, deal.provider_metric, deal.receiver_metric) == (None, None, "nps")


def test_commentary_goes_with_what_it_is_about(public: Dataset, private: Dataset) -> None:
    assert len(private.rows(Commentary)) == 5
    assert {str(subject) for subject in public.commentary_by_subject()} == {
        "goal:liked",
        "initiative:desk",
    }
    assert Subject(kind="metric", key="margin") in private.commentary_by_subject()
    (source,) = (s for s in public.sources if s.file == "commentary.csv")
    assert (source.rows_read, source.rows_used) == (2, 2)


def test_segments_and_files_of_theirs_are_gone(public: Dataset) -> None:
    assert set(public.segments) == {"small"}
    assert "measurements/board.csv" not in {source.file for source in public.sources}


def test_files_that_hold_both_count_only_what_is_left(public: Dataset) -> None:
    found = {s.file: (s.rows_read, s.rows_used, str(s.last)) for s in public.sources}
    assert found["measurements/values.csv"] == (4, 4, "2026-10-31")
    assert found["metrics.csv"][:2] == (2, 2)
    assert found["goals.csv"][:2] == (2, 2)


def test_warnings_betray_nothing(private: Dataset, public: Dataset) -> None:
    told = [str(problem) for problem in private.warnings]
    assert any('baseline of "sold"' in message for message in told)
    assert any("Secret" in message for message in told)
    assert any("board.csv" in message for message in told)
    assert any('"cost" has no measurement' in message for message in told)
    assert public.warnings == ()


def test_no_word_of_theirs_is_left_anywhere(public: Dataset) -> None:
    everything = "\n".join(
        [
            repr(public.tables),
            public.measurements.to_csv(),
            repr(public.segments),
            repr(public.sources),
            repr(public.warnings),
            repr(public.cadences),
        ]
    )
    for word in (
        "margin",
        "richer",
        "sold",
        "Secret",
        "Key accounts",
        "board.csv",
        "New prices",
        "Dearer",
        "Unseen",
    ):
        assert word not in everything


def test_a_figure_for_leadership_does_not_move_the_day_of_the_site(tmp_path: Path) -> None:
    assert str(check_changed(tmp_path, FILES, as_of=None).sound.as_of.day) == "2026-10-31"


def test_a_goal_keeps_the_segment_that_nobody_measures(tmp_path: Path) -> None:
    header, *_ = str(FILES["goals.csv"]).splitlines()
    goals = f"{header}\nhappy,support,csat,reach,90,tiny,,,,,\n"
    without = dict.fromkeys(("milestones.csv", "initiatives.csv", "commentary.csv"))
    dataset = check_changed(tmp_path, {**FILES, "goals.csv": goals, **without}).sound
    assert dataset.by_id(Goal)["happy"].segment in dataset.segments

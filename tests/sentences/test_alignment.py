"""What is said of alignment, word for word, under its title."""

from __future__ import annotations

from typing import Any

import pytest

from generator.measure.alignment import Alignment, Finding, align
from generator.measure.alignment.gaps import GapKind
from generator.measure.alignment.trade_offs import TradeOff, TradeOffs
from generator.measure.report import Report
from generator.model.schema import Row
from generator.model.settings import Settings
from generator.model.tables import Department, Objective
from generator.model.vocabulary import Better, Cadence, Rule, Stage
from generator.sentences.alignment import (
    finding_sentence,
    finding_title,
    gaps_counted,
    trade_offs_sentence,
)
from generator.sentences.numbers import NBSP, Formats, formats_of
from tests.measure.build import PLACE, goal, metric, periods
from tests.measure.company import (
    CALM,
    EASY,
    LEGAL,
    RISEN,
    SERVICE,
    clauses,
    comment,
    handoff,
    holds,
    initiative,
    reported,
    touchpoint,
    waiting,
)

TWO = (SERVICE, LEGAL, clauses(), waiting())
GUARDED = holds(guardrails=("waiting",))


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def formats(report: Report) -> Formats:
    return formats_of(Settings(), report.series)


def said(report: Report, finding: Finding) -> tuple[str, str]:
    words = formats(report)
    return (
        plain(finding_title(finding, report, words)),
        plain(finding_sentence(finding, report, words)),
    )


def first(*tables: Row, clauses: Any = CALM, waiting: Any = RISEN) -> tuple[str, str]:
    """Title and sentence of what is most important."""
    report = reported((*TWO, *tables), {"clauses": clauses, "waiting": waiting})
    return said(report, align(report).findings[0])


class TestGuardrails:
    @pytest.mark.parametrize(
        ("goals", "waits", "sentence"),
        [
            (
                [GUARDED],
                RISEN,
                (
                    "Legal's goal holds. Its guardrail “Days of waiting” has worsened "
                    "since April 2026."
                ),
            ),
            (
                [GUARDED, holds("waiting", 30.0)],
                CALM,
                (
                    "Legal's goal holds. Its guardrail “Days of waiting” does not keep its own "
                    "goal, ≤ 30 days."
                ),
            ),
            (
                [GUARDED, holds("waiting", 30.0), holds("waiting", 35.0, goal="w-35")],
                CALM,
                (
                    "Legal's goal holds. Its guardrail “Days of waiting” does not keep its own "
                    "goals, ≤ 30 days and ≤ 35 days."
                ),
            ),
            (
                [
                    holds(guardrails=("waiting",), due="2026-10-31"),
                    holds("waiting", 30.0, owner="General Counsel"),
                ],
                RISEN,
                (
                    "Legal's goal was kept. Its guardrail “Days of waiting” has worsened "
                    "since April 2026 and does not keep its own goal, ≤ 30 days. General "
                    "Counsel answers for both."
                ),
            ),
        ],
    )
    def test_say_what_is_harmed_and_since_when(
        self, goals: list[Row], waits: Any, sentence: str
    ) -> None:
        title, text = first(*goals, waiting=waits)
        assert title.startswith("Changed clauses: ≤ 60")
        assert text == sentence

    @pytest.mark.parametrize(
        ("given", "stands"),
        [
            ({"due": "2026-10-31"}, "is met"),
            ({"due": "2026-12-31"}, "is already reached"),
            ({"due": "2029-12-31", "target": 30.0}, "is on pace"),
        ],
    )
    def test_say_how_the_goal_stands(self, given: dict[str, Any], stands: str) -> None:
        reach = {
            "goal": "clauses-45",
            "metric": "clauses",
            "department": "legal",
            "target": 45.0,
            "baseline": 50.0,
            "baseline_date": "2025-12-31",
            "guardrails": ("waiting",),
        }
        _, text = first(goal(**reach | given))
        assert text.startswith(f"Legal's goal {stands}. Its guardrail ")


class TestHandoffs:
    @pytest.mark.parametrize(
        ("tables", "sentence"),
        [
            (
                [handoff()],
                (
                    "Legal does well by “Changed clauses”, its own metric. For Service, “Days of "
                    "waiting” has worsened since April 2026."
                ),
            ),
            (
                [handoff(metric="waiting"), holds("waiting", 30.0, due="2026-12-31")],
                (
                    "Legal does well by “Changed clauses”, its own metric. The promise, “Days of "
                    "waiting”, has worsened since April 2026 and has a goal that needs a "
                    "decision (≤ 30 days until 31 December 2026)."
                ),
            ),
        ],
    )
    def test_say_what_the_provider_and_the_receiver_have(
        self, tables: list[Row], sentence: str
    ) -> None:
        assert first(*tables) == ("Contract to service", sentence)


class TestOppositions:
    @staticmethod
    def first(of: Any, *goals: Any) -> tuple[str, str]:
        report = reported((SERVICE, LEGAL, of, *goals), {of.metric: CALM})
        return said(report, align(report).conflicting_targets[0])

    def test_one_asks_for_more_and_the_other_for_less(self) -> None:
        more = goal(target=60.0, baseline=40.0, due="2027-06-30")
        less = goal(goal="less", department="legal", target=20.0, baseline=40.0, due="2027-03-31")
        assert self.first(metric(better=Better.NEITHER), more, less) == (
            "Speed",
            (
                "One goal asks for more of it, the other for less: that of Legal is ≤ 20 by "
                "31 March 2027, that of Service ≥ 60 by 30 June 2027."
            ),
        )

    def test_no_value_fulfils_both_of_one_owner(self) -> None:
        stay = goal(
            goal="stay", rule=Rule.RANGE, target=30.0, target_high=45.0, owner="Head of Service"
        )
        high = holds("speed", 50.0, owner="Head of Service")
        assert self.first(metric(), high, stay) == (
            "Speed",
            (
                "No value fulfils both goals on it: one is ≥ 50, the other 30–45. "
                "Head of Service answers for both."
            ),
        )


class TestGaps:
    @pytest.mark.parametrize(
        ("kind", "tables", "title", "sentence"),
        [
            (
                GapKind.COMMITMENT_ALONE,
                [holds()],
                "Service",
                "Its commitment to customers has no goal: it has no open goal.",
            ),
            (
                GapKind.COMMITMENT_ALONE,
                [holds(department="service")],
                "Service",
                (
                    "Its commitment to customers has no goal: its one open goal does not measure "
                    "what customers, or the colleagues it serves, experience."
                ),
            ),
            (
                GapKind.COMMITMENT_ALONE,
                [holds(department="service"), holds(department="service", goal="second")],
                "Service",
                (
                    "Its commitment to customers has no goal: none of its 2 measures what "
                    "customers, or the colleagues it serves, experience."
                ),
            ),
            (
                GapKind.TOUCHPOINT_WITHOUT_OWNER,
                [touchpoint("bill", Stage.AFTER)],
                "Bill",
                "No department owns this touchpoint of the stage After.",
            ),
            (
                GapKind.STAGE_UNMEASURED,
                [touchpoint("bill", Stage.BEFORE)],
                "Before",
                "Nothing measures this stage: its one touchpoint has no metric.",
            ),
            (
                GapKind.STAGE_UNMEASURED,
                [touchpoint("offer", Stage.BEFORE), touchpoint("visit", Stage.BEFORE)],
                "Before",
                "Nothing measures this stage: none of its 2 touchpoints has a metric.",
            ),
            (
                GapKind.STAGE_UNMEASURED,
                [touchpoint("bill", Stage.AFTER)],
                "Before",
                "No touchpoint of this stage is named, so nothing measures it.",
            ),
            (
                GapKind.OBJECTIVE_WITHOUT_GOAL,
                [EASY, holds()],
                "Easy to reach",
                "No open goal serves this objective.",
            ),
            (
                GapKind.NO_BACK_OFFICE,
                [EASY, holds("waiting", objective="easy")],
                "Easy to reach",
                ("No department that serves only colleagues has a goal for this objective."),
            ),
            (
                GapKind.CARRIED_ALONE,
                [EASY, holds(objective="easy"), holds(objective="easy", goal="second")],
                "Easy to reach",
                "Carried by Legal alone, with 2 open goals.",
            ),
            (
                GapKind.UNANSWERED,
                [holds(target=30.0), initiative("other"), comment(about=None)],
                "Changed clauses: ≤ 30",
                "This goal of Legal needs a decision and has no initiative and no comment.",
            ),
            (
                GapKind.UNANSWERED,
                [holds(target=30.0), initiative("other")],
                "Changed clauses: ≤ 30",
                "This goal of Legal needs a decision and has no initiative.",
            ),
            (
                GapKind.NOTHING_SHARED,
                [EASY, holds("waiting", objective="easy")],
                "Legal",
                "It has no open goal, and so none on a shared objective.",
            ),
            (
                GapKind.NOTHING_SHARED,
                [EASY, holds(), holds("waiting", objective="easy")],
                "Legal",
                "Its one open goal serves no shared objective.",
            ),
            (
                GapKind.NOTHING_SHARED,
                [EASY, holds(), holds(goal="second"), holds("waiting", objective="easy")],
                "Legal",
                "None of its 2 open goals serves a shared objective.",
            ),
            (
                GapKind.SILOED,
                [EASY, holds()],
                "Changed clauses: ≤ 60",
                "This goal of Legal serves no shared objective.",
            ),
            (
                GapKind.INITIATIVE_WITHOUT_GOAL,
                [initiative()],
                "A second desk",
                "This initiative of Service serves no open goal.",
            ),
            (
                GapKind.GOAL_WITHOUT_OWNER,
                [holds(owner=None)],
                "Changed clauses: ≤ 60",
                "This goal of Legal has no owner.",
            ),
            (
                GapKind.METRIC_WITHOUT_OWNER,
                [metric(owner=None)],
                "Speed",
                "This metric of Service has no owner.",
            ),
        ],
    )
    def test_say_what_is_missing(
        self, kind: GapKind, tables: list[Row], title: str, sentence: str
    ) -> None:
        report = reported((*TWO, *tables), {"clauses": CALM, "waiting": CALM})
        assert said(report, align(report).of_kind(kind)[0]) == (title, sentence)

    @pytest.mark.parametrize(
        ("kind", "one", "several"),
        [
            (
                GapKind.CARRIED_ALONE,
                "1 objective is carried by one department",
                "3 objectives are carried by one department",
            ),
            (
                GapKind.UNANSWERED,
                "1 goal needs a decision and has no initiative",
                "3 goals need a decision and have no initiative",
            ),
            (GapKind.METRIC_WITHOUT_OWNER, "1 metric has no owner", "3 metrics have no owner"),
        ],
    )
    def test_are_counted_by_kind(self, kind: GapKind, one: str, several: str) -> None:
        report = reported((*TWO, initiative()))
        assert plain(gaps_counted(kind, 1, report)) == one
        assert plain(gaps_counted(kind, 3, report)) == several

    def test_of_owners_who_are_never_named_are_told_as_that(self) -> None:
        report = reported((*TWO, holds(), holds("waiting")))
        metrics = gaps_counted(GapKind.METRIC_WITHOUT_OWNER, 2, report)
        goals = gaps_counted(GapKind.GOAL_WITHOUT_OWNER, 2, report)
        assert plain(metrics) == "None of the 2 metrics names an owner"
        assert plain(goals) == "None of the 2 open goals names an owner"


def a_tension(report: Report) -> TradeOff:
    span = periods("2021-11-01", 60, Cadence.MONTHLY)
    return TradeOff(
        metric=waiting(),
        opposing_metric=clauses(),
        cadence=Cadence.MONTHLY,
        correlation=-0.6,
        p_value=0.0001,
        periods=60,
        first_period=span[0],
        last_period=span[-1],
    )


def test_a_tension_is_a_question_and_no_cause() -> None:
    report = reported(TWO)
    assert said(report, a_tension(report)) == (
        "Days of waiting; Changed clauses",
        (
            "Do Service and Legal pull against each other here? In 60 months to October 2026, in a "
            "month in which one of the two got better the other mostly got worse. That does not "
            "say that one is the cause of the other."
        ),
    )


OF_TWO = "of metrics of two departments that share an objective, a handoff, a stage or a guardrail"
OVER = "compared over at least 24 periods"


@pytest.mark.parametrize(
    ("found", "tried", "sentence"),
    [
        (0, 0, ""),
        (0, 1, f"1 pair {OF_TWO} was {OVER}: it does not move against each other."),
        (1, 1, f"1 pair {OF_TWO} was {OVER}: it moves against each other."),
        (
            0,
            465,
            (
                f"465 pairs {OF_TWO} were {OVER}: in none does one move against the other more "
                "than chance explains."
            ),
        ),
        (
            1,
            465,
            (
                f"465 pairs {OF_TWO} were {OVER}: 1 pair moves against each other more than chance "
                "explains."
            ),
        ),
    ],
)
def test_the_pairs_tried_are_stated(found: int, tried: int, sentence: str) -> None:
    trade_offs = TradeOffs(significant=(a_tension(reported(TWO)),) * found, pairs_tested=tried)
    assert plain(trade_offs_sentence(trade_offs)) == sentence


def test_no_finding_ranks_or_blames() -> None:
    """Every sentence of a company with all kinds of findings, against words that would."""
    tables = (
        *TWO, EASY, GUARDED, holds("waiting", 30.0), handoff(), initiative(),
        touchpoint("bill", Stage.AFTER),
        Objective(location=PLACE, objective="safe", name="Safe"),
        Department(location=PLACE, department="sales", name="Sales", customer_commitment="Soon."),
    )  # fmt: skip
    report = reported(tables, {"clauses": CALM, "waiting": RISEN})
    aligned: Alignment = align(report)
    assert len(aligned.findings) > 8
    text = " ".join(" ".join(said(report, one)) for one in aligned.findings).casefold()
    banned = {"worst", "best", "fault", "blame", "because", "rank", "index", "fails"}
    assert banned & set(text.split()) == set()

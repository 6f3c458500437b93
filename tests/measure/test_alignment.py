"""Alignment: every gap and conflict with tables that have it, and tables that have it not."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

import pytest

from generator.measure.alignment import Finding, align
from generator.measure.alignment.conflicts import ConflictKind
from generator.measure.alignment.gaps import GapKind
from generator.measure.alignment.handoffs import metric_health
from generator.measure.report import Report
from generator.model.schema import Row, Subject
from generator.model.tables import Department, Metric, Objective
from generator.model.vocabulary import Better, CommentKind, GoalState, Kind, Rule, Stage
from tests.measure.build import PLACE, day, goal, metric
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
    ids,
    initiative,
    reported,
    touchpoint,
    waiting,
)

TWO = (SERVICE, LEGAL, clauses(), waiting())
ON_CLAUSES = Subject(kind="goal", key="clauses-hold")
STAGES = (
    touchpoint("offer", Stage.BEFORE, department="legal", metrics=("clauses",)),
    touchpoint("start", Stage.DURING, department="service", metrics=("waiting",)),
)
GOODBYE = touchpoint("goodbye", Stage.AFTER, department="service", metrics=("waiting",))

#: Each gap: tables that have it, the rows it rests on; and tables that have it not.
GAPS: list[tuple[GapKind, tuple[Row, ...], str, tuple[Row, ...]]] = [
    (
        GapKind.COMMITMENT_ALONE,
        (*TWO, holds(department="service")),
        "service clauses-hold",
        (*TWO, holds("waiting")),
    ),
    (
        GapKind.COMMITMENT_ALONE,
        (*TWO, holds()),
        "service",
        # A metric of which nobody says what it looks at may be one that customers feel.
        (SERVICE, LEGAL, clauses(kind=None), holds(department="service")),
    ),
    (
        GapKind.TOUCHPOINT_WITHOUT_OWNER,
        (*TWO, *STAGES, touchpoint("bill", Stage.AFTER)),
        "bill",
        (*TWO, *STAGES, GOODBYE),
    ),
    (
        GapKind.STAGE_UNMEASURED,
        (*TWO, *STAGES, touchpoint("bill", Stage.AFTER, department="legal")),
        "bill",
        (*TWO, *STAGES, touchpoint("bill", Stage.AFTER, department="legal"), GOODBYE),
    ),
    (GapKind.STAGE_UNMEASURED, (*TWO, *STAGES), "", (*TWO, *STAGES, GOODBYE)),
    (
        GapKind.OBJECTIVE_WITHOUT_GOAL,
        (*TWO, EASY, holds()),
        "easy",
        (*TWO, EASY, holds(objective="easy")),
    ),
    (
        GapKind.OBJECTIVE_WITHOUT_GOAL,
        (*TWO, EASY, holds(objective="easy", state=GoalState.DROPPED)),
        "easy",
        (*TWO, EASY),  # without goals there is nothing to miss
    ),
    (
        GapKind.NO_BACK_OFFICE,
        (*TWO, EASY, holds("waiting", objective="easy")),
        "easy waiting-hold",
        (*TWO, EASY, holds("waiting", objective="easy"), holds(objective="easy")),
    ),
    (
        GapKind.NO_BACK_OFFICE,
        (*TWO, EASY, holds("waiting", objective="easy")),
        "easy waiting-hold",
        # Whom legal serves is not said: it may be customers.
        (
            SERVICE,
            Department(location=PLACE, department="legal", name="Legal"),
            clauses(),
            waiting(),
            EASY,
            holds("waiting", objective="easy"),
        ),
    ),
    (
        GapKind.CARRIED_ALONE,
        (*TWO, EASY, holds(objective="easy"), holds("waiting")),
        "easy clauses-hold",
        (*TWO, EASY, holds(objective="easy"), holds("waiting", objective="easy")),
    ),
    (
        GapKind.CARRIED_ALONE,
        (*TWO, EASY, holds(objective="easy"), holds("waiting")),
        "easy clauses-hold",
        (SERVICE, clauses(), EASY, holds(department="service", objective="easy")),  # no other is
    ),
    (
        GapKind.UNANSWERED,
        (*TWO, holds(target=30.0), initiative("other")),
        "clauses-hold",
        (*TWO, holds(target=30.0), initiative("clauses-hold")),
    ),
    (
        GapKind.UNANSWERED,
        (*TWO, holds(target=30.0), comment(ON_CLAUSES, CommentKind.CUSTOMER_WORDS)),
        "clauses-hold",
        (*TWO, holds(target=30.0), comment(ON_CLAUSES)),
    ),
    (
        GapKind.UNANSWERED,
        (*TWO, holds(target=30.0), comment(Subject(kind="goal", key="other"))),
        "clauses-hold",
        (*TWO, holds(target=30.0), comment(Subject(kind="metric", key="clauses"))),
    ),
    (
        GapKind.UNANSWERED,
        (*TWO, holds(target=30.0), initiative("other")),
        "clauses-hold",
        (*TWO, holds(target=60.0), initiative("other")),  # it goes well
    ),
    (
        GapKind.NOTHING_SHARED,
        (*TWO, EASY, holds(), holds("waiting", objective="easy")),
        "legal clauses-hold",
        (*TWO, EASY, holds(objective="easy"), holds("waiting", objective="easy")),
    ),
    (
        GapKind.SILOED,
        (*TWO, EASY, holds(), holds("waiting", objective="easy")),
        "clauses-hold",
        (*TWO, holds(), holds("waiting")),  # without objectives there are no silos
    ),
    (
        GapKind.INITIATIVE_WITHOUT_GOAL,
        (*TWO, holds(), initiative()),
        "second-desk",
        (*TWO, holds(), initiative("clauses-hold")),
    ),
    (
        GapKind.INITIATIVE_WITHOUT_GOAL,
        (*TWO, holds(state=GoalState.DROPPED), initiative("clauses-hold")),
        "second-desk",
        (*TWO, holds(), initiative(end=day("2026-10-31"))),  # it has ended
    ),
    (GapKind.GOAL_WITHOUT_OWNER, (*TWO, holds(owner=None)), "clauses-hold", (*TWO, holds())),
    (
        GapKind.METRIC_WITHOUT_OWNER,
        (SERVICE, LEGAL, clauses(owner=None), waiting()),
        "clauses",
        TWO,
    ),
]


def gaps_of(kind: GapKind, tables: tuple[Row, ...]) -> list[str]:
    report = reported(tables, {"clauses": CALM})
    return [" ".join(ids(gap.evidence_rows)) for gap in align(report).of_kind(kind)]


@pytest.mark.parametrize(("kind", "having", "rests_on", "lacking"), GAPS)
def test_a_gap_is_found_where_it_is_and_nowhere_else(
    kind: GapKind, having: tuple[Row, ...], rests_on: str, lacking: tuple[Row, ...]
) -> None:
    assert gaps_of(kind, having) == [rests_on]
    assert gaps_of(kind, lacking) == []


def test_every_kind_of_gap_is_in_the_table_above() -> None:
    assert {kind for kind, *_ in GAPS} == set(GapKind)


def test_a_company_of_three_files_has_no_gap_but_an_owner() -> None:
    found = align(reported((SERVICE, clauses(owner=None)), {"clauses": CALM})).findings
    assert [getattr(one, "kind", None) for one in found] == [GapKind.METRIC_WITHOUT_OWNER]


class TestGuardrails:
    """A goal going well while what must not worsen for it does."""

    @staticmethod
    def found(*goals: Any, waits: list[float] = RISEN, **of: Any) -> list[Any]:
        tables = (SERVICE, LEGAL, clauses(), waiting(**of), *goals)
        report = reported(tables, {"clauses": CALM, "waiting": waits})
        return list(align(report).guardrails)

    def test_a_guardrail_that_is_really_worse(self) -> None:
        (one,) = self.found(holds(guardrails=("waiting",)))
        assert list(ids(one.evidence_rows)) == ["clauses-hold", "waiting"]
        assert one.since is not None
        assert one.since.first == dt.date(2026, 4, 1)
        assert one.not_kept == ()
        assert one.shared_owner is None

    def test_a_guardrail_that_has_not_changed(self) -> None:
        assert self.found(holds(guardrails=("waiting",)), waits=CALM) == []

    def test_a_guardrail_that_is_really_better(self) -> None:
        assert self.found(holds(guardrails=("waiting",)), better=Better.HIGHER) == []

    @pytest.mark.parametrize(("as_of", "count"), [("2026-11-20", 1), ("2027-05-20", 0)])
    def test_figures_that_are_too_old_say_nothing_of_now(self, as_of: str, count: int) -> None:
        kept = holds(due="2026-10-31", guardrails=("waiting",))
        values = {"clauses": CALM, "waiting": RISEN}
        report = reported((SERVICE, LEGAL, clauses(), waiting(), kept), values, as_of=as_of)
        assert len(align(report).guardrails) == count

    def test_a_goal_that_does_not_go_well_harms_nobody(self) -> None:
        assert self.found(holds(target=30.0, guardrails=("waiting",))) == []

    @pytest.mark.parametrize(
        ("own", "kept"),
        [
            (holds("waiting", 30.0), ["waiting-hold"]),  # breached
            (holds("waiting", 60.0), []),
            (holds("waiting", 30.0, due="2026-09-30"), ["waiting-hold"]),  # broken
            (
                goal(
                    goal="waiting-30",
                    metric="waiting",
                    target=30.0,
                    baseline=50.0,
                    baseline_date="2025-01-31",
                    due="2026-09-30",
                ),
                ["waiting-30"],  # missed
            ),
            (holds("waiting", 30.0, segment="small"), []),  # not of the same customers
            (holds("waiting", 30.0, state=GoalState.DROPPED), []),
        ],
    )
    def test_a_guardrail_whose_own_goal_is_not_kept(self, own: Any, kept: list[str]) -> None:
        found = self.found(holds(guardrails=("waiting",)), own, waits=CALM)
        assert [key for one in found for key in ids(one.not_kept)] == kept
        assert [one.since for one in found] == [None] * len(kept)

    @pytest.mark.parametrize(("due", "count"), [("2026-06-30", 1), ("2026-03-31", 0)])
    def test_a_goal_scored_before_the_guardrail_worsened_is_not_held_against_it(
        self, due: str, count: int
    ) -> None:
        assert len(self.found(holds(due=due, guardrails=("waiting",)))) == count

    def test_one_owner_who_answers_for_both(self) -> None:
        tables = (
            SERVICE, LEGAL, clauses(), waiting(),
            holds(guardrails=("waiting",)), holds("waiting", 30.0, owner="General Counsel"),
        )  # fmt: skip
        aligned = align(reported(tables, {"clauses": CALM, "waiting": RISEN}))
        assert [one.shared_owner for one in aligned.guardrails] == ["General Counsel"]

    def test_two_owners_are_no_conflict_of_an_owner(self) -> None:
        tables = (
            SERVICE, LEGAL, clauses(), waiting(),
            holds(guardrails=("waiting",)), holds("waiting", 30.0),
        )  # fmt: skip
        aligned = align(reported(tables, {"clauses": CALM, "waiting": RISEN}))
        assert [one.shared_owner for one in aligned.guardrails] == [None]


class TestHandoffs:
    """A provider that does well by its own metric while the promise or the receiver does not."""

    @staticmethod
    def found(*tables: Row, provider: Any = CALM, receiver: Any = RISEN) -> list[str]:
        report = reported((*TWO, *tables), {"clauses": provider, "waiting": receiver})
        conflicts = [one for one in align(report).handoffs if one.is_conflict]
        return [" ".join(ids(one.evidence_rows)) for one in conflicts]

    def test_the_receiver_is_really_worse(self) -> None:
        assert self.found(handoff()) == ["contract clauses waiting"]

    def test_neither_side_has_changed(self) -> None:
        assert self.found(handoff(), receiver=CALM) == []

    def test_both_are_worse(self) -> None:
        assert self.found(handoff(), provider=RISEN) == []

    def test_the_promise_is_not_kept(self) -> None:
        promise = handoff(metric="waiting", receiver_metric=None)
        assert self.found(promise, holds("waiting", 30.0), receiver=CALM) == [
            "contract clauses waiting waiting-hold"
        ]

    def test_promise_and_receiver_in_one_metric_are_told_once(self) -> None:
        assert self.found(handoff(metric="waiting")) == ["contract clauses waiting"]

    def test_the_provider_has_no_metric_of_its_own(self) -> None:
        assert self.found(handoff(provider_metric=None)) == []

    def test_the_goal_of_the_provider_needs_a_decision(self) -> None:
        assert self.found(handoff(), holds(target=30.0)) == []


class TestCondition:
    @pytest.mark.parametrize(
        ("values", "goals", "fine", "bad"),
        [
            (CALM, (), True, False),
            (RISEN, (), False, True),
            (CALM, (holds(),), True, False),
            (CALM, (holds(target=30.0),), False, True),
            (CALM, (holds(target=30.0, segment="small"),), True, False),
            (CALM[:1], (), False, False),  # nothing can be told
            (CALM[:1], (holds(),), True, False),
            # A goal without a start cannot be judged, so the metric is neither fine nor bad.
            (CALM, (goal(metric="clauses", target=30.0),), False, False),
        ],
    )
    def test_of_a_metric(self, values: Any, goals: Any, fine: bool, bad: bool) -> None:
        report = reported((*TWO, *goals), {"clauses": values})
        found = metric_health(report, "clauses")
        assert (found.fine, found.bad) == (fine, bad)


class TestOppositions:
    """Goals that cannot both be had."""

    @staticmethod
    def found(of: Metric, *goals: Any) -> list[tuple[ConflictKind, str | None]]:
        report = reported((SERVICE, LEGAL, of, *goals), {of.metric: CALM})
        return [(one.reason, one.shared_owner) for one in align(report).conflicting_targets]

    NEITHER = metric(better=Better.NEITHER)
    MORE: Any = goal(target=60.0, baseline=40.0, baseline_date="2025-12-31", due="2027-06-30")
    LESS: ClassVar[dict[str, Any]] = {
        "goal": "speed-20",
        "department": "legal",
        "target": 20.0,
        "baseline": 40.0,
        "baseline_date": "2025-12-31",
        "due": "2027-03-31",
    }
    STAY: ClassVar[dict[str, Any]] = {
        "goal": "speed-30-to-45",
        "department": "legal",
        "rule": Rule.RANGE,
        "target": 30.0,
        "target_high": 45.0,
    }

    @pytest.mark.parametrize(
        ("of", "one", "other", "reason"),
        [
            (NEITHER, MORE, goal(**LESS), ConflictKind.DIRECTIONS),
            (NEITHER, MORE, goal(**LESS | {"target": 50.0}), None),  # a step on the way
            (NEITHER, MORE, goal(**LESS | {"segment": "small"}), None),
            (NEITHER, MORE, goal(**LESS | {"department": "service"}), None),
            (NEITHER, MORE, goal(**LESS | {"baseline_date": "2027-09-30", "due": None}), None),
            (NEITHER, MORE, goal(**LESS | {"due": "2026-06-30"}), None),  # it is over
            (
                NEITHER,
                MORE,
                goal(**LESS | {"baseline_date": None, "due": None}),
                ConflictKind.DIRECTIONS,
            ),
            (NEITHER, MORE, goal(**STAY), ConflictKind.BOUNDS),
            (NEITHER, MORE, goal(**STAY | {"due": "2026-12-31"}), None),  # over before 60 is due
            (NEITHER, MORE, goal(**STAY | {"target_high": 70.0}), None),
            (
                metric(),
                holds("speed", 50.0, goal="speed-50"),
                goal(**STAY),
                ConflictKind.BOUNDS,
            ),
            (metric(), holds("speed", 40.0, goal="speed-40"), goal(**STAY), None),
            (metric(better=Better.LOWER), holds("speed", 20.0), goal(**STAY), ConflictKind.BOUNDS),
            (metric(), MORE, holds("speed", 50.0, department="legal"), None),
        ],
    )
    def test_between_two_departments(
        self, of: Metric, one: Any, other: Any, reason: ConflictKind | None
    ) -> None:
        found = [found for found, _ in self.found(of, one, other)]
        assert found == ([] if reason is None else [reason])

    def test_of_one_owner_within_one_department(self) -> None:
        own = {"department": "service", "owner": "Head of Service"}
        more = goal(target=60.0, baseline=40.0, owner="Head of Service")
        assert self.found(self.NEITHER, more, goal(**self.LESS | own)) == [
            (ConflictKind.DIRECTIONS, "Head of Service")
        ]


class TestTheWhole:
    """Findings in the order of importance, and by the rows they rest on.

    The handoff is a conflict of the same goal and metric as the guardrail, so it is told once.
    """

    @staticmethod
    def report() -> Report:
        tables = (
            *TWO, EASY, *STAGES, GOODBYE, handoff(),
            Objective(location=PLACE, objective="safe", name="Safe"),
            holds(guardrails=("waiting",)), holds("waiting", 60.0, objective="easy"),
        )  # fmt: skip
        return reported(tables, {"clauses": CALM, "waiting": RISEN})

    @staticmethod
    def named(findings: tuple[Finding, ...]) -> list[str]:
        return [str(getattr(one, "kind", type(one).__name__)) for one in findings]

    def test_conflicts_come_before_gaps(self) -> None:
        assert self.named(align(self.report()).findings) == [
            "GuardrailConflict",
            GapKind.OBJECTIVE_WITHOUT_GOAL,
            GapKind.NO_BACK_OFFICE,
            GapKind.CARRIED_ALONE,
            GapKind.NOTHING_SHARED,
            GapKind.SILOED,
        ]

    def test_a_row_has_the_findings_that_rest_on_it(self) -> None:
        report = self.report()
        aligned = align(report)
        assert self.named(aligned.about(report.dataset.by_id(Objective)["easy"])) == [
            GapKind.NO_BACK_OFFICE,
            GapKind.CARRIED_ALONE,
        ]
        assert self.named(aligned.about(report.dataset.by_id(Metric)["waiting"])) == [
            "GuardrailConflict",
        ]

    def test_a_department_has_those_of_its_own_rows(self) -> None:
        report = self.report()
        departments = report.dataset.by_id(Department)
        assert self.named(align(report).in_department(departments["legal"])) == [
            "GuardrailConflict",
            GapKind.NOTHING_SHARED,
            GapKind.SILOED,
        ]

    def test_goals_are_kept_by_the_objective_that_they_serve(self) -> None:
        serving = align(self.report()).serving
        assert {key: [one.goal.goal for one in found] for key, found in serving.items()} == {
            "easy": ["waiting-hold"]
        }

    def test_kinds_of_metrics_that_customers_feel(self) -> None:
        for kind in (Kind.CUSTOMER, Kind.RELATIONSHIP, Kind.INTERNAL_CUSTOMER):
            tables = (SERVICE, LEGAL, waiting(kind=kind), holds("waiting"))
            assert align(reported(tables)).of_kind(GapKind.COMMITMENT_ALONE) == ()
        for kind in (Kind.OPERATIONAL, Kind.BUSINESS, Kind.EMPLOYEE):
            tables = (SERVICE, LEGAL, waiting(kind=kind), holds("waiting"))
            assert len(align(reported(tables)).of_kind(GapKind.COMMITMENT_ALONE)) == 1

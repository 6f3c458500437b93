"""How new the figures of each file are, and when the next ones are due."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from generator.measure.report import measure
from generator.measure.sources import SourceState, source_states, warnings_by_file
from generator.model.settings import Settings
from generator.model.vocabulary import Cadence
from tests.check.folder import check_changed

METRICS = (
    "metric,name,department,better,cadence,owner,source\n"
    "csat,Satisfied,support,higher,monthly,Head of Support,Helpdesk\n"
    "churn,Left,sales,lower,quarterly,Head of Sales,CRM\n"
    "reply,Reply,support,lower,monthly,Head of Support,Helpdesk\n"
)


def states(folder: Path, **files: str) -> dict[str, SourceState]:
    changes = {
        f"measurements/{name}.csv": f"metric,date,value\n{text}" for name, text in files.items()
    }
    outcome = check_changed(
        folder, {"metrics.csv": METRICS, "measurements/values.csv": None, **changes}
    )
    return {
        state.source.file.removeprefix("measurements/"): state
        for state in source_states(measure(outcome.sound, Settings()))
    }


def test_a_file_says_whose_it_is_and_when_the_next_figure_is_due(tmp_path: Path) -> None:
    found = states(tmp_path, a="csat,2026-09,4\ncsat,2026-10,5\nchurn,2026-Q3,2\nreply,2026-08,1\n")
    state = found["a.csv"]
    assert state.systems == ("CRM", "Helpdesk")
    assert state.owners == ("Head of Sales", "Head of Support")
    assert (state.newest.last, state.cadence) == (dt.date(2026, 10, 31), Cadence.MONTHLY)
    # Replies of September were due on 10 October: the earliest of the three, and past.
    assert (state.next_due, state.late, state.going_on) == (dt.date(2026, 10, 10), 1, 3)


def test_an_older_file_of_a_metric_that_goes_on_waits_for_nothing(tmp_path: Path) -> None:
    found = states(tmp_path, old="csat,2026-01,4\ncsat,2026-02,5\n", new="csat,2026-10,5\n")
    old, new = found["old.csv"], found["new.csv"]
    assert (old.going_on, old.next_due, old.late) == (0, None, 0)
    assert old.newest.last == dt.date(2026, 2, 28)
    assert (new.going_on, new.next_due, new.late) == (1, dt.date(2026, 12, 10), 0)


def test_the_declared_system_and_owner_come_first(tmp_path: Path) -> None:
    (tmp_path / "exports.toml").write_text(
        '[files."measurements/a.csv"]\nsystem = "Warehouse"\nowner = "Data team"\n'
    )
    state = states(tmp_path, a="csat,2026-09,4\nchurn,2026-Q3,2\n")["a.csv"]
    assert (state.systems, state.owners) == (("Warehouse",), ("Data team",))


def test_of_what_leadership_alone_may_read_nothing_is_said(tmp_path: Path) -> None:
    lines = METRICS.splitlines()
    metrics = "".join(
        f"{line},{'audience' if not at else 'leadership' if 'churn' in line else 'all'}\n"
        for at, line in enumerate(lines)
    )
    outcome = check_changed(
        tmp_path,
        {
            "metrics.csv": metrics,
            "measurements/values.csv": "metric,date,value\ncsat,2026-09,4\nchurn,2026-Q3,2\n",
        },
    )
    (state,) = source_states(measure(outcome.sound, Settings()))
    assert (state.systems, state.owners) == (("Helpdesk",), ("Head of Support",))


def test_warnings_stand_with_their_file(tmp_path: Path) -> None:
    outcome = check_changed(tmp_path, {"metrics.csv": METRICS})
    report = measure(outcome.sound, Settings()) if outcome.dataset else None
    if report is None:  # a measurement of another metric
        outcome = check_changed(
            tmp_path, {"metrics.csv": METRICS, "measurements/values.csv": "metric,date,value\n"}
        )
        report = measure(outcome.sound, Settings())
    found = warnings_by_file(report)
    assert {file: len(problems) for file, problems in found.items()} == {
        "measurements/values.csv": 1,
        "metrics.csv": 3,
    }

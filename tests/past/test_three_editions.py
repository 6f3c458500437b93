"""Three editions in a row, as the published branch has them: what their Changes pages say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.build import Site
from tests.changes.company import files
from tests.past.published import Company

#: 0.6 points a month from 40 on: 40.6 in January, 43.6 in June, 46.0 in October.
SLOWLY = [round(40 + 0.6 * month, 1) for month in range(1, 11)]
RESTATED = [*SLOWLY[:4], 41.5, *SLOWLY[5:]]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site, Site]:
    company = Company(tmp_path_factory.mktemp("three") / "company")
    company.commit("2026-04-20", files(values=SLOWLY[:3]))
    first = company.publish("2026-Q1")
    company.commit("2026-07-20", files(values=SLOWLY[:6], goal={"owner": "Head of Service"}))
    second = company.publish("2026-Q2")
    moved = {"owner": "Head of Service", "target": "47"}
    company.commit("2026-12-01", files(values=RESTATED[:9], goal=moved))
    company.commit("2026-12-05", files(values=RESTATED, goal=moved))
    return first, second, company.publish("2026-Q3")


def changes(made: Site) -> list[str]:
    """The Changes page as lines of plain text."""
    (page,) = [page.markdown for page in made.pages if page.src_uri == "changes/index.md"]
    plain = re.sub(r"&#(\d+);", lambda sign: chr(int(sign[1])), re.sub(r"<[^>]+>", "", page))
    lines = plain.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    return [line.strip() for line in lines if line.strip()]


def test_the_first_compares_with_nothing(sites: tuple[Site, Site, Site]) -> None:
    assert "changes/index.md" not in {page.src_uri for page in sites[0].pages}


def test_the_second(sites: tuple[Site, Site, Site], tmp_path: Path) -> None:
    commit = sites[1].context.origin.commit[:7]
    assert changes(sites[1]) == [
        "# Changes",
        "Since 2026-Q1: no goal has moved, and no target moved.",
        "2026-Q1, 20 Apr 2026 2026-Q2, 20 Jul 2026",
        *("● on track 0", "▲ watch 0", "■ needs a decision 1", "○ no verdict 0"),
        *("0 ● on track", "0 ▲ watch", "1 ■ needs a decision", "0 ○ no verdict"),
        "3 figures are new, of 1 metric.",
        "Definitions and owners: 1",
        (
            "Solved at once: ≥ 60 %: Owner: Head of Service; it was: Head of Support. "
            f"Commit {commit} of 20 July 2026."
        ),
    ]


def test_the_third(sites: tuple[Site, Site, Site]) -> None:
    (commit,) = {one.id[:7] for one in sites[2].context.origin.past.commits.values()}
    assert commit != sites[2].context.origin.commit[:7]
    assert changes(sites[2]) == [
        "# Changes",
        "Since 2026-Q2: 1 target made easier and 1 figure restated.",
        "2026-Q2, 20 Jul 2026 2026-Q3, 5 Dec 2026",
        *("● on track 0", "▲ watch 0", "■ needs a decision 1", "○ no verdict 0"),
        *("1 ● on track: Solved at once", "0 ▲ watch", "0 ■ needs a decision", "0 ○ no verdict"),
        "## 1 target made easier",
        (
            "■ Solved at once: ≥ 47 %: Its target moved from 60 % to 47 %, a month before "
            "it was due, which made the goal easier. Now: on track; against 60 % it would be: off "
            f"track. Owner: Head of Service. Commit {commit} of 1 December 2026."
        ),
        "## 1 figure restated",
        "▲ Solved at once: May 2026: 41.5 % instead of 43 %. Owner: Head of Support.",
        "4 figures are new, of 1 metric.",
        "Other goals with another status: 1",
        (
            "● Solved at once: ≥ 47 %: Off track in 2026-Q2, now on track (a moved target, "
            "due date or plan). 46 % in October 2026, after 43.6 % in June 2026. Owner: Head of "
            "Service."
        ),
    ]

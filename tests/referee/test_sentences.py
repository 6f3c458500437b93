"""No sentence that a built site prints is refused by the referee of figures beside this file.

Every text of the pages is read: each is of a known kind, listed as one that claims nothing, or
written by an owner. Of each kind of claim a false one is planted, and has to be refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.pages.summary import summary
from tests.pages.conftest import BODIES
from tests.referee.claims import true
from tests.referee.past import Company, Told, company_of
from tests.referee.reading import Text, feed_texts, pages_of, texts_of
from tests.referee.sentences import Judge, Written, lines_of, pattern, patterns
from tests.referee.slots import Known
from tests.referee.test_referee import tried

#: The pages that are read.
READ = (
    r"|goals|goals/.+|metrics|metrics/.+|handoffs|departments|departments/.+|objectives"
    r"|objectives/.+|journey|initiatives|initiatives/.+|decisions|ownership|people/.+"
    r"|segments|maturity|changes|data|data/dictionary|board"
)


def known_of(told: Told, before: Known | None = None) -> Known:
    """All that the sentences of a company at a time are held to."""
    one = tried(told.context, told.data)
    return Known(
        referee=one.referee,
        truth=true(one.referee, one.claims),
        outlooks={key: each.outlook for key, each in told.context.report.assessments.items()},
        folder=told.data,
        version=told.context.origin.version,
        before=before,
    )


def judge_of(company: Company) -> Judge:
    """The judge of a company whose settings and pages stand in a project."""
    project = company.now.pages
    return Judge(
        known=known_of(company.now, known_of(company.before)),
        written=Written(company.now.data, (project / "content").rglob("*.md"),
                        project / "mkdocs.yml"),
    )  # fmt: skip


def texts(company: Company, read: str = READ) -> list[Text]:
    """What the site, its feed and the summary say."""
    page = f"<article>{summary(company.now.context, 'html')}</article>"
    found = [*texts_of(page, "summary"),
             *feed_texts((company.site / "feed.xml").read_text(encoding="utf-8"))]  # fmt: skip
    for page, html in pages_of(company.site):
        if re.fullmatch(read, page):
            found += texts_of(html, page)
    return found


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The sample after an edition."""
    made = company_of("sample", tmp_path_factory.mktemp("sample"))
    made.build()
    return made


@pytest.fixture(scope="module")
def judge(company: Company) -> Judge:
    return judge_of(company)


@pytest.fixture(scope="module")
def sample(company: Company) -> list[Text]:
    return texts(company)


@pytest.mark.sample
def test_no_sentence_of_the_sample_is_refused(judge: Judge, sample: Iterable[Text]) -> None:
    assert judge.faults(sample) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", BODIES)
def test_no_sentence_of_a_real_company_is_refused(name: str, tmp_path: Path) -> None:
    real = company_of(name, tmp_path)
    real.build()
    assert judge_of(real).faults(texts(real)) == []


#: A kind of claim, a page, what it prints, and what in it is made false by what.
PLANTS = [tuple(line.split(" || ")) for line in lines_of("plants.txt")]


@pytest.mark.sample
@pytest.mark.parametrize(
    ("page", "printed", "old", "new"), [plant[1:] for plant in PLANTS], ids=[p[0] for p in PLANTS]
)
def test_a_planted_false_sentence_is_refused(
    judge: Judge, sample: list[Text], page: str, printed: str, old: str, new: str
) -> None:
    found = [text for text in sample if text.page == page and printed in text.text]
    assert found, "the page prints no such sentence"
    false = printed.replace(old, new, 1)
    planted = [replace(text, text=text.text.replace(printed, false)) for text in found]
    assert judge.faults(found) == []
    assert len(judge.faults(planted)) > 0


@pytest.mark.sample
def test_a_sentence_of_no_known_kind_is_refused(judge: Judge) -> None:
    said = "Nobody has worked so hard."
    assert judge.faults([Text(page="goals", text=said)]) == [f"goals: {said!r} is of no known kind"]


def test_a_pattern_takes_its_words_and_nothing_else() -> None:
    one = pattern("{name}: {now}[[ ((by|until)) {due}]].")
    assert one.match("Wait: 44 days until 30 June 2027.")
    assert not one.match("Wait: late until 30 June 2027.")
    assert not one.match("Wait: 44 days")


def test_no_pattern_stands_twice() -> None:
    lines = [one.line for one in patterns()]
    assert [line for line in set(lines) if lines.count(line) > 1] == []

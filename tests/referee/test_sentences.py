"""No sentence that a built site prints is refused by the referee of figures beside this file.

Every text of the pages is read: each is of a known kind, listed as one that claims nothing, or
written by an owner. Of each kind of claim a false one is planted, and has to be refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.configuration import plugin_options
from generator.model.settings import parse_settings
from generator.past.build_date import resolve_as_of
from tests.conftest import ROOT
from tests.pages.conftest import BODIES, REAL
from tests.pages.crawl import BuiltSite
from tests.referee.claims import true
from tests.referee.reading import Text, pages_of, texts_of
from tests.referee.sentences import Judge, Written, lines_of, pattern, patterns
from tests.referee.slots import Known
from tests.referee.test_referee import tried

#: The pages that are read.
READ = (
    r"|goals|goals/.+|metrics|metrics/.+|handoffs|departments|departments/.+|objectives"
    r"|objectives/.+|journey|initiatives|initiatives/.+|decisions|ownership|people/.+"
)


def judge_of(data: Path, project: Path) -> Judge:
    """The judge of a company whose settings and pages stand in a project."""
    file = project / "mkdocs.yml"
    settings = parse_settings(plugin_options(file.read_text(encoding="utf-8")))
    one = tried(data, settings, resolve_as_of(settings, {}, project))
    outlooks = {key: each.outlook for key, each in one.context.report.assessments.items()}
    known = Known(
        referee=one.referee,
        truth=true(one.referee, one.claims),
        outlooks=outlooks,
        folder=data,
    )
    return Judge(known=known, written=Written(data, (project / "content").rglob("*.md"), file))


def texts(site: Path, read: str = READ) -> list[Text]:
    return [
        text
        for page, html in pages_of(site)
        if re.fullmatch(read, page)
        for text in texts_of(html, page)
    ]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return judge_of(ROOT / "data", ROOT)


@pytest.fixture(scope="module")
def sample(site_of: Callable[[str], BuiltSite]) -> list[Text]:
    return texts(site_of("sample").folder)


@pytest.mark.sample
def test_no_sentence_of_the_sample_is_refused(judge: Judge, sample: Iterable[Text]) -> None:
    assert judge.faults(sample) == []


@pytest.mark.slow
def test_no_sentence_of_a_real_company_is_refused(site_of: Callable[[str], BuiltSite]) -> None:
    """Of its many names a few make sentences of no kind that is known yet: 1 in 1,000 at most."""
    site = site_of("transit").folder
    read = texts(site)
    faults = judge_of(REAL / BODIES["transit"], site.parent).faults(read)
    unknown = [fault for fault in faults if fault.endswith("is of no known kind")]
    assert [fault for fault in faults if fault not in unknown] == []
    assert len(unknown) <= len(read) / 1000


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

"""The edition in 150 words: what stands in it, in three forms, and that it stays short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pages.summary import FORMS, MOST_WORDS, Line, summary, within_words
from tests.changes.company import VALUES, files, past_of, site
from tests.pages.company import ROOT, run, settings_of, tiny_site

ADDRESS = "https://cx.example.com/2026-Q4/"


def words(text: str) -> int:
    """The words that a reader reads: no address, no dash of a list."""
    return len([word for word in text.split() if word != "-" and not word.startswith("http")])


def second(tmp_path: Path, address: str = ADDRESS) -> str:
    first = site(tmp_path / "a", files(), "2026-09-20", version="2026-Q3")
    now = files(goal={"target": "55"}, values=[*VALUES[:8], 41, 40])
    made = site(tmp_path / "b", now, "2026-11-20", past=past_of(first), address=address)
    return summary(made.context, "text").replace("\N{NO-BREAK SPACE}", " ")


def test_as_text(tmp_path: Path) -> None:
    assert second(tmp_path) == (
        "Kestrel: customer experience · Edition 2026-Q4.\n"
        f"{ADDRESS}\n"
        "Figures to 31 October 2026.\n"
        "The one open goal needs a decision.\n"
        "1 open goal: 1 needs a decision.\n"
        "Since 2026-Q3: 1 goal worsened and 1 target made easier\n"
        f"{ADDRESS}changes/\n"
        "- Solved at once: ≥ 55 % · Its target moved from 60 % to 55 %, which made the goal "
        "easier.\n"
        f"  {ADDRESS}goals/solved-60/\n"
    )


def test_without_an_address_nothing_is_linked(tmp_path: Path) -> None:
    assert "http" not in second(tmp_path, "")


def test_as_markdown() -> None:
    text = summary(tiny_site(company="[x](y) *z*").context, "markdown")
    assert text.startswith("\\[x\\](y) \\*z\\*: customer experience · The figures as they are.")


def test_as_html() -> None:
    text = summary(tiny_site(company="<b>x</b>").context, "html")
    assert "<b>" not in text
    assert text.count("<p>") == text.count("</p>") > 3


@pytest.mark.sample
@pytest.mark.parametrize("form", FORMS)
def test_the_sample_takes_150_words_at_most(form: str) -> None:
    from generator.build import read_context  # noqa: PLC0415
    from generator.model.edition import BuildContext  # noqa: PLC0415

    settings = settings_of(company="Tidewell", promise_goal="days-to-first-login-30")
    context = read_context(ROOT / "data", settings, None, BuildContext(address=ADDRESS))
    text = re.sub(r"<[^>]+>|\]\([^)]*\)", " ", summary(context, form))
    assert 60 <= words(text) <= MOST_WORDS


def test_points_are_left_out_where_words_run_out() -> None:
    lines = [Line(text="one two"), *(Line(text="three four", point=True) for _ in range(3))]
    assert [line.text for line in within_words(lines, 6)] == ["one two", "three four", "three four"]


@pytest.mark.sample
def test_the_command() -> None:
    done = run("-m", "generator", "summary", "--address", ADDRESS, cwd=ROOT)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("Tidewell: customer experience")
    assert f"{ADDRESS}goals/" in done.stdout

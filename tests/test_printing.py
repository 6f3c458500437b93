"""Printing the board pack: which browser does it, and what is said where it cannot be done."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import generator.printing
from generator.__main__ import main
from generator.arguments import FINE, USAGE
from generator.printing import find_browser
from tests.pages.company import write_files

#: A program that prints what it is asked to, as a browser does.
PRINTS = """import sys, urllib.request
(out,) = [word.partition("=")[2] for word in sys.argv if word.startswith("--print-to-pdf=")]
page = urllib.request.urlopen(sys.argv[-1]).read()
open(out, "wb").write(page + sys.argv[-1].partition("?")[2].encode())
"""
FAILS = "import sys\nsys.exit('no screen\\nno sandbox')\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built site with a board pack, in the folder in which the command is given."""
    monkeypatch.chdir(tmp_path)
    return write_files(tmp_path / "site", {"board/index.html": "the pack "})


#: The form of a board pack, as far as choices are made by it.
FORM = """<form><input type="radio" name="pile" value="" checked>
<input type="radio" name="pile" value="watch"><input type="search" name="words">
<select name="department"><option value="">All</option><option value="sales">Sales</option>
<option value="supply chain">Supply chain</option></select></form>"""


def browser(folder: Path, program: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    path, written = folder / "browser", folder / "browser.py"
    written.write_text(program, encoding="utf-8")
    # A line that begins with #! cannot name a Python in a folder with a space.
    path.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{written}" "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("CX_BROWSER", str(path))
    return path


pytestmark = pytest.mark.skipif(os.name == "nt", reason="the programs are those of a Unix")


def test_it_goes_into_the_site(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    browser(site.parent, PRINTS, monkeypatch)
    assert main(["pdf", "site"]) == FINE
    assert capsys.readouterr().out == "site/board-pack.pdf: the board pack is printed.\n"
    assert (site / "board-pack.pdf").read_text(encoding="utf-8") == "the pack "


@pytest.mark.parametrize(
    "choice", ["department=sales", "department=supply+chain&pile=watch", "words=any%20word"]
)
def test_it_holds_what_is_chosen(choice: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(site, {"board/index.html": FORM})
    browser(site.parent, PRINTS, monkeypatch)
    assert main(["pdf", "site", "--output", "sales.pdf", "--choose", choice]) == FINE
    assert Path("sales.pdf").read_text(encoding="utf-8") == f"{FORM}{choice}"


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("department=saels", "saels is not known. Did you mean sales?"),
        ("departmnt=sales", "departmnt is not known. Did you mean department?"),
        ("pile=watch&department=x", "x is not known. Choose sales or supply chain."),
        ("sales", "sales is not known. Choose department, pile or words."),
    ],
)
def test_a_choice_of_something_unknown_is_refused(
    choice: str,
    message: str,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_files(site, {"board/index.html": FORM})
    browser(site.parent, PRINTS, monkeypatch)
    assert main(["pdf", "site", "--choose", choice]) == USAGE
    part = choice.rpartition("&")[2]
    assert capsys.readouterr().err == f"--choose {part}: {message}\n"
    assert not (site / "board-pack.pdf").exists()


def test_a_site_without_a_board_pack_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["pdf", "site"]) == USAGE
    assert capsys.readouterr().err == (
        "site/board/index.html: no board pack is there. With goals one is built: make site.\n"
    )


def test_a_machine_without_a_browser_is_told_in_one_sentence(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generator.printing, "find_browser", lambda _: None)
    assert main(["pdf", "site"]) == USAGE
    assert capsys.readouterr().err == (
        "No Chromium or Chrome was found. Install one, or name it: CX_BROWSER=/path/to/it.\n"
    )


@pytest.mark.parametrize(("program", "why"), [(FAILS, "no sandbox."), ("", "it did not say why.")])
def test_a_browser_that_does_not_print_is_quoted(
    program: str,
    why: str,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = browser(site.parent, program, monkeypatch)
    assert main(["pdf", "site"]) == USAGE
    assert capsys.readouterr().err == f"{path} did not print: {why}\n"


def test_a_browser_that_is_named_comes_first() -> None:
    assert find_browser({"CX_BROWSER": "/some/browser"}) == "/some/browser"

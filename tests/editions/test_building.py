"""What a build is told about its edition, and the addresses of its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.editions.building import address_in, environment_of
from generator.model.errors import GitError


@pytest.mark.parametrize(
    ("site_url", "address"),
    [
        ("https://cx.example.com/", "https://cx.example.com/2026-Q4/"),
        ("https://example.com/reports/cx/", "https://example.com/reports/cx/2026-Q4/"),
        ("https://example.com/reports/cx", "https://example.com/reports/cx/2026-Q4/"),
        # as mike leaves it, where that has built
        ("https://cx.example.com/2026-Q4", "https://cx.example.com/2026-Q4/"),
        ("", ""),
        (None, None),
    ],
)
def test_the_address_of_an_edition(site_url: str | None, address: str | None) -> None:
    assert address_in(site_url, "2026-Q4") == address


def test_a_build_is_told_its_edition_what_is_published_the_day_and_its_cache() -> None:
    assert environment_of("2026-Q4", None, None, Path("kept")) == {
        "MIKE_DOCS_VERSION": "2026-Q4",
        "CX_PUBLISHED": "",
        "CX_CACHE": "kept",
    }
    assert environment_of("next", "abc", 86_400, Path("kept")) == {
        "MIKE_DOCS_VERSION": "next",
        "CX_PUBLISHED": "abc",
        "CX_CACHE": "kept",
        "SOURCE_DATE_EPOCH": "86400",
    }


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("fatal: 'nowhere' does not appear to be a git repository\n", None),
        (
            (
                " ! [remote rejected] main -> main (pre-receive hook declined)\n"
                "error: failed to push some refs to 'x'\n"
            ),
            "pre-receive hook declined",
        ),
        ("hint: try again\nerror: no space left on device.\n", "no space left on device"),
        ("", "git failed"),
    ],
)
def test_of_what_git_says_the_reason_is_told(said: str, reason: str | None) -> None:
    told = reason or "'nowhere' does not appear to be a git repository"
    assert GitError(said).reason == told
    assert str(GitError(said)) == f"git: {told}. Nothing was published."

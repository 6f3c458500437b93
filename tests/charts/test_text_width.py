from __future__ import annotations

import pytest

from generator.charts.text_width import cut_to_width, plain, width


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("two\nlines\tand  more ", "two lines and more"),
        ("bell \x07 and null \x00", "bell  and null"),
        ("turned \u202egnp.exe", "turned gnp.exe"),
        ("joined \U0001f468\u200d\U0001f469", "joined \U0001f468\u200d\U0001f469"),
        ("half \ud83d a pair", "half  a pair"),
        ("no \ufffe letter", "no  letter"),
        ("Ängstlich, 日本", "Ängstlich, 日本"),
    ],
)
def test_plain_text_is_one_line_of_what_can_be_read(given: str, read: str) -> None:
    assert plain(given) == read


@pytest.mark.parametrize(
    ("text", "expected"), [("", 0.0), ("0", 5.56), ("Wi", 11.66), ("日", 10.0), ("é", 6.0)]
)
def test_widths_are_those_of_the_font(text: str, expected: float) -> None:
    assert width(text, 10) == pytest.approx(expected)
    assert width(text, 10, bold=True) == pytest.approx(expected * 1.08)


def test_what_fits_stays() -> None:
    assert cut_to_width("target 30 by 30 Jun 2027", 200, 13) == "target 30 by 30 Jun 2027"


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    for room in range(60, 400, 7):
        cut = cut_to_width("Merger of the two service centres, announced by letter " * 6, room, 13)
        assert cut.endswith("…")
        assert not cut.endswith((" …", ",…"))
        assert width(cut, 13) <= room


def test_a_stump_is_left_out() -> None:
    assert cut_to_width("Onboarding", 20, 13) == ""

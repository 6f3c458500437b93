"""What nobody sees in a text is left out of it, and the rest stays as it is."""

from __future__ import annotations

import pytest

from generator.model.wording import did_you_mean, first_of, visible


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Sales", "Sales"),
        ("Größe – 日本 שלום", "Größe – 日本 שלום"),
        ("two\nlines", "two\nlines"),
        ("two\r\nlines\rthree", "two\nlines\nthree"),
        ("two\u2028lines\u2029three\x85four", "two\nlines\nthree\nfour"),
        ("a\tb", "a b"),
        ("a\x00b\x07c\x1b[31md\x7fe\x9bf", "a b c [31md e f"),
        ("evil\u202egnp.exe\u202c", "evilgnp.exe"),
        ("\u2066a\u2069\u200fb\u061cc", "abc"),
        ("\ufeffname", "name"),
        ("a\U000e0041b", "ab"),
        ("👩\u200d🔧 می\u200cخواهم", "👩\u200d🔧 می\u200cخواهم"),
        ("\u202e", ""),
        ("a\xa0b", "a\xa0b"),
    ],
)
def test_a_text_is_what_is_seen_of_it(text: str, seen: str) -> None:
    assert visible(text) == seen


@pytest.mark.parametrize(
    ("word", "asked"),
    [
        ("oper", "Did you mean Operations?"),
        ("Leagl", "Did you mean Legal?"),
        ("xyz", ""),
    ],
)
def test_the_nearest_words_are_offered(word: str, asked: str) -> None:
    assert did_you_mean(word, ["Legal", "devops", "Operations"]) == asked


def test_a_long_list_counts_its_rest() -> None:
    assert first_of(["a", "b", "c"], 3) == "a, b and c"
    assert first_of(["a", "b", "c", "d", "e"], 3) == "a, b, c and 2 more"

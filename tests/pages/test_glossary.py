"""The terms of the glossary that a page uses."""

from __future__ import annotations

import pytest

from generator.pages.glossary import glossary_in

GLOSSARY = glossary_in(
    """# Glossary

## About customers

### Net promoter score (NPS)

How many would recommend us.

### Promise

## About goals

### Guardrail

### First-contact resolution (FCR)
"""
)


def test_terms_are_the_headings_of_the_lowest_level() -> None:
    assert [(term.name, term.anchor) for term in GLOSSARY.terms] == [
        ("Net promoter score", "net-promoter-score-nps"),
        ("Promise", "promise"),
        ("Guardrail", "guardrail"),
        ("First-contact resolution", "first-contact-resolution-fcr"),
    ]
    assert [term.name for term in glossary_in("# Words\n\n## One\n\n## Two\n").terms] == [
        "One", "Two",
    ]  # fmt: skip
    assert glossary_in("").terms == ()


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("Its guardrails are kept.", ["Guardrail"]),
        ("<p>The NPS of large firms</p>", ["Net promoter score"]),
        ("# Net promoter score", ["Net promoter score"]),
        ("We promise 30 days; first-contact resolution.", ["Promise", "First-contact resolution"]),
        ('<a href="goals/promise/" class="guardrail">x</a>', []),
        ("compromise, npsx, guardrailing", []),
        ("", []),
    ],
)
def test_used_in(page: str, names: list[str]) -> None:
    assert [term.name for term in GLOSSARY.used_in(page)] == names

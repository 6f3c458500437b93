"""Other names of a metric: what the glossary states, and where a name speaks of it."""

from __future__ import annotations

import pytest

from generator.pages.glossary import Aliases, glossary_in

GLOSSARY = """# Glossary

## What we ask

### Net promoter score (NPS)

From 0 to 10.

Also called: likelihood to recommend,
recommendation score.

### Employee net promoter score (eNPS)

The same question.

### Trust

Share of customers who say that we keep our word.

## Renewal rate ##

Also called retention
"""


def test_a_glossary_states_the_terms_that_have_several_names() -> None:
    assert glossary_in(GLOSSARY).aliases.terms == (
        ("Net promoter score", "NPS", "likelihood to recommend", "recommendation score"),
        ("Employee net promoter score", "eNPS"),
        ("Renewal rate", "retention"),
    )


def test_without_a_glossary_there_are_none() -> None:
    assert glossary_in("").aliases == Aliases()


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Net promoter score", ("NPS", "likelihood to recommend", "recommendation score")),
        ("NPS of small firms", (
            "Net promoter score", "likelihood to recommend", "recommendation score",
        )),
        ("Employee net promoter score", ("eNPS",)),
        ("renewal rate, retention by value", ()),
        ("Customers who trust us", ()),
        ("Synopsis", ()),
        ("Renewal rates", ()),
    ],
)  # fmt: skip
def test_a_name_has_the_others_of_the_terms_in_it(name: str, others: tuple[str, ...]) -> None:
    assert glossary_in(GLOSSARY).aliases.of(name) == others

"""People: the key of each role's page, and what the page says of the role and of nobody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from generator.build import Site
from generator.measure.ownership import Responsibilities
from generator.model.tables import Person
from generator.pages.people import person_keys
from tests.measure.build import PLACE
from tests.pages.company import tiny_site, write_files


def listed(title: str, key: str) -> Responsibilities:
    person = Person(location=PLACE, person=key, name=title)
    return Responsibilities(owner=title, person=person)


def named(title: str) -> Responsibilities:
    return Responsibilities(owner=title)


def of(title: str) -> str:
    return f"-{sha256(title.encode()).hexdigest()[:8]}"


@pytest.mark.parametrize(
    ("roles", "keys"),
    [
        ([listed("Head of Support", "head-support")], ["head-support"]),
        ([named("Head of Support")], ["head-of-support"]),
        # The id of a listed role is its own; a title that makes the same one gives way.
        ([listed("Support", "lead"), named("Lead")], ["lead", "lead" + of("Lead")]),
        ([named("R&D"), named("R D")], ["r-d" + of("R&D"), "r-d" + of("R D")]),
        ([named("Index")], ["index" + of("Index")]),
        ([named("品質部長")], [of("品質部長")[1:]]),
        ([named("a" * 70)], ["a" * 60 + of("a" * 70)]),
    ],
)  # fmt: skip
def test_no_two_roles_share_a_page(roles: Sequence[Responsibilities], keys: list[str]) -> None:
    assert list(person_keys(roles).values()) == keys


METRICS = "metric,name,department,better,owner\n"
MEASURED = "metric,date,value\n"


def test_no_owner_no_page(tmp_path: Path) -> None:
    site = built(tmp_path, [""])
    assert not [page for page in site.pages if page.src_uri.startswith(("people/", "ownership/"))]


def test_two_hundred_owners_have_a_page_each_and_can_be_searched(tmp_path: Path) -> None:
    site = built(tmp_path, [f"Lead of Team {number}" for number in range(200)])
    people = {page.src_uri for page in site.pages if page.src_uri.startswith("people/")}
    assert len(people) == 200
    (ownership,) = [page.markdown for page in site.pages if page.src_uri == "ownership/index.md"]
    assert ownership.count("cx-rows__next") == 200 + 1  # and the column
    assert "200 figures" in ownership.replace("\u00a0", " ")
    assert "data-cx-index" in ownership


def test_what_is_not_there_is_left_out() -> None:
    """The chief executive of the tiny company has no goals, figures or handoffs."""
    (page,) = [one for one in tiny_site().pages if one.src_uri == "people/chief-executive.md"]
    labels = re.findall(r'<h2 class="cx-label">(.*?)</h2>', page.markdown)
    assert labels == ["Decisions"]


def built(folder: Path, owners: Sequence[str]) -> Site:
    """A company with a metric of each owner, due on the same day."""
    rows = [f"m{n},Metric {n},workshop,higher,{owner}\n" for n, owner in enumerate(owners)]
    values = [f"m{n},2026-03,{n}\n" for n in range(len(owners))]
    files = {
        "departments.csv": "department,name\nworkshop,Workshop\n",
        "metrics.csv": METRICS + "".join(rows),
        "measurements/some.csv": MEASURED + "".join(values),
    }
    return tiny_site(write_files(folder, files))

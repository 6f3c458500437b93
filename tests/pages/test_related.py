"""What touches a goal or a metric elsewhere is one click away from its page."""

from __future__ import annotations

import re

import pytest

from generator.build import Site
from tests.pages.company import tiny_site


@pytest.fixture(scope="module")
def site() -> Site:
    return tiny_site(maturity_model="The workshop's own model")


def facts(site: Site, src_uri: str, label: str) -> list[str]:
    """The facts of a page under a label, without their markup."""
    (page,) = (page for page in site.pages if page.src_uri == src_uri)
    found = re.findall(rf"<dt>{label}</dt>\n<dd>(.*?)</dd>", page.markdown)
    return [re.sub("<[^>]*>", "", one) for one in found]


@pytest.mark.parametrize(
    ("src_uri", "label", "said"),
    [
        ("goals/ready-90.md", "Initiative", ["A second lift steady since it began"]),
        ("goals/recommend-45.md", "Initiative", []),
        ("metrics/recommend.md", "Touchpoint", [
            "The first call Before", "The bicycle is handed over During",
        ]),
        ("metrics/recommend.md", "Handoff", [
            "From the call to the workbench Customer service for Workshop",
            "The signed contract Legal for Customer service",
        ]),
        ("metrics/fees.md", "Handoff", []),
    ],
)  # fmt: skip
def test_a_page_leads_to_what_touches_it(
    src_uri: str, label: str, said: list[str], site: Site
) -> None:
    assert facts(site, src_uri, label) == said


def test_the_page_of_maturity_names_the_model_that_is_set(site: Site) -> None:
    (page,) = (page for page in site.pages if page.src_uri == "maturity/index.md")
    assert "The workshop's own model. From 1 (not at all) to 5" in page.markdown

"""The feed: what RFC 4287 asks of it, and that its news and addresses stay the same."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urlsplit

from generator.build import Site
from tests.changes.company import VALUES, files, past_of, site
from tests.pages.company import tiny_site

ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def feed(made: Site) -> ET.Element:
    (text,) = [str(asset.content) for asset in made.assets if asset.src_uri == "feed.xml"]
    return ET.fromstring(text)  # noqa: S314 -- made by ourselves


def text_of(element: ET.Element, name: str) -> str:
    """The text of the one child of a name."""
    (child,) = element.findall(ATOM + name)
    return child.text or ""


def entries(made: Site) -> list[ET.Element]:
    return feed(made).findall(f"{ATOM}entry")


def hrefs(made: Site) -> list[str]:
    return [link.attrib["href"] for entry in entries(made) for link in entry.findall(f"{ATOM}link")]


def check_rules(root: ET.Element) -> None:
    """The rules of RFC 4287, sections 4.1.1 and 4.1.2, that a feed without content must keep."""
    assert root.tag == f"{ATOM}feed"
    seen = set()
    for element in (root, *root.findall(f"{ATOM}entry")):
        assert _URN.fullmatch(text_of(element, "id"))
        assert _MOMENT.fullmatch(text_of(element, "updated"))
        assert text_of(element, "title").strip()
        links = [link.attrib for link in element.findall(f"{ATOM}link")]
        assert [link["rel"] for link in links].count("alternate") == 1
        assert all(link["href"] for link in links)
        seen.add(text_of(element, "id"))
    assert len(seen) == 1 + len(root.findall(f"{ATOM}entry"))
    (author,) = root.findall(f"{ATOM}author")
    assert text_of(author, "name").strip()
    assert [link.attrib["rel"] for link in root.findall(f"{ATOM}link")].count("self") == 1
    for entry in root.findall(f"{ATOM}entry"):
        assert text_of(entry, "summary").strip()


def second_of(tmp_path: Path, address: str = "") -> Site:
    first = site(tmp_path / "a", files(), "2026-09-20", version="2026-Q3", address=address)
    now = files(goal={"target": "55"}, values=[*VALUES[:8], 41, 40])
    where = address.replace("2026-Q3", "2026-Q4")
    return site(tmp_path / "b", now, "2026-11-20", past=past_of(first), address=where)


def test_it_keeps_the_rules(tmp_path: Path) -> None:
    check_rules(feed(tiny_site()))
    check_rules(feed(second_of(tmp_path)))


def test_it_carries_older_news_on(tmp_path: Path) -> None:
    made = second_of(tmp_path)
    titles = [text_of(entry, "title") for entry in entries(made)]
    assert [title.replace("\N{NO-BREAK SPACE}", " ") for title in titles] == [
        "Edition 2026-Q4",
        "Target moved: Solved at once: ≥ 55 %",
        "Off track: Solved at once: ≥ 55 %",
        "Edition 2026-Q3",
    ]
    assert [text_of(entry, "updated")[:10] for entry in entries(made)] == [
        *["2026-11-20"] * 3,
        "2026-09-20",
    ]


def test_the_same_news_has_the_same_id(tmp_path: Path) -> None:
    first = site(tmp_path / "x", files(), "2026-09-20", version="2026-Q3")
    made = second_of(tmp_path)
    assert text_of(entries(first)[0], "id") == text_of(entries(made)[-1], "id")
    assert text_of(feed(first), "id") == text_of(feed(made), "id")


def test_addresses_without_that_of_the_site(tmp_path: Path) -> None:
    assert hrefs(second_of(tmp_path)) == [
        "./",
        "goals/solved-60/",
        "goals/solved-60/",
        "../2026-Q3/",
    ]


def test_addresses_below_that_of_the_site(tmp_path: Path) -> None:
    found = hrefs(second_of(tmp_path, "https://cx.example.com/report/2026-Q3/"))
    assert found == [
        "https://cx.example.com/report/2026-Q4/",
        "https://cx.example.com/report/2026-Q4/goals/solved-60/",
        "https://cx.example.com/report/2026-Q4/goals/solved-60/",
        "https://cx.example.com/report/2026-Q3/",
    ]
    assert all(urlsplit(href).scheme for href in found)


def test_names_that_look_like_markup(tmp_path: Path) -> None:
    made = site(
        tmp_path / "a",
        files(metric={"name": "<b>x</b> & ]]> {{ 1 }}"}),
        "2026-09-20",
        version="<2026> & so on",
    )
    check_rules(feed(made))
    assert text_of(entries(made)[0], "title") == "Edition <2026> & so on"

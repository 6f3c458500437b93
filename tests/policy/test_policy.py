"""The policy of a folder of pages: its words, the scripts it names, and the files it stands in."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from generator.policy import APACHE, NGINX, UNDERSCORE, apply_policy, inline_hashes, policy
from tests.pages.company import REQUIRED, built, tiny, write_files, write_project

#: What a redirect of mike looks like.
REDIRECT = """<!DOCTYPE html>
<html>
<head>
  <meta charset="utf-8">
  <title>Redirecting</title>
  <noscript>
    <meta http-equiv="refresh" content="1; url=latest/" />
  </noscript>
  <script>
    window.location.replace("latest/" + window.location.search);
  </script>
</head>
<body></body>
</html>
"""
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def digest(script: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


class TestWords:
    def test_are_those_agreed(self) -> None:
        assert policy(["sha256-b", "sha256-a"], "none").split("; ") == [
            "default-src 'none'",
            "script-src 'self' 'sha256-a' 'sha256-b'",
            "style-src 'self'",
            "style-src-attr 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ]

    @pytest.mark.parametrize(
        ("setting", "words"),
        [
            ("none", "frame-ancestors 'none'"),
            ("self", "frame-ancestors 'self'"),
            ("self https://a.test", "frame-ancestors 'self' https://a.test"),
        ],
    )
    def test_say_who_may_frame_the_pages(self, setting: str, words: str) -> None:
        assert policy([], setting).endswith(f"; {words}")

    def test_leave_that_out_inside_a_page(self) -> None:
        assert "frame-ancestors" not in policy([])


class TestScripts:
    @pytest.mark.parametrize(
        ("html", "scripts"),
        [
            ("<script>a()</script>", ["a()"]),
            ("<SCRIPT>a()</Script >", ["a()"]),
            ("<script>a()</script><p>x</p><script>\n b()\n</script>", ["a()", "\n b()\n"]),
            ("<script></script>", [""]),
            ('<script type="module">a()</script>', ["a()"]),
            ("<script data-x='a > b'>a()</script>", ["a()"]),
            ("<script>a('é')</script>", ["a('é')"]),
            ("<script>a(\r\n)\r</script>", ["a(\n)\n"]),
            ('<script src="x.js"></script>', []),
            ('<script id="c" type="application/json">{"a": 1}</script>', []),
            ("<p>no script</p>", []),
        ],
    )
    def test_that_stand_in_a_page_and_run_are_named(self, html: str, scripts: list[str]) -> None:
        assert inline_hashes(html.encode()) == {digest(script) for script in scripts}


@pytest.fixture
def deployed(tmp_path: Path) -> Path:
    """Two editions and a redirect to the newest, as they lie on a server."""
    page = '<html><head><meta charset="utf-8"></head><body><script>{}()</script></body></html>'
    return write_files(
        tmp_path / "deployed",
        {
            "index.html": REDIRECT,
            "1.0/index.html": page.format("first"),
            "1.1/index.html": page.format("second"),
            "1.1/bare.html": "<head><title>x</title></head>",
            "1.1/data.csv": "<script>csv()</script>",
        },
    )


class TestTree:
    def test_has_one_policy_for_all_that_lies_below(self, deployed: Path) -> None:
        assert apply_policy(deployed, "none", in_pages=False) == 4
        redirect = '\n    window.location.replace("latest/" + window.location.search);\n  '
        named = re.findall(r"'(sha256-[^']*)'", (deployed / UNDERSCORE).read_text())
        assert named == sorted(digest(script) for script in ("first()", "second()", redirect))

    def test_states_it_the_same_way_to_every_server(self, deployed: Path) -> None:
        apply_policy(deployed, "https://a.test", in_pages=False)
        nginx, apache, underscore = (
            (deployed / name).read_text() for name in (NGINX, APACHE, UNDERSCORE)
        )
        sent = re.findall(r"^  ([\w-]+): (.+)$", underscore, re.MULTILINE)
        assert re.search(r"^/\*$", underscore, re.MULTILINE)
        assert re.findall(r'^add_header ([\w-]+) "(.+)" always;$', nginx, re.MULTILINE) == sent
        assert re.findall(r'^  Header always set ([\w-]+) "(.+)"$', apache, re.MULTILINE) == sent
        assert [name for name, _ in sent] == [
            "Content-Security-Policy",
            "X-Content-Type-Options",
            "Referrer-Policy",
        ]
        assert sent[0][1].endswith("frame-ancestors https://a.test")

    def test_states_it_in_each_page_that_has_none(self, deployed: Path) -> None:
        earlier = "<head>" + '<meta http-equiv="Content-Security-Policy" content="x">' + "</head>"
        write_files(deployed, {"1.0/earlier.html": earlier})
        apply_policy(deployed, "none", in_pages=True)
        after = {path.name: path.read_text() for path in (deployed / "1.1").glob("*.html")}
        (words,) = META.findall(after["index.html"])
        assert words.startswith("default-src 'none'")
        assert "frame-ancestors" not in words
        assert after["index.html"].index("charset") < after["index.html"].index(words)
        assert META.findall(after["bare.html"]) == [words]
        assert META.findall((deployed / "index.html").read_text()) == [words]
        assert (deployed / "1.0/earlier.html").read_text() == earlier

    def test_is_the_same_when_it_is_written_again(self, deployed: Path) -> None:
        def files() -> dict[Path, bytes]:
            return {path: path.read_bytes() for path in deployed.rglob("*") if path.is_file()}

        apply_policy(deployed, "none", in_pages=True)
        once = files()
        apply_policy(deployed, "none", in_pages=True)
        assert files() == once


class TestBuild:
    def test_writes_header_files_and_the_policy_of_each_page(self, tmp_path: Path) -> None:
        site = built(write_project(tmp_path, tiny(*REQUIRED), options={"promise_goal": None}))
        assert {NGINX, APACHE, UNDERSCORE} <= site.files
        (words,) = {found for facts in site.pages for found in META.findall(facts.html)}
        for facts in site.pages:
            assert inline_hashes(facts.html.encode()) <= set(re.findall(r"sha256-[^']*", words))
            assert facts.html.index("Content-Security-Policy") < facts.html.index("<script")

    def test_leaves_the_pages_to_the_server_where_that_is_set(self, tmp_path: Path) -> None:
        options = {"promise_goal": None, "policy_in_pages": False, "frame_ancestors": "self"}
        site = built(write_project(tmp_path, tiny(*REQUIRED), options=options))
        assert not any(META.search(facts.html) for facts in site.pages)
        assert "frame-ancestors 'self'" in (site.folder / UNDERSCORE).read_text()

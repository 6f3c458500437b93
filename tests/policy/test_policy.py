"""The policy of a folder of pages: its words, the scripts it names, and the files it stands in."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from generator.policy.inline_scripts import inline_scripts
from generator.policy.site_policy import APACHE, NGINX, UNDERSCORE, apply_policy, policy
from tests.pages.company import REQUIRED, built, mkdocs, tiny, write_files, write_project

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
    window.location.replace(
      "latest/" + window.location.search + window.location.hash
    );
  </script>
</head>
<body></body>
</html>
"""
#: The script in which Material keeps the path to the root.
SCOPE = (
    '__md_scope=new URL("{}",location),__md_hash=e=>[...e].reduce(((e,_)=>(e<<5)-e+'
    "_.charCodeAt(0)),0),__md_get=(e,_=localStorage,t=__md_scope)=>JSON.parse(_.getItem("
    't.pathname+"."+e)),__md_set=(e,_,t=localStorage,a=__md_scope)=>{{try{{t.setItem('
    'a.pathname+"."+e,JSON.stringify(_))}}catch(e){{}}}}'
)
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def digest(script: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def named(folder: Path) -> list[str]:
    """The scripts that the header allows."""
    return re.findall(r"'(sha256-[^']*)'", (folder / UNDERSCORE).read_text())


def known(script: str) -> bool:
    (found,) = inline_scripts(f"<script>{script}</script>".encode())
    return found.is_known


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
    def test_that_stand_in_a_page_and_run_are_found(self, html: str, scripts: list[str]) -> None:
        found = [script.name for script in inline_scripts(html.encode())]
        assert found == [digest(script) for script in scripts]

    @pytest.mark.parametrize("path", [".", "..", "../..", "/", "/reports/cx/2026-Q4", "/a/b.c~d/"])
    def test_of_the_theme_are_known_at_every_path(self, path: str) -> None:
        assert known(SCOPE.format(path))

    @pytest.mark.parametrize(
        ("script", "why"),
        [
            ("alert(1)", "nobody wrote it"),
            (SCOPE.format("..") + ";alert(1)", "something follows"),
            ("alert(1);" + SCOPE.format(".."), "something comes first"),
            (SCOPE.format('",alert(1),"'), "the path ends early"),
            (SCOPE.format("\\"), "the path takes the sign after it"),
            (SCOPE.format("//elsewhere.test/"), "the path is an address"),
            (SCOPE.format("https://elsewhere.test/"), "the path is an address"),
            (SCOPE.format("{{ base_url }}"), "the path is not filled in"),
            (SCOPE.format("..").replace("catch(e){}", "catch(e){ }"), "a space more"),
            ("", "an empty one"),
        ],
    )
    def test_that_differ_from_the_theme_are_unknown(self, script: str, why: str) -> None:
        assert not known(script), why

    def test_of_a_redirect_of_mike_are_known(self) -> None:
        assert [script.is_known for script in inline_scripts(REDIRECT.encode())] == [True]


@pytest.fixture
def deployed(tmp_path: Path) -> Path:
    """Two editions and a redirect to the newest, as they lie on a server."""
    page = '<html><head><meta charset="utf-8"></head><body><script>{}</script></body></html>'
    return write_files(
        tmp_path / "deployed",
        {
            "index.html": REDIRECT,
            "1.0/index.html": page.format(SCOPE.format("/1.0")),
            "1.1/index.html": page.format(SCOPE.format("/1.1")),
            "1.1/bare.html": "<head><title>x</title></head>",
            "1.1/data.csv": "<script>csv()</script>",
        },
    )


class TestTree:
    def test_has_one_policy_for_all_that_lies_below(self, deployed: Path) -> None:
        applied = apply_policy(deployed, "none", in_pages=False)
        assert (applied.pages, applied.unknown) == (4, ())
        (redirect,) = re.findall(r"<script>(.*?)</script>", REDIRECT, re.DOTALL)
        scripts = (SCOPE.format("/1.0"), SCOPE.format("/1.1"), redirect)
        assert named(deployed) == sorted(map(digest, scripts))

    def test_does_not_allow_what_nobody_knows_and_names_it(self, deployed: Path) -> None:
        planted = "<p>\n<p>\n<script>planted()</script>"
        write_files(deployed, {"1.0/a.html": planted, "1.1/b.html": planted})
        applied = apply_policy(deployed, "none", in_pages=True)
        (script,) = applied.unknown
        assert str(script) == (
            "1.0/a.html:3: This script is neither the theme's nor ours. Take it out, or allow it "
            f"by its name in mkdocs.yml: allowed_scripts: {digest('planted()')}"
        )
        assert digest("planted()") not in named(deployed)
        assert digest("planted()") not in (deployed / "1.1/index.html").read_text()

    def test_allows_what_is_allowed_by_name(self, deployed: Path) -> None:
        write_files(deployed, {"1.0/a.html": "<script>ours()</script>"})
        names = f"{digest('other()')} {digest('ours()')}"
        assert apply_policy(deployed, "none", in_pages=False, allowed=names).unknown == ()
        assert digest("ours()") in named(deployed)
        assert digest("other()") not in named(deployed)

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
            "Cross-Origin-Resource-Policy",
            "X-Content-Type-Options",
            "Referrer-Policy",
        ]
        assert sent[0][1].endswith("frame-ancestors https://a.test")

    @pytest.mark.parametrize(
        ("setting", "sent"),
        [
            ("none", "X-Frame-Options: DENY"),
            ("self", "X-Frame-Options: SAMEORIGIN"),
            ("https://a.test", None),
            ("self https://a.test", None),
        ],
    )
    def test_tells_old_browsers_too_who_may_frame(
        self, setting: str, sent: str | None, deployed: Path
    ) -> None:
        apply_policy(deployed, setting, in_pages=False)
        lines = (deployed / UNDERSCORE).read_text().splitlines()
        assert [line.strip() for line in lines if "X-Frame" in line] == ([sent] if sent else [])

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
            scripts = [*inline_scripts(facts.html.encode())]
            assert {script.name for script in scripts} <= {*re.findall(r"sha256-[^']*", words)}
            assert all(script.is_known for script in scripts)
            assert facts.html.index("Content-Security-Policy") < facts.html.index("<script")

    def test_leaves_the_pages_to_the_server_where_that_is_set(self, tmp_path: Path) -> None:
        options = {"promise_goal": None, "policy_in_pages": False, "frame_ancestors": "self"}
        site = built(write_project(tmp_path, tiny(*REQUIRED), options=options))
        assert not any(META.search(facts.html) for facts in site.pages)
        assert "frame-ancestors 'self'" in (site.folder / UNDERSCORE).read_text()

    def test_fails_on_a_script_that_nobody_knows(self, tmp_path: Path) -> None:
        page = "# About\n\nWords.\n\n<script>planted()</script>\n"
        options = {"promise_goal": None}
        content: dict[str, str | bytes] = {"about.md": page}
        project = write_project(tmp_path, tiny(*REQUIRED), options=options, content=content)
        done = mkdocs(project, "--strict")
        assert done.returncode == 1
        told = re.search(
            r"about/index\.html:(\d+): This script is neither the theme's", done.stdout
        )
        assert told
        write_project(
            project,
            {},
            options={**options, "allowed_scripts": digest("planted()")},
            content=content,
        )
        site = built(project).folder
        assert digest("planted()") in (site / UNDERSCORE).read_text()
        lines = (site / "about/index.html").read_text(encoding="utf-8").splitlines()
        assert "planted()" in lines[int(told[1]) - 1]

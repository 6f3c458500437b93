"""From the wheel alone: a company's own repository is begun, filled, built and released twice."""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from generator.beginning import NEXT_STEPS, begin_repository
from generator.configuration import plugin_options
from generator.model.errors import StartRefusedError
from generator.model.installation import INSTALL, as_cx
from generator.model.settings import parse_settings
from generator.sentences.settings import PLUGIN_WORDS
from generator.upgrading import run_upgrade
from tests.editions.clones import Repository, bare, environment, started
from tests.pages.company import ROOT, write_files
from tests.pages.crawl import BuiltSite
from tests.test_ci_files import TARGETS, checked
from tests.test_start import OWN, fine

WHEEL = "cx_strategy_site-0.1.0-py3-none-any.whl"
FILES = [
    ".gitattributes",
    ".github/workflows/check.yml",
    ".github/workflows/publish.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    "README.md",
    "content/how-we-decide.md",
    "content/strategy.md",
    "data/departments.csv",
    "data/goals.csv",
    "data/measurements/measurements.csv",
    "data/metrics.csv",
    "mkdocs.yml",
    "requirements.in",
    "requirements.txt",
    f"vendor/{WHEEL}",
]
GOALS = (
    "goal,department,metric,rule,target,baseline,baseline_date,due,owner\n"
    "callback-80,care,callback,reach,80,61,2026-01,2026-12-31,Head of Care\n"
)


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in files
        if path.suffix != ".whl"
    }


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A file of the wheel's name, where its content is not the point."""
    return packed(tmp_path / WHEEL)


def packed(path: Path, changes: str = "", asked: str = "") -> Path:
    texts = {
        "requirements.txt": (ROOT / "requirements.txt").read_text(encoding="utf-8"),
        "CHANGELOG.md": changes,
        "UPGRADING.md": asked,
    }
    with zipfile.ZipFile(path, "w") as files:
        for name, text in texts.items():
            files.writestr(f"generator/shipped/{name}", text)
    return path


class TestTheFiles:
    def test_are_sixteen(self, wheel: Path, tmp_path: Path) -> None:
        assert begin_repository(tmp_path / "ours", wheel=wheel) == FILES

    def test_pin_the_wheel_and_all_packages_by_their_hashes(
        self, wheel: Path, tmp_path: Path
    ) -> None:
        begin_repository(tmp_path / "ours", wheel=wheel)
        ours = texts(tmp_path / "ours")
        assert ours["requirements.in"] == f"./vendor/{WHEEL}\n"
        lines = ours["requirements.txt"].splitlines()
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        assert lines[2:4] == [f"./vendor/{WHEEL} \\", f"    --hash=sha256:{digest}"]
        theirs = (ROOT / "requirements.txt").read_text(encoding="utf-8")
        # What follows are the packages of the clone as they are, but that which builds it.
        kept = re.sub(r"flit-core==.*\n(?:    .*\n)+", "", theirs.partition("make pins\n")[2])
        assert lines[4:] == kept.splitlines()

    def test_name_no_machine_no_registry_and_no_make(self, wheel: Path, tmp_path: Path) -> None:
        begin_repository(tmp_path / "ours", wheel=wheel)
        for name, text in texts(tmp_path / "ours").items():
            assert str(tmp_path) not in text, name
            assert not re.search(r"pypi|index-url|https?://(?!127\.|\S*example\.)", text), name
            assert not re.search(rf"make ({'|'.join(TARGETS)})\b|Makefile|-m generator", text), name

    def test_explain_every_setting(self, wheel: Path, tmp_path: Path) -> None:
        begin_repository(tmp_path / "ours", wheel=wheel)
        config = (tmp_path / "ours/mkdocs.yml").read_text(encoding="utf-8")
        for name in PLUGIN_WORDS:
            key = name.rpartition(".")[2]
            assert re.search(rf"^      (# +)?{key}:.* # \S", config, re.MULTILINE), name

    def test_let_every_setting_be_made_as_it_stands_there(
        self, wheel: Path, tmp_path: Path
    ) -> None:
        begin_repository(tmp_path / "ours", wheel=wheel)
        config = (tmp_path / "ours/mkdocs.yml").read_text(encoding="utf-8")
        options = plugin_options(re.sub(r"^      # ", "      ", config, flags=re.MULTILINE))
        assert options.keys() == {name for name in PLUGIN_WORDS if "." not in name}
        settings = parse_settings(options)
        assert (settings.decimal_mark, settings.thresholds.on_pace) == (",", 0.9)

    @pytest.mark.slow
    def test_are_what_the_hosts_can_read(self, wheel: Path, tmp_path: Path) -> None:
        begin_repository(tmp_path / "ours", wheel=wheel)
        workflows = sorted((tmp_path / "ours/.github/workflows").iterdir())
        for schema, files in (
            ("vendor.github-workflows", workflows),
            ("vendor.gitlab-ci", [tmp_path / "ours/.gitlab-ci.yml"]),
        ):
            done = checked(schema, *files)
            assert done.returncode == 0, done.stdout + done.stderr

    def test_install_before_any_other_command(self, wheel: Path, tmp_path: Path) -> None:
        begin_repository(tmp_path / "ours", wheel=wheel)
        install = "python -m pip install --require-hashes -r requirements.txt"
        for path in (tmp_path / "ours/.github/workflows").iterdir():
            for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
                commands = [step["run"] for step in job["steps"] if "run" in step]
                assert commands[0] == install
                assert all(command.startswith("cx ") for command in commands[1:])
        pipeline = yaml.safe_load((tmp_path / "ours/.gitlab-ci.yml").read_text(encoding="utf-8"))
        assert pipeline["default"]["before_script"] == [install]
        scripts = [job["script"] for job in pipeline.values() if "script" in job]
        assert len(scripts) == 7
        assert all(line.startswith("cx ") for script in scripts for line in script)

    def test_of_the_sample_hold_its_data(self, wheel: Path, tmp_path: Path) -> None:
        names = begin_repository(tmp_path / "ours", wheel=wheel, sample=True)
        assert "data/measurements/helpdesk.csv" in names
        assert "data/.sample" not in names
        assert "company: Tidewell" in (tmp_path / "ours/mkdocs.yml").read_text(encoding="utf-8")

    def test_never_replace_others(self, wheel: Path, tmp_path: Path) -> None:
        ours = write_files(tmp_path / "ours", {"README.md": "ours", "LICENSE": "ours"})
        with pytest.raises(StartRefusedError) as raised:
            begin_repository(ours, wheel=wheel)
        assert str(raised.value) == (
            "These files are there already, so nothing was written: README.md. Name another folder."
        )
        assert sorted(texts(ours)) == ["LICENSE", "README.md"]

    def test_need_the_wheel(self, tmp_path: Path) -> None:
        other = (
            write_files(tmp_path, {"other-1.0-py3-none-any.whl": "x"})
            / "other-1.0-py3-none-any.whl"
        )
        with pytest.raises(StartRefusedError, match="This is no wheel of this package"):
            begin_repository(tmp_path / "ours", wheel=other)
        assert not (tmp_path / "ours").exists()


CHANGES = """# Changelog

## [0.3.0] – 2027-05-01

- Not yet here.

## [0.2.0] – 2027-02-01

- Segments have colours.

## [0.1.1] – 2027-01-01

- A fault is mended.

## [0.1.0] – 2026-12-01

- The first.
"""
ASKED = "# Upgrading\n\n### 0.2.0\n\nRename a column.\n\n### 0.1.0\n\nThe first version.\n"


class TestAnUpgrade:
    def test_raises_the_pin_and_leaves_the_company_s_own(
        self, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ours = tmp_path / "ours"
        begin_repository(ours, wheel=wheel)
        write_files(ours, OWN)
        before = texts(ours)
        name = WHEEL.replace("0.1.0", "0.2.0")
        newer = packed(tmp_path / name, CHANGES, ASKED)
        monkeypatch.chdir(ours)
        said = [*run_upgrade(argparse.Namespace(wheel=str(newer)))]
        assert [line for line in said if line] == [
            "## [0.2.0] – 2027-02-01",
            "- Segments have colours.",
            "## [0.1.1] – 2027-01-01",
            "- A fault is mended.",
            "### 0.2.0",
            "Rename a column.",
            "The pin is raised from 0.1.0 to 0.2.0. Nothing else was touched.",
            f"Do what is asked above, then: {INSTALL}, cx check, cx build, git commit.",
        ]
        after = texts(ours)
        changed = {one for one in before if before[one] != after[one]}
        assert changed == {"requirements.in", "requirements.txt"}
        assert after["requirements.in"] == f"./vendor/{name}\n"
        assert [path.name for path in (ours / "vendor").iterdir()] == [name]
        # That of the same version changes nothing any more.
        assert len([*run_upgrade(argparse.Namespace(wheel=f"vendor/{name}"))]) == 2
        assert texts(ours) == after

    @pytest.mark.parametrize("pinned", ["", "cx-strategy-site==0.1.0\n"])
    def test_is_refused_elsewhere(
        self, pinned: str, wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_files(tmp_path / "ours", {"requirements.in": pinned})
        monkeypatch.chdir(tmp_path / "ours")
        with pytest.raises(StartRefusedError, match="pins no wheel"):
            [*run_upgrade(argparse.Namespace(wheel=str(wheel)))]
        assert texts(tmp_path / "ours") == {"requirements.in": pinned}


def test_the_next_steps_are_five_lines() -> None:
    assert [line[:2] for line in NEXT_STEPS.splitlines()] == ["1.", "2.", "3.", "4.", "5."]


@pytest.mark.parametrize(
    ("make", "cx"),
    [
        ("make site", "cx build"),
        ("`make serve`:", "`cx serve`:"),
        ("make release VERSION=2026-Q4", "cx release 2026-Q4"),
        (
            'make release VERSION="${TAG#edition-}" ARGS="--into .cache/handover"',
            'cx release "${TAG#edition-}" --into .cache/handover',
        ),
        ('make check-data ARGS="--format github"', "cx check --format github"),
        ('make publish ARGS="--into x"', "cx publish --into x"),
        ("make drop VERSION=2023-Q1.", "cx editions drop 2023-Q1."),
        ("make public", "cx editions copy public"),
        (".venv/bin/python -m generator new goal", "cx new goal"),
        ("python -m generator", "cx"),
        ("make sure of it, and make a site", "make sure of it, and make a site"),
    ],
)
def test_a_command_of_make_in_the_words_of_cx(make: str, cx: str) -> None:
    assert as_cx(make) == cx


# What follows is done from outside, with the wheel in an environment of its own.


@dataclass(frozen=True, kw_only=True)
class Installed:
    """An environment with the wheel, and the wheel."""

    wheel: Path
    programs: Path

    def run(self, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
        """Runs a program of the environment, which knows nothing of this repository."""
        program, *arguments = command
        env = {name: value for name, value in environment().items() if name != "PYTHONPATH"}
        return subprocess.run(
            [self.programs / program, *arguments],
            cwd=folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    def fine(self, folder: Path, *command: str) -> str:
        done = self.run(folder, *command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel is built and installed; what it needs is lent by the environment of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    offline = ("--no-deps", "--no-index")
    build = [*pip, "wheel", *offline, "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True)
    wheel = folder / WHEEL
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    programs = venv / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([*pip, "--python", programs / "python", "install", *offline, wheel], check=True)
    paths: Mapping[str, str] = {"base": str(venv), "platbase": str(venv)}
    packages = Path(sysconfig.get_path("purelib", "venv", {**paths, "installed_base": str(venv)}))
    lent = sysconfig.get_path("purelib")
    (packages / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    return Installed(wheel=wheel, programs=programs)


@pytest.mark.slow
class TestFromOutside:
    def test_the_wheel_has_what_a_company_needs_and_leaves_nothing_behind(
        self, installed: Installed
    ) -> None:
        names = {*zipfile.ZipFile(installed.wheel).namelist()}
        assert {
            "generator/pages/templates/goal.md",
            "generator/theme/assets/cx.css",
            "generator/shipped/data/.sample",
            "generator/shipped/.gitlab-ci.yml",
        } <= names
        assert not [name for name in names if name.endswith(".pyc") or "tests/" in name]
        assert not (ROOT / "generator/shipped").exists()

    def test_every_command_helps(self, installed: Installed, tmp_path: Path) -> None:
        said = installed.fine(tmp_path, "cx", "--help")
        for command in (
            "start",
            "build",
            "serve",
            "check",
            "release",
            "publish",
            "summary",
            "upgrade",
        ):
            assert re.search(rf"^    {command} +\w", said, re.MULTILINE)
            helped = installed.fine(tmp_path, "cx", command, "--help")
            assert helped.startswith(f"usage: cx {command} ")

    def test_a_company_begins_builds_and_releases_twice(
        self, installed: Installed, tmp_path: Path
    ) -> None:
        ours, remote = started(tmp_path / "ours"), bare(tmp_path / "remote.git")
        said = installed.fine(ours.folder, "cx", "start")
        assert said.endswith(f"{NEXT_STEPS}\n")
        assert ours.git("ls-files", "--others").splitlines() == FILES
        assert installed.run(ours.folder, "cx", "start").returncode == 1

        installed.fine(ours.folder, "cx", "build")
        fine(BuiltSite(folder=ours.folder / "site"))

        write_files(ours.folder, {**OWN, "data/goals.csv": GOALS})
        assert " are fine" in installed.fine(ours.folder, "cx", "check")
        installed.fine(ours.folder, "cx", "build")
        site = BuiltSite(folder=ours.folder / "site")
        fine(site)
        assert {"goals/callback-80/index.html", "strategy/index.html"} <= site.files
        guide = site.page("hosting/index.html").html
        assert "cx release 2026-Q4" in guide
        assert "make release" not in guide
        assert "1\N{NO-BREAK SPACE}open goal" in installed.fine(ours.folder, "cx", "summary")

        ours.git("add", "--all")
        ours.git("commit", "--quiet", "--message", "Begin")
        assert "site/" not in ours.git("ls-files")
        ours.git("remote", "add", "origin", str(remote.folder))
        installed.fine(ours.folder, "cx", "release", "2026-Q1")
        table = "data/measurements/measurements.csv"
        ours.commit(table, f"{OWN[table]}callback,2026-04,71,,\n")
        installed.fine(ours.folder, "cx", "release", "2026-Q2")
        published = Repository(folder=remote.folder)
        assert published.versions() == {"2026-Q2": ["latest"], "2026-Q1": []}
        assert "sbom.json" in published.git("ls-tree", "-r", "--name-only", "gh-pages:2026-Q2")
        assert ours.git("status", "--porcelain") == ""

        (ours.folder / "data/metrics.csv").unlink()
        assert installed.run(ours.folder, "cx", "check").returncode == 1
        assert installed.run(ours.folder, "cx", "build").returncode == 1

    def test_with_the_sample_the_site_is_the_sample_s(
        self, installed: Installed, tmp_path: Path
    ) -> None:
        installed.fine(tmp_path, "cx", "start", "try", "--sample")
        installed.fine(tmp_path / "try", "cx", "build")
        site = BuiltSite(folder=tmp_path / "try/site")
        assert site.broken() == []
        assert "Tidewell" in site.page("index.html").html

"""`make start`: the sample makes way for templates, and no work is ever lost."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

from generator.model.errors import StartRefusedError
from generator.model.tables import TABLES
from generator.start import SAMPLE_LIST, TEMPLATES, own_settings, sample_list, start
from tests.pages.company import CACHE, built, run, write_files
from tests.pages.crawl import BuiltSite, heading_faults

CONFIG = """\
site_name: Tidewell · Customer experience
plugins:
  - cx:
      company: Tidewell
      promise: Up and running in 30 days, with one team that knows you.
      promise_goal: days   # the goal
      data: data
      as_of: 2026-11-20 # only for the sample
      sample: true      # fictional
nav:
  - strategy.md
"""
OWN = {
    "data/departments.csv": (
        "department,name,lead,customer_commitment,customers\n"
        "care,Care,Head of Care,We call back the same day.,external\n"
    ),
    "data/metrics.csv": (
        "metric,name,department,better,unit,cadence,owner,source\n"
        "callback,Called back the same day,care,higher,percent,monthly,Head of Care,Telephone\n"
    ),
    "data/measurements/measurements.csv": (
        "metric,date,value,n,segment\ncallback,2026-01,61,,\ncallback,2026-02,64,,\n"
        "callback,2026-03,66,,\n"
    ),
}


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A small tree of the shipped shape, its sample listed."""
    write_files(
        tmp_path,
        {
            "mkdocs.yml": CONFIG,
            "content/how-we-decide.md": "# How the sample decides\n",
            "content/strategy.md": "# The sample's strategy\n",
            "content/glossary.md": "# Glossary\n",
            "data/departments.csv": "department,name\na,A\n",
            "data/goals.csv": "goal\n",
            "data/measurements/crm.csv": "metric,date\n",
        },
    )
    (tmp_path / SAMPLE_LIST).write_text(sample_list(tmp_path), encoding="utf-8")
    return tmp_path


def tree(root: Path) -> dict[str, str]:
    """Every file with its text's hash."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


class TestRefuses:
    def refused(self, root: Path) -> str:
        before = tree(root)
        with pytest.raises(StartRefusedError) as raised:
            start(root)
        assert tree(root) == before
        return str(raised.value)

    def test_where_a_file_of_the_sample_was_changed(self, shipped: Path) -> None:
        (shipped / "data/goals.csv").write_text("goal\nmine\n", encoding="utf-8")
        (shipped / "content/strategy.md").write_text("# Ours\n", encoding="utf-8")
        assert self.refused(shipped) == (
            "These files are not the sample's, so nothing was touched: content/strategy.md, "
            "data/goals.csv. Move them away, then run make start again."
        )

    def test_where_another_file_lies_beside_the_samples(self, shipped: Path) -> None:
        write_files(shipped, {"data/measurements/ours.csv": "x", "data/exports/raw.txt": "x"})
        assert self.refused(shipped) == (
            "These files are not the sample's, so nothing was touched: data/exports/raw.txt, "
            "data/measurements/ours.csv. Move them away, then run make start again."
        )

    def test_where_it_has_run_before(self, shipped: Path) -> None:
        start(shipped)
        write_files(shipped, OWN)
        assert self.refused(shipped) == (
            "data/ no longer holds the sample, so nothing was touched. Your own site has begun: "
            "edit the files in data/ and run make site."
        )

    @pytest.mark.parametrize("missing", ["mkdocs.yml", "data"])
    def test_outside_the_repository(self, missing: str, shipped: Path) -> None:
        path = shipped / missing
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        assert self.refused(shipped) == (
            "There is no mkdocs.yml with a data/ beside it here, so nothing was touched. "
            "Run make start at the top of the repository."
        )


class TestReplaces:
    def test_the_sample_by_templates(self, shipped: Path) -> None:
        assert start(shipped) == [
            "data/departments.csv",
            "data/metrics.csv",
            "data/measurements/measurements.csv",
            "data/goals.csv",
            "content/strategy.md",
            "content/how-we-decide.md",
            "mkdocs.yml",
        ]
        assert sorted(tree(shipped)) == [
            "content/glossary.md",
            "content/how-we-decide.md",
            "content/strategy.md",
            "data/departments.csv",
            "data/goals.csv",
            "data/measurements/measurements.csv",
            "data/metrics.csv",
            "mkdocs.yml",
        ]
        assert (
            (shipped / "content/strategy.md")
            .read_text(encoding="utf-8")
            .startswith("# Our strategy\n")
        )

    def test_whatever_line_ends_a_checkout_gave_it(self, shipped: Path) -> None:
        path = shipped / "data/goals.csv"
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        start(shipped)
        assert path.read_text(encoding="utf-8").startswith("goal,department,metric,rule,target,")

    def test_also_where_some_of_it_is_gone(self, shipped: Path) -> None:
        (shipped / "data/goals.csv").unlink()
        start(shipped)
        assert not (shipped / SAMPLE_LIST).exists()

    @pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "~$goals.csv", ".~lock.goals.csv#"])
    def test_and_minds_nothing_that_a_desktop_left_behind(self, name: str, shipped: Path) -> None:
        (shipped / "data" / name).write_text("x", encoding="utf-8")
        start(shipped)
        assert (shipped / "data/metrics.csv").is_file()


class TestSettings:
    def test_lose_what_is_the_samples(self) -> None:
        assert own_settings(CONFIG) == (
            "site_name: Our company · Customer experience\n"
            "plugins:\n"
            "  - cx:\n"
            "      company: Our company\n"
            "      promise: ''    # what you promise your customers\n"
            "      data: data\n"
            "nav:\n"
            "  - strategy.md\n"
        )

    def test_keep_what_was_already_changed(self) -> None:
        config = "site_name: Kestrel\n    company: Kestrel\n    promise: In a week\n"
        assert own_settings(config) == config

    @pytest.mark.sample
    def test_of_the_shipped_file_are_all_found(self, root: Path) -> None:
        own = own_settings((root / "mkdocs.yml").read_text(encoding="utf-8"))
        assert "Tidewell" not in own
        assert not re.search(r"(?m)^ +(promise_goal|as_of|sample):", own)
        assert own.count("Our company") == 2


class TestTemplates:
    def test_are_columns_of_their_tables(self) -> None:
        for name, columns in TEMPLATES.items():
            (table,) = (table for table in TABLES if name.startswith(table.file))
            known = {column.name: column for column in table.columns}
            assert set(columns) <= known.keys()
            assert {name for name, column in known.items() if column.required} <= set(columns)

    def test_are_all_tables_that_are_needed(self) -> None:
        needed = {table.file for table in TABLES if table.required}
        assert {
            name for name in needed if any(file.startswith(name) for file in TEMPLATES)
        } == needed

    def test_are_headers_only(self, shipped: Path) -> None:
        start(shipped)
        for name, columns in TEMPLATES.items():
            text = (shipped / "data" / name).read_text(encoding="utf-8")
            assert text == ",".join(columns) + "\n"


@pytest.fixture(scope="module")
def begun(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped tree after `make start`, as a clone would have it."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("content", "data"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "mkdocs.yml", folder)
    done = run("-m", "generator", "start", cwd=folder)
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1] == "Fill in the files in data/, then run: make site"
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        config.replace("data: data", f"data: data\n      cache: {CACHE}"), encoding="utf-8"
    )
    return folder


def fine(site: BuiltSite) -> None:
    assert site.broken() == []
    assert [fault for facts in site.pages for fault in heading_faults(facts)] == []
    for facts in site.pages:
        assert "Tidewell" not in facts.html, facts.path
        assert "Sample data" not in facts.html, facts.path


@pytest.mark.sample
class TestTheShippedTree:
    def test_refuses_a_second_time(self, begun: Path) -> None:
        again = run("-m", "generator", "start", cwd=begun)
        assert again.returncode == 1
        assert again.stdout.startswith("data/ no longer holds the sample")

    def test_builds_strictly_with_empty_templates(self, begun: Path) -> None:
        site = built(begun)
        fine(site)
        home = site.page("index.html")
        assert home.headings[0].text == "Our company"
        empty = "Nothing is measured yet: the tables in the data folder are empty."
        assert f"No goals are set yet. {empty}" in home.blocks
        for facts in site.pages:
            assert not re.search(r"1970|<tbody>\s*</tbody>|\b0 (metric|department)", facts.html)

    def test_is_a_complete_site_with_three_small_files(self, begun: Path) -> None:
        write_files(begun, OWN)
        site = built(begun)
        fine(site)
        assert {
            "index.html",
            "departments/care/index.html",
            "metrics/callback/index.html",
            "data/index.html",
            "downloads/callback.csv",
            "strategy/index.html",
        } <= site.files
        assert not any(name.startswith(("goals/", "objectives/")) for name in site.files)
        assert "Goals" not in re.findall(
            r'class="md-tabs__link"[^>]*>\s*(\w+)', site.page("index.html").html
        )
        (name,) = site.page("metrics/callback/index.html").drawings
        assert name is not None
        assert name.startswith("Line chart of Called back the same day in %")

"""What stands in columns that no mapping names is nowhere in the site, its search or its cache."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.build import build
from generator.model.settings import Settings
from tests.exports.folder import check_export, fixture, folder_with
from tests.exports.test_presets import HUBSPOT, JIRA, LEGACY, QUALTRICS, TYPEFORM

FILES = {
    name: fixture(name)
    for name in (
        "qualtrics/export.csv",
        "qualtrics-legacy/numbered.csv",
        "hubspot-feedback/export.csv",
        "jira/export.csv",
        "typeform/export.csv",
    )
}
TOML = "\n".join([QUALTRICS, HUBSPOT.replace("[exports.", "[exports.hubspot-"), JIRA])
TOML += TYPEFORM.partition("\n\n")[2].replace("[exports.effort]", "\n[exports.typeform]")
TOML += "\n" + LEGACY.replace('metric = "nps"', 'metric = "old-nps"')
TABLES = {
    "metrics.csv": (
        "metric,name,department,better,calculation,cadence\n"
        "nps,Would recommend,support,higher,nps,monthly\n"
        "old-nps,Would have recommended,support,higher,nps,monthly\n"
        "csat,Satisfied,support,higher,share,monthly\n"
        "effort,Effort,support,higher,mean,monthly\n"
        "median-days,Days to resolve,sales,lower,median,monthly\n"
        "slow-days,The slowest tenth,sales,lower,percentile,monthly\n"
        "cases,Cases,sales,lower,count,monthly\n"
    ),
}
#: What names, addresses, verbatim comments and ids of the fixtures hold.
PLANTED = (
    "planted",
    "person.example",
    "203.0.113",
    "198.51.100",
    "R_1aA",
    "R_AjJ",
    "555-0100",
    "CARE-",
    "f00d",
)
MKDOCS = """\
site_name: Tidewell
docs_dir: content
theme: {name: material, font: false}
plugins:
  - search
  - cx: {company: Tidewell, as_of: 2026-11-20, cache: .cache/charts}
"""


def without_second_nps(toml: str) -> str:
    begin = toml.index("[exports.hubspot-relationship]")
    end = toml.index("[exports.hubspot-after")
    return toml[:begin] + toml[end:]


def leaks(content: bytes) -> list[str]:
    text = content.lower()
    return [word for word in PLANTED if word.lower().encode() in text]


def test_the_planted_values_are_really_in_the_exports() -> None:
    everything = b"".join(FILES.values())
    assert sorted(leaks(everything)) == sorted(PLANTED)


def test_the_dataset_holds_nothing_of_unmapped_columns(tmp_path: Path) -> None:
    outcome = check_export(tmp_path, without_second_nps(TOML), files=FILES, tables=TABLES)
    dataset = outcome.sound
    everything = "\n".join(
        [
            dataset.measurements.to_csv(),
            repr(dataset.sources),
            repr(dataset.segments),
            repr(dataset.warnings),
            repr(dataset.tables),
        ]
    )
    assert leaks(everything.encode()) == []


def test_the_pages_and_downloads_hold_nothing_of_unmapped_columns(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "data", without_second_nps(TOML), FILES, TABLES)
    cache = tmp_path / "cache"
    site = build(folder, Settings(company="Tidewell"), cache=cache)
    texts = [page.markdown for page in site.pages] + [*site.fragments.values()]
    found = [(page, leaks(text.encode())) for page, text in enumerate(texts)]
    assert [leak for leak in found if leak[1]] == []
    for asset in site.assets:
        content = asset.content
        assert leaks(content if isinstance(content, bytes) else content.encode()) == []
    kept = [path for path in cache.rglob("*") if path.is_file()]
    assert kept
    assert [path.name for path in kept if leaks(path.read_bytes())] == []


@pytest.mark.slow
def test_the_built_site_and_its_search_hold_nothing_of_unmapped_columns(tmp_path: Path) -> None:
    folder_with(tmp_path / "data", without_second_nps(TOML), FILES, TABLES)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "about.md").write_text("# About\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", "mkdocs.yml"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    made = [
        path
        for folder in (tmp_path / "site", tmp_path / ".cache")
        for path in folder.rglob("*")
        if path.is_file()
    ]
    assert any("search_index" in path.name for path in made)
    assert [
        (path.name, leaks(path.read_bytes())) for path in made if leaks(path.read_bytes())
    ] == []

"""The tables for programs: valid by Frictionless itself, and nothing withheld stands in them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pytest

from generator.build import Site
from generator.model.tables import TABLES
from generator.pages.datapackage import header, table_schema
from generator.start import TEMPLATES
from generator.write import write_site
from tests.check.folder import check_changed
from tests.pages.company import DATA, tiny_site, write_files
from tests.pages.crawl import BuiltSite

METRICS = (
    "metric,name,department,better,audience\n"
    "open,Open to all,sales,higher,all\nsecret-margin,Margin,sales,higher,leadership\n"
)
VALUES = "metric,date,value\nopen,2026-02,4\nopen,2026-03,5\nsecret-margin,2026-03,9\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny company's pages in a folder."""
    folder = tmp_path_factory.mktemp("published")
    write_site(tiny_site(), folder)
    return folder


def package(site: Site) -> dict[str, Any]:
    (asset,) = [asset for asset in site.assets if asset.src_uri == "datapackage.json"]
    assert isinstance(asset.content, str)
    loaded = json.loads(asset.content)
    assert isinstance(loaded, dict)
    return loaded


def test_frictionless_finds_nothing_to_say(published: Path) -> None:
    report = frictionless.validate(str(published / "datapackage.json"))
    told = report.flatten(["place", "type", "message"])
    assert told == []
    assert report.valid
    assert len(report.tasks) == len(TABLES) + 4


def test_the_tables_of_a_company_fit_their_schema(published: Path, tmp_path: Path) -> None:
    """What people write by the written standard is what the schema says."""
    described = json.loads((published / "datapackage.json").read_text(encoding="utf-8"))
    resources = []
    for resource in described["resources"][: len(TABLES)]:
        name = resource["name"]
        files = sorted((DATA / name).glob("*.csv")) if name == "measurements" else []
        source = files[-1] if files else DATA / f"{name}.csv"
        (tmp_path / f"{name}.csv").write_text(_filled_up(source, resource), encoding="utf-8")
        resources.append({**resource, "path": f"{name}.csv"})
    path = tmp_path / "datapackage.json"
    path.write_text(json.dumps({"name": "company", "resources": resources}), encoding="utf-8")
    report = frictionless.validate(str(path))
    assert report.flatten(["place", "rowNumber", "message"]) == []
    assert report.valid


def _filled_up(source: Path, resource: dict[str, Any]) -> str:
    """A table with all columns of its schema in their order."""
    text = io.StringIO()
    names = [field["name"] for field in resource["schema"]["fields"]]
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    with source.open(encoding="utf-8", newline="") as lines:
        writer.writerows(csv.DictReader(lines))
    return text.getvalue()


BAD = [
    ("goals", {"goal": "Nps 45"}, "constraint-error"),
    ("goals", {"rule": "reech"}, "constraint-error"),
    ("goals", {"target": "high"}, "type-error"),
    ("goals", {"due": "31.12.2026"}, "type-error"),
    ("goals", {"department": ""}, "constraint-error"),
    ("metrics", {"decimals": "7"}, "constraint-error"),
    ("measurements", {"date": "10/31/2026"}, "constraint-error"),
    ("measurements", {"n": "-1"}, "constraint-error"),
]
ROWS = {
    "goals": {
        "goal": "g",
        "department": "d",
        "metric": "m",
        "rule": "reach",
        "target": "4",
        "baseline": "n/a",
    },
    "metrics": {"metric": "m", "name": "NA", "department": "d", "better": "higher"},
    "measurements": {"metric": "m", "date": "2026-W43", "value": "N/A", "n": "4"},
}


@pytest.mark.parametrize(("name", "change", "kind"), [*((name, {}, "") for name in ROWS), *BAD])
def test_a_schema_refuses_what_the_check_refuses(
    name: str, change: dict[str, str], kind: str
) -> None:
    stated = next(table for table in TABLES if table.name == name)
    schema = {**table_schema(stated), "foreignKeys": []}
    names = [field["name"] for field in schema["fields"]]
    row = {**ROWS[name], **change}
    data = [names, [row.get(column, "") for column in names]]
    resource = frictionless.Resource.from_descriptor({"name": name, "data": data, "schema": schema})
    told = resource.validate().flatten(["type"])
    assert told == ([[kind]] if kind else [])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_an_empty_one_to_begin_with(table: Any, published: Path) -> None:
    text = (published / f"templates/{table.name}.csv").read_text(encoding="utf-8")
    assert text == header(table)
    assert text.strip().split(",") == [column.name for column in table.columns]
    page = (published / "data/dictionary.md").read_text(encoding="utf-8")
    assert f'href="../../templates/{table.name}.csv"' in page


def test_empty_tables_are_accepted_by_the_check(tmp_path: Path) -> None:
    blank = {t.file if not t.is_folder else f"{t.file}m.csv": header(t) for t in TABLES}
    outcome = check_changed(tmp_path, {**blank, "measurements/values.csv": None})
    assert outcome.dataset is not None
    assert {p.message for p in outcome.problems} == {"The file has a header and no rows."}


def test_the_templates_of_a_beginning_name_columns_that_exist() -> None:
    by_name = {table.name: table for table in TABLES}
    for file, columns in TEMPLATES.items():
        table = by_name[file.split("/")[0].removesuffix(".csv")]
        assert {*columns} <= {column.name for column in table.columns}
        assert {c.name for c in table.columns if c.required} <= {*columns}


def test_every_column_is_described_for_programs_too() -> None:
    for table in TABLES:
        fields = table_schema(table)["fields"]
        assert [field["name"] for field in fields] == [column.name for column in table.columns]
        for field, column in zip(fields, table.columns, strict=True):
            assert field["description"].startswith(column.about)
            assert field.get("constraints", {}).get("required", False) is column.required


def test_nothing_of_what_leadership_alone_may_read_is_in_it(tmp_path: Path) -> None:
    files = {
        "departments.csv": "department,name\nsales,Sales\n",
        "metrics.csv": METRICS,
        "measurements/m.csv": VALUES,
    }
    site = tiny_site(write_files(tmp_path, files), promise_goal="")
    assert "secret" not in json.dumps(package(site))
    named = {resource["path"] for resource in package(site)["resources"]}
    others = ("edition/", "json/", "assets/charts/")
    kept = {asset.src_uri for asset in site.assets if asset.src_uri.startswith(others)}
    for asset in site.assets:
        if isinstance(asset.content, bytes) and asset.src_uri.endswith(".xlsx"):
            kept.add(asset.src_uri)
            with zipfile.ZipFile(io.BytesIO(asset.content)) as workbook:
                assert b"secret" not in b"".join(map(workbook.read, workbook.namelist()))
    assert "secret" not in str([asset for asset in site.assets if asset.src_uri in kept])
    assert {asset.src_uri for asset in site.assets} - kept == {
        *named,
        "datapackage.json",
        "feed.xml",
    }
    assert "downloads/open.csv" in named


def test_it_is_the_same_every_time() -> None:
    assert tiny_site().assets == tiny_site().assets


def test_the_built_site_has_it_all(site_of: Any) -> None:
    built: BuiltSite = site_of("every table")
    described = json.loads((built.folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        assert (built.folder / resource["path"]).is_file(), resource["path"]

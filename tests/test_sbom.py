"""The bill of materials: every pinned package with its licence, the same from the same files."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from generator.sbom import bill_of, bill_of_materials
from tests.pages.company import mkdocs, run, tiny, write_project

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = (ROOT / "requirements.txt").read_text(encoding="utf-8")
LICENCES = (ROOT / ".ci/licences.csv").read_text(encoding="utf-8")
#: Licences under which a company may run what it publishes with.
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MPL-2.0"),
    *("PSF-2.0", "Zlib"),
}


def test_it_lists_every_pinned_package() -> None:
    bill = bill_of_materials(REQUIREMENTS, LICENCES)
    pinned = re.findall(r"^(\S+)==(\S+)", REQUIREMENTS, re.MULTILINE)
    assert [(one["name"], one["version"]) for one in bill["components"]] == pinned
    assert all(one["externalReferences"][0]["hashes"] for one in bill["components"])


def test_it_has_no_time_and_its_number_follows_from_its_content() -> None:
    bill = bill_of_materials(REQUIREMENTS, LICENCES)
    assert bill == bill_of_materials(REQUIREMENTS, LICENCES)
    assert "timestamp" not in str(bill)
    other = bill_of_materials(REQUIREMENTS.replace("altair==6", "altair==7"), LICENCES)
    assert other["serialNumber"] != bill["serialNumber"]


def test_a_package_without_a_licence_is_refused() -> None:
    with pytest.raises(ValueError, match="altair: the list of licences lacks it"):
        bill_of_materials(REQUIREMENTS, LICENCES.replace("altair,", "altar,"))


def test_every_licence_is_one_of_those_allowed() -> None:
    for one in bill_of_materials(REQUIREMENTS, LICENCES)["components"]:
        (licence,) = one["licenses"]
        assert {*re.split(r" (?:AND|OR) ", licence["expression"])} <= ALLOWED, one["name"]


#: How packages without an expression say it.
_FAMILIES = {
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Apache Software License": "Apache",
    "Mozilla Public License": "MPL",
}


def test_the_list_agrees_with_what_packages_say_of_themselves() -> None:
    for one in bill_of_materials(REQUIREMENTS, LICENCES)["components"]:
        try:
            facts = metadata(one["name"])
        except PackageNotFoundError:  # of another system
            continue
        listed = one["licenses"][0]["expression"]
        if "License-Expression" in facts:
            assert facts["License-Expression"] == listed, one["name"]
            continue
        said = " ".join(facts.get_all("License", []) + facts.get_all("Classifier", []))
        told = [short for long, short in _FAMILIES.items() if long in said] or [said[:60]]
        assert any(short in listed or listed in short for short in told), one["name"]


def test_a_released_edition_keeps_it_and_gives_it_back(tmp_path: Path) -> None:
    project = write_project(tmp_path / "first", tiny())
    released = {"MIKE_DOCS_VERSION": "2026-Q4"}
    done = run("-m", "mkdocs", "build", cwd=project, environment=released)
    assert done.returncode == 0, done.stdout
    kept = project / "site/edition"
    text = (kept / "sbom.json").read_text(encoding="utf-8")
    assert json.loads(text) == bill_of_materials(REQUIREMENTS, LICENCES)
    manifest = json.loads((kept / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"]["sbom.json"] == hashlib.sha256(text.encode()).hexdigest()
    again = write_project(tmp_path / "again", {})
    shutil.copytree(kept, again / "data")
    assert mkdocs(again).returncode == 0
    assert (again / "site/edition/sbom.json").read_text(encoding="utf-8") == text
    assert mkdocs(project).returncode == 0
    assert not (project / "site/edition/sbom.json").exists()


def test_a_generator_without_its_files_has_none(tmp_path: Path) -> None:
    assert bill_of(tmp_path) == ""

"""The bill of materials: every pinned package with its licence, the same from the same files."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from generator.sbom import bill_of_materials

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


def test_the_list_agrees_with_what_packages_say_of_themselves() -> None:
    for one in bill_of_materials(REQUIREMENTS, LICENCES)["components"]:
        try:
            facts = metadata(one["name"])
        except PackageNotFoundError:  # of another system
            continue
        if "License-Expression" in facts:
            assert facts["License-Expression"] == one["licenses"][0]["expression"], one["name"]

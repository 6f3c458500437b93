"""The bill of materials: what the generator runs on, as a CycloneDX list of the pinned packages.

`make sbom` writes it, and each released edition keeps it. It follows from the requirements and the
list of licences alone: it has no time, and its serial number is made from its content.
"""

from __future__ import annotations

import csv
import json
import re
import uuid
from pathlib import Path
from typing import Any

_SOURCES = ("requirements.txt", ".ci/licences.csv")
_PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill_of_materials(requirements: str, licences: str) -> dict[str, Any]:
    """The CycloneDX list; ValueError if the licence of a package is not listed."""
    known = {row["package"]: row["licence"] for row in csv.DictReader(licences.splitlines())}
    starts = [*_PACKAGE.finditer(requirements)]
    ends = [*(start.start() for start in starts[1:]), len(requirements)]
    components = []
    for start, end in zip(starts, ends, strict=True):
        name, version = start.groups()
        if name not in known:
            raise ValueError(f"{name}: the list of licences lacks it.")
        hashes = _HASH.findall(requirements, start.end(), end)
        components.append(
            {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "licenses": [{"expression": known[name]}],
                "externalReferences": [
                    {
                        "type": "distribution",
                        "url": f"https://pypi.org/project/{name}/{version}/",
                        "hashes": [{"alg": "SHA-256", "content": one} for one in hashes],
                    }
                ],
            }
        )
    content = json.dumps(components)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}",
        "version": 1,
        "components": components,
    }


def bill_of(root: Path) -> str:
    """The list of the generator at `root` as text; "" if it was installed without its files.

    Raises ValueError if the licence of a package is not listed.
    """
    try:
        texts = [(root / name).read_text(encoding="utf-8") for name in _SOURCES]
    except FileNotFoundError:
        return ""
    return f"{json.dumps(bill_of_materials(*texts), indent=1)}\n"


def main() -> None:
    """Writes the list into `sbom.json`."""
    Path("sbom.json").write_text(bill_of(Path()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

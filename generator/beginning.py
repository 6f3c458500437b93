"""A company's repository of its own: a few files, of which the generator is one pinned package."""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from generator.model.errors import StartRefusedError
from generator.model.installation import INSTALL, as_cx, is_clone, shipped
from generator.sentences.settings import PLUGIN_WORDS
from generator.start import own_settings, sample_files, start, starting_files

_NAME = "cx-strategy-site"
#: Where the wheel is kept: the package is on no index.
VENDOR = "vendor"
#: What is taken over from the generator's own repository, with the commands of `cx`.
_TAKEN_OVER = (
    *(".gitattributes", ".github/workflows/check.yml", ".github/workflows/publish.yml"),
    *(".gitignore", ".gitlab-ci.yml"),
)
_README = Path(__file__).parent / "starting_readme.md"
#: The comments on settings in the sample's mkdocs.yml.
_SOME_SETTINGS = re.compile(r"^ +# How a status.*?(?=\n\n)\n", re.MULTILINE | re.DOTALL)
#: What only the generator itself is built with.
_BUILDING = re.compile(r"^flit-core==.*\n(?: .*\n)*", re.MULTILINE)

NEXT_STEPS = f"""\
1. Here, in a terminal: git init, git add --all, git commit --message Begin.
2. python -m venv .venv, activate it, then: {INSTALL}
3. Fill in data/departments.csv, data/metrics.csv, data/goals.csv and data/measurements/.
4. Write your name and promise into mkdocs.yml, then look at it: cx serve.
5. Commit it, and publish your first edition: cx release 2026-Q4. README.md says the rest."""


def run_start(options: argparse.Namespace) -> Iterator[str]:
    """Begins a company's own site as the options say it; yields what is to be told."""
    if options.folder is None and is_clone():
        yield from (f"wrote {name}" for name in start(Path.cwd()))
        yield "Fill in the files in data/, then run: make site"
        return
    wheel = Path(options.wheel) if options.wheel else None
    written = begin_repository(Path(options.folder or "."), wheel=wheel, sample=options.sample)
    yield from (f"wrote {name}" for name in written)
    yield NEXT_STEPS


def begin_repository(folder: Path, *, wheel: Path | None = None, sample: bool = False) -> list[str]:
    """Writes a company's repository into a folder; the names of its files.

    `wheel` is that of this package; without it, the one that it was installed from. Raises
    StartRefusedError if there is none, or a file to be written is there already.
    """
    wheel = wheel or wheel_of_this_package()
    if wheel is None:
        raise StartRefusedError(
            "It is not known from which wheel this command was installed.",
            "Name it: cx start FOLDER --wheel FILE.",
        )
    files = {**_company_files(sample=sample), **pins(wheel)}
    kept = f"{VENDOR}/{wheel.name}"
    there = sorted(name for name in (*files, kept) if (folder / name).exists())
    if there:
        raise StartRefusedError(
            f"These files are there already, so nothing was written: {', '.join(there)}.",
            "Name another folder.",
        )
    write(folder, files)
    keep(folder, wheel)
    return sorted((*files, kept))


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Writes files of text under a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def keep(folder: Path, wheel: Path) -> None:
    """Copies a wheel to where the requirements of a company's repository name it."""
    (folder / VENDOR).mkdir(exist_ok=True)
    shutil.copyfile(wheel, folder / VENDOR / wheel.name)


def pins(wheel: Path) -> dict[str, str]:
    """The two files of requirements: one line that pins a wheel, and all packages with hashes."""
    line = f"./{VENDOR}/{wheel.name}"
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    packages = _BUILDING.sub("", text_in(wheel, "requirements.txt").partition("make pins\n")[2])
    return {
        "requirements.in": f"{line}\n",
        "requirements.txt": f"# Made from requirements.in. To install:\n#    {INSTALL}\n"
        f"{line} \\\n    --hash=sha256:{digest}\n{packages}",
    }


def text_in(wheel: Path, name: str) -> str:
    """A text that a wheel of this package has beside its modules."""
    try:
        with zipfile.ZipFile(wheel) as files:
            return files.read(f"generator/shipped/{name}").decode()
    except (KeyError, zipfile.BadZipFile):
        raise StartRefusedError(
            f"{wheel}: This is no wheel of this package.", "Name another file."
        ) from None


def wheel_of_this_package() -> Path | None:
    """The wheel that this package was installed from, if that is known and still there."""
    try:
        origin = distribution(_NAME).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    address = urlsplit(json.loads(origin).get("url", "") if origin else "")
    path = Path(url2pathname(address.path))
    return path if address.scheme == "file" and path.suffix == ".whl" and path.is_file() else None


def _with_every_setting(config: str) -> str:
    """The text of mkdocs.yml with all that it does not state yet as comments, each explained."""
    lines = []
    for name, (meaning, example) in PLUGIN_WORDS.items():
        group, _, key = name.rpartition(".")
        if group:
            lines.append(f"#   {example.partition('{')[2].removesuffix('}')}   # {meaning}")
        elif any(other.startswith(f"{key}.") for other in PLUGIN_WORDS):
            lines.append(f"# {key}:   # {meaning}")
        elif not re.search(rf"(?m)^ +{key}:", config):
            statement = re.sub(r"^\{(.*?\"), .*", r"\1", example)
            lines.append(f"# {statement}   # {meaning}")
    block = "".join(f"      {line}\n" for line in lines)
    return _SOME_SETTINGS.sub(block.replace("\\", r"\\"), config)


def _company_files(*, sample: bool) -> dict[str, str]:
    root = shipped()
    files = {name: as_cx((root / name).read_text(encoding="utf-8")) for name in _TAKEN_OVER}
    files["README.md"] = _README.read_text(encoding="utf-8")
    config = as_cx((root / "mkdocs.yml").read_text(encoding="utf-8"))
    if sample:
        taken = {name: (root / name).read_text(encoding="utf-8") for name in sample_files(root)}
        return {**files, "mkdocs.yml": _with_every_setting(config), **taken}
    return {**files, "mkdocs.yml": _with_every_setting(own_settings(config)), **starting_files()}

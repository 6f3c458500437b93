"""The shipped files, opened and saved in LibreOffice: in every form the dataset stays the same.

Two languages, and six forms in each: CSV with comma or semicolon in UTF-8 or cp1252, .xlsx, .ods.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from generator.build import check
from generator.configuration import plugin_options
from generator.model.dataset import Dataset
from generator.model.settings import parse_settings
from generator.model.vocabulary import Audience
from generator.read.decoding import Text, decode_bytes
from generator.read.delimited import parse

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "data").rglob("*.csv"))
LANGUAGES = ("en-US", "de-DE")
_CSV = "csv:Text - txt - csv (StarCalc):{},34,{},1,,0,false,true"
FORMS: Mapping[str, str] = {
    "CSV with commas in UTF-8": _CSV.format(44, 76),
    "CSV with semicolons in UTF-8": _CSV.format(59, 76),
    "CSV with commas in cp1252": _CSV.format(44, 1),
    "CSV with semicolons in cp1252": _CSV.format(59, 1),
    "xlsx": "xlsx",
    "ods": "ods",
}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{}</value></prop></item>
</oor:items>
"""


@pytest.fixture(scope="module")
def program() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None and os.environ.get("CX_REQUIRE_LIBREOFFICE"):
        pytest.fail("LibreOffice is not installed here.")
    if found is None:
        pytest.skip("LibreOffice is not installed here.")
    return found


def saved(program: str, folder: Path, language: str, form: str) -> Path:
    """A data folder of all files, each opened as its preview shows it right, and saved so."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(_PROFILE.format(language))
    data = folder / "data"
    for mark in (",", ";"):
        files = [path for path in FILES if delimiter(path) == mark]
        opened = f"--infilter=CSV:{ord(mark)},34,76,1,,0,false,false"
        command = [program, f"-env:UserInstallation=file://{profile}", "--headless", opened]
        command += ["--convert-to", FORMS[form], "--outdir", str(data), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    (data / "measurements").mkdir()
    for path in FILES:
        if path.parent.name == "measurements":
            (made,) = data.glob(f"{path.stem}.*")
            made.rename(data / "measurements" / made.name)
    return data


def delimiter(path: Path) -> str:
    text = decode_bytes(path.read_bytes(), path.name)
    assert isinstance(text, Text)
    return parse(text.content, path.name, text.encoding)[0].delimiter


def dataset_of(folder: Path) -> Dataset:
    settings = parse_settings(plugin_options((ROOT / "mkdocs.yml").read_text("utf-8")))
    return check(folder, dataclasses.replace(settings, audience=Audience.LEADERSHIP))


@cache
def shipped() -> Dataset:
    return dataset_of(ROOT / "data")


def facts(value: object) -> object:
    """A value without the places where its rows stand."""
    if isinstance(value, Mapping):
        return {key: facts(held) for key, held in value.items()}
    if dataclasses.is_dataclass(value):
        names = [each.name for each in dataclasses.fields(value) if each.name != "location"]
        return tuple((name, facts(getattr(value, name))) for name in names)
    return value


def rows_used(dataset: Dataset) -> dict[str, tuple[int, int]]:
    return {
        source.file.rpartition(".")[0]: (source.rows_read, source.rows_used)
        for source in dataset.sources
    }


@pytest.mark.slow
@pytest.mark.sample
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_saved_there_is_the_same_dataset(
    language: str, form: str, program: str, tmp_path: Path
) -> None:
    assert len(FILES) == 28
    here, there = shipped(), dataset_of(saved(program, tmp_path, language, form))
    assert rows_used(there) == rows_used(here)
    assert len(there.sources) == len(FILES)
    assert facts(there.tables) == facts(here.tables)
    assert facts(there.segments) == facts(here.segments)
    assert there.cadences == here.cadences
    keys = ["metric", "segment", "first", "last"]
    numbers = [name for name in here.measurements if name not in {"file", "line", "last_line"}]
    ordered = [each.measurements[numbers].sort_values(keys) for each in (here, there)]
    assert ordered[0].reset_index(drop=True).equals(ordered[1].reset_index(drop=True))
    assert len(there.warnings) == len(here.warnings)

"""What lies on the published branch is untrusted: forty ways of damaging it stop nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.__main__ import main
from generator.archive.edition_folder import hashes
from generator.check.published_figures import warn_of_published
from generator.editions import release_commands
from generator.past.build_context import day_and_context
from tests.changes.company import files
from tests.editions.clones import environment
from tests.pages.company import write_files
from tests.past.published import Company, with_editions

SAFETY = Path(__file__).resolve().parents[2].parent / "shared/cases/safety/archive"
NEWEST = "2026-Q2"
Damage = Callable[[Path], object]


def text(name: str, content: str | bytes) -> Damage:
    """Another content of a file."""
    return lambda tree: write_files(tree, {name: content})


def in_list(**changes: Any) -> Damage:
    """Another entry of the newest edition in the list; `None` takes a key out."""

    def damage(tree: Path) -> None:
        path = tree / "versions.json"
        first, *rest = json.loads(path.read_text())
        path.write_text(json.dumps([changed(first, changes), *rest]))

    return damage


def in_manifest(**changes: Any) -> Damage:
    """Other keys in the manifest of the newest edition."""

    def damage(tree: Path) -> None:
        path = tree / NEWEST / "edition/manifest.json"
        path.write_text(json.dumps(changed(json.loads(path.read_text()), changes)))

    return damage


def in_table(name: str, change: Callable[[str], str]) -> Damage:
    """Another text of a file of the newest edition, whose manifest vouches for it."""

    def damage(tree: Path) -> None:
        folder = tree / NEWEST / "edition"
        path = folder / name
        path.write_text(change(path.read_text()))
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["files"] |= hashes({name: path.read_text()})
        (folder / "manifest.json").write_text(json.dumps(manifest))

    return damage


def changed(entry: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**entry, **changes}.items() if value is not GONE}


GONE = object()
MANIFEST = f"{NEWEST}/edition/manifest.json"
DEEP = "[" * 100_000
LONG = "x" * 200_000


def row(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    def change(content: str) -> str:
        assert old in content, content
        return content.replace(old, new, count)

    return change


def cell(column: str, value: str) -> Callable[[str], str]:
    """The text of a table whose first row has another value in a column."""

    def change(content: str) -> str:
        header, first, rest = content.split("\n", 2)
        cells = first.split(",")
        cells[header.split(",").index(column)] = value
        return "\n".join((header, ",".join(cells), rest))

    return change


def without(name: str) -> Damage:
    """A file or a folder is gone."""

    def damage(tree: Path) -> None:
        path = tree / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    return damage


def instead(name: str, put: str) -> Damage:
    """Another thing at the place of a file or a folder."""

    def damage(tree: Path) -> None:
        without(name)(tree)
        write_files(tree, {put: "x"})

    return damage


def last_line(line: str) -> Callable[[str], str]:
    return lambda content: content.rstrip("\n").rpartition("\n")[0] + f"\n{line}\n"


#: The damage; whether the newest edition can still be compared with.
CASES: dict[str, tuple[Damage, bool]] = {
    "list: empty": (text("versions.json", ""), True),
    "list: no JSON": (text("versions.json", "{"), True),
    "list: no text": (text("versions.json", b"\xff\xfe\x00"), True),
    "list: an object": (text("versions.json", '{"not": "a list"}'), True),
    "list: too deep": (text("versions.json", DEEP), True),
    "list: gone": (without("versions.json"), True),
    "list: a folder": (instead("versions.json", "versions.json/x"), True),
    "list: numbers": (text("versions.json", "[1, null, [], true]"), True),
    "entry: no name": (in_list(version=GONE), True),
    "entry: a number for a name": (in_list(version=2026), False),
    "entry: the name of another folder": (in_list(version="../main"), False),
    "entry: a name of two lines": (in_list(version="2026-Q2\n2026-Q1"), False),
    "entry: a name like an option": (in_list(version="--output=x"), False),
    "entry: an edition that is not there": (in_list(version="2026-Q9"), False),
    "entry: aliases are text": (in_list(aliases="latest"), True),
    "entry: an alias that is another edition": (in_list(aliases=["2026-Q1"]), True),
    "entry: aliases of all kinds": (in_list(aliases=[1, None, "../x", "latest"]), True),
    "entry: properties are a list": (in_list(properties=[1]), True),
    "entry: a commit like an option": (in_list(properties={"commit": "--all"}), True),
    "entry: no title": (in_list(title=GONE), True),
    "entry: twice": (
        lambda tree: (tree / "versions.json").write_text(
            json.dumps(json.loads((tree / "versions.json").read_text()) * 2)
        ),
        True,
    ),
    "manifest: empty": (text(MANIFEST, ""), False),
    "manifest: a list": (text(MANIFEST, "[]"), False),
    "manifest: no text": (text(MANIFEST, b"\xff\xfe"), False),
    "manifest: too deep": (text(MANIFEST, DEEP), False),
    "manifest: of another edition": (in_manifest(edition="2025-Q1"), False),
    "manifest: a later form": (in_manifest(format=99), False),
    "manifest: the form is a flag": (in_manifest(format=True), False),
    "manifest: files are text": (in_manifest(files="none"), False),
    "manifest: settings are text": (in_manifest(settings="none"), False),
    "manifest: no audience": (in_manifest(audience=GONE), False),
    "manifest: an audience that nobody knows": (in_manifest(audience="board"), False),
    "manifest: the day is a number": (in_manifest(as_of={"day": 5, "reason": "x"}), False),
    "manifest: a month that is none": (in_manifest(settings={"fiscal_year_start": 40}), False),
    "manifest: a commit like an option": (in_manifest(commit="--output=x"), False),
    "manifest: its list of editions is text": (in_manifest(editions="all"), False),
    "manifest: a sentence that is a list": (
        in_manifest(summary={"sentence": [], "piles": {}}),
        False,
    ),
    "folder: a file in its place": (instead(NEWEST, NEWEST), False),
    "folder: a table is gone": (without(f"{NEWEST}/edition/metrics.csv"), False),
    "table: changed by hand": (text(f"{NEWEST}/edition/goals.csv", "goal\nx\n"), False),
    "table: rows that end early": (in_table("answers.csv", last_line("x")), False),
    "table: rows that go on": (in_table("answers.csv", last_line("x" + "," * 99)), False),
    "table: a cell too long": (in_table("answers.csv", last_line(LONG)), False),
    "table: a status that nobody knows": (
        in_table("answers.csv", cell("status", "fine")),
        False,
    ),
    "table: a pile that nobody knows": (in_table("answers.csv", cell("pile", "fine")), False),
    "table: a figure without end": (
        in_table("measurements/published.csv", row(",41,", ",inf,")),
        False,
    ),
    "table: a day that is none": (
        in_table("measurements/published.csv", row("2026-01-31", "2026-99-99")),
        False,
    ),
    "table: a day beyond all periods": (
        in_table("measurements/published.csv", row("2026-01-31", "9999-12-31")),
        False,
    ),
    "table: a metric that is not there": (
        in_table("measurements/published.csv", row("solved,", "ghost,", 1)),
        True,
    ),
    "table: a metric that clears the screen": (
        in_table("measurements/published.csv", row("solved,", "\x1b[2Jghost" + LONG + ",", 1)),
        True,
    ),
    "table: a goal about a metric that is not there": (
        in_table("goals.csv", row(",solved,", ",ghost,")),
        False,
    ),
    "table: no department": (in_table("departments.csv", lambda text: text.split("\n")[0]), False),
    "provenance: a list": (in_table("provenance.json", lambda _: "[]"), False),
    "provenance: a cadence that is none": (
        in_table("provenance.json", row("monthly", "hourly")),
        False,
    ),
    "news: a page of another site": (
        in_table("feed.json", lambda _: '[{"key": 1}]'),
        False,
    ),
    "audience: another word": (text("audience.txt", "everybody\n"), True),
    "audience: no text": (text("audience.txt", b"\xff"), True),
}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """A company with two editions and a state that comes after them."""
    made = with_editions(tmp_path_factory.mktemp("damaged") / "company")
    made.commit("2026-07-25", files(values=[41, 43, 45, 46, 47, 48]))
    return made


@pytest.fixture
def damaged(company: Company, tmp_path: Path) -> Callable[[Damage], None]:
    """Lays a damaged copy of what is published upon the branch."""
    sound = company.folder.parent / f"{company.folder.name}-published"

    def lay(damage: Damage) -> None:
        tree = tmp_path / "published"
        shutil.copytree(sound, tree)
        damage(tree)
        company.lay(tree)

    return lay


def test_there_are_forty() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize(("damage", "stays"), CASES.values(), ids=CASES)
def test_a_build_names_it_and_goes_on(
    damage: Damage, stays: bool, damaged: Callable[[Damage], None], company: Company
) -> None:
    damaged(damage)
    from generator.build import read_context  # noqa: PLC0415

    settings = company.settings()
    as_of, origin = day_and_context(settings, {}, company.data, company.folder)
    context = read_context(company.data, settings, as_of, origin)
    previous = context.origin.past.previous
    assert previous is not None
    assert previous.version == (NEWEST if stays else "2026-Q1")
    for told in warn_of_published(context.report.dataset, previous.dataset, previous.version):
        assert str(told).isprintable()
        assert len(str(told)) < 300
    if not stays:
        assert any(NEWEST in told for told in origin.past.left_out) or not listed(company)


def listed(company: Company) -> bool:
    """Whether the list on the branch still has the newest edition."""
    return f'"version": "{NEWEST}"' in company.git("show", "gh-pages:versions.json")


@pytest.mark.parametrize("damage", [damage for damage, _ in CASES.values()], ids=CASES)
def test_a_release_goes_on_and_leaves_a_sound_list(
    damage: Damage,
    damaged: Callable[[Damage], None],
    company: Company,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in os.environ:
        if name.startswith(("GIT_", "CX_", "MIKE_")):
            monkeypatch.delenv(name)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    damaged(damage)
    company.git("config", "user.name", "A")
    company.git("config", "user.email", "a@example.org")
    monkeypatch.chdir(company.folder)
    monkeypatch.setattr(
        release_commands,
        "build_site",
        lambda _, site, *__: write_files(site, {"index.html": "<h1>2026-Q3</h1>"}),
    )
    company.git("update-ref", "-d", "refs/tags/edition-2026-Q3")
    assert main(["release", "2026-Q3"]) == 0, capsys.readouterr()
    versions = company.repository.versions()
    assert versions["2026-Q3"] == ["latest"]
    assert "2026-Q1" in versions
    assert versions.keys() <= company.repository.folders()
    assert company.git("show", "gh-pages:audience.txt") == "all"
    assert main(["editions", "copy", str(tmp_path / "public")]) == 0
    assert main(["editions", "list"]) == 0


@pytest.mark.parametrize("damage", ["{", "", json.dumps({"edition": NEWEST})])
def test_what_a_damaged_edition_withheld_stays_withheld(tmp_path: Path, damage: str) -> None:
    """Five answers in August were too few; they are twelve by now."""
    from generator.build import read_context  # noqa: PLC0415

    def data(*figures: str) -> dict[str, str | bytes]:
        rows = (f"solved,2026-{month:02},{one}\n" for month, one in enumerate(figures, start=7))
        return files(
            metric={"calculation": "share", "kind": "customer"},
        ) | {"measurements/m.csv": "metric,date,numerator,n\n" + "".join(rows)}

    company = Company(tmp_path / "company")
    company.commit("2026-08-20", data("40,80", "3,5"))
    company.publish("2026-Q1")
    company.commit("2026-10-20", data("40,80", "3,5", "44,90"))
    company.publish(NEWEST)
    tree = tmp_path / "company-published"
    write_files(tree, {MANIFEST: damage})
    company.lay(tree)
    company.commit("2026-11-20", data("40,80", "7,12", "44,90"))
    settings = company.settings()
    as_of, origin = day_and_context(settings, {}, company.data, company.folder)
    context = read_context(company.data, settings, as_of, origin)
    (series,) = context.report.series.values()
    assert series.n.tolist() == [80.0, 90.0]

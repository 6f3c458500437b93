"""What else can be spoilt: declarations, settings, editions, the published branch, the folder.

Each function does with a folder what a command would do, and tells what is wrong with how that
ended. A refusal in words is right; so is a site that can be built.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from generator.build import read_context
from generator.check.folder_check import check_folder
from generator.configuration import plugin_options, site_address
from generator.editions.published import read_published
from generator.model.dataset import AsOf
from generator.model.edition import BuildContext, EditionHistory
from generator.model.errors import DataError, ReleaseRefusedError, SettingsError
from generator.model.settings import Settings, parse_settings
from generator.model.tables import TABLES
from generator.pages.site import write_pages
from generator.past.build_date import stated_as_of
from generator.past.earlier_editions import earlier_editions, newest_readable, withheld_before
from generator.read.data_folder import read_folder
from tests.check.folder import TODAY

if TYPE_CHECKING:
    from generator.git import Git

DAY = AsOf(day=TODAY, reason="the run says so")
MANIFEST = "manifest.json"
#: The edition that the fixture is of, and the commit at which the branch stands.
EDITION, TIP = "2026-Q4", "c" * 40
#: Values that somebody may state in a setting, and in a field of JSON.
STATED = (
    "1" + "0" * 400, "-1", "1e400", ".inf", ".nan", "nan", "true", "null", "[]", "{}", '""', '"a"',
    '"undefined"', '"punycode"', '"\\u0000"', '"%Y%Y"', '"."', '"**"', '"../../etc"', "9999-12-31",
    "2026-02-30", "[" * 400 + "]" * 400, '{ "a" = 1 }', "{a: b}", "0.5", "[0, 10]", '"Europe"',
    "!!timestamp x", "&a [*a]", '"' + "a" * 3000 + '"',
)  # fmt: skip


def stated(content: bytes, chance: random.Random) -> bytes:
    """A file of settings with another value behind one of its `=`, `:` or commas."""
    lines = content.split(b"\n")
    found = [at for at, line in enumerate(lines) if b"=" in line or b":" in line]
    if not found:
        return content
    at = chance.choice(found)
    mark = b"=" if b"=" in lines[at] else b":"
    end = b"," if mark == b":" and lines[at].endswith(b",") else b""
    before = lines[at].partition(mark)[0]
    lines[at] = before + mark + b" " + chance.choice(STATED).encode() + end
    return b"\n".join(lines)


def nested(content: bytes, chance: random.Random) -> bytes:
    """A file with lists in lists, thousands deep, somewhere in it."""
    deep = chance.choice([101, 3000, 20_000])
    at = chance.randrange(len(content) + 1)
    return content[:at] + b"[" * deep + b"]" * deep * chance.randrange(2) + content[at:]


def built(folder: Path, settings: Settings, as_of: AsOf | None, past: EditionHistory) -> None:
    """All that a build does before it draws; raises DataError with what the check refuses."""
    context = read_context(folder, settings, as_of, BuildContext(past=past))
    write_pages(context)


def site_faults(folder: Path) -> list[str]:
    """A data folder that the check accepts is built too, and one that it refuses is told why."""
    try:
        check_folder(read_folder(folder, TABLES), Settings(), DAY)
    except DataError as refused:
        return [] if refused.problems else ["it is refused, and nothing is told"]
    try:
        built(folder, Settings(), DAY, EditionHistory())
    except DataError as refused:
        return [f"the check accepts what the build refuses: {refused}"]
    return []


def settings_faults(folder: Path) -> list[str]:
    """A mkdocs.yml is refused in words, or the site is built as it says."""
    try:
        text = (folder / "mkdocs.yml").read_bytes().decode()
    except UnicodeDecodeError:
        return []
    try:
        settings = parse_settings(plugin_options(text))
        site_address(text)
        built(folder, settings, stated_as_of(settings, {}), EditionHistory())
    except SettingsError as refused:
        return [] if all(refused.messages) else ["it is refused, and nothing is told"]
    except DataError as refused:
        return [] if refused.problems else ["it is refused, and nothing is told"]
    return []


def edition_faults(folder: Path) -> list[str]:
    """The folder of an edition is refused in words, or its site is built anew."""
    _told_again(folder, folder)
    with suppress(DataError, SettingsError):
        built(folder, Settings(), None, EditionHistory())
    return []


def branch_faults(folder: Path) -> list[str]:
    """What stands on the published branch is left out in words, or compared with."""
    _told_again(folder / EDITION / "edition", folder)
    git = cast("Git", _Branch(folder))
    left_out: dict[str, str] = {}
    with suppress(ReleaseRefusedError):
        published = read_published(git, TIP, "gh-pages")
        json.dumps(published.listing)
    earlier = earlier_editions(
        git, Settings(), BuildContext(), None, published=TIP, leave_out=left_out.__setitem__
    )
    previous = newest_readable(git, earlier, left_out.__setitem__)
    withheld = withheld_before(git, "next", TIP)
    past = EditionHistory(
        previous=previous,
        editions=tuple(edition.manifest.list_entry for edition in earlier),
        withheld=withheld,
    )
    built(folder / "data", Settings(), DAY, past)
    return [] if all(left_out.values()) else ["an edition is left out, and nothing is told"]


def _told_again(edition: Path, folder: Path) -> None:
    """Of half of the spoilt files, the manifest knows the new content: it was forged with them."""
    digest = hashlib.sha256((folder / "forged").read_bytes()).digest()
    (folder / "forged").unlink()
    try:
        manifest = json.loads((edition / MANIFEST).read_bytes())
        names = [*manifest["files"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return
    if digest[0] % 2:
        return
    for name in names:
        with suppress(OSError, ValueError):
            manifest["files"][name] = hashlib.sha256((edition / name).read_bytes()).hexdigest()
    (edition / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")


class _Branch:
    """A published branch that lies in a folder, as much of git as is asked about it."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.relative_to(folder).parts[0] != "data"
        }

    def read(self, *arguments: str) -> str | None:
        """The folders at the root, or the files below a folder."""
        if arguments[0] != "ls-tree":
            return None
        if "-d" in arguments:
            names = {name.partition("/")[0] for name in self._files if "/" in name}
            shown = "{}" if "--name-only" in arguments else "040000 tree 0\t{}"
            return "\n".join(shown.format(name) for name in sorted(names))
        inside = f"{arguments[-1].partition(':')[2].rstrip('/')}/"
        names = {name for name in self._files if name.startswith(inside)}
        return "\n".join(sorted(name.removeprefix(inside) for name in names))

    def files_at(self, names: Iterable[str]) -> Mapping[str, bytes]:
        """The content of each file that is there, by its name for git."""
        found = ((name, self._files.get(name.partition(":")[2])) for name in names)
        return {name: content for name, content in found if content is not None}

    def commit(self, name: str) -> str | None:
        """The one commit."""
        del name
        return TIP


def _at(folder: Path, chance: random.Random, ending: str) -> Path:
    """A place in a data folder that is free, among its tables, its exports or at its root."""
    below = chance.choice(["", "measurements/", "exports/", "measurements/older/"])
    (folder / below).mkdir(exist_ok=True, parents=True)
    return folder / f"{below}x{chance.randrange(1000)}{ending}"


def _link(folder: Path, chance: random.Random) -> str:
    to = ["/etc/hostname", "/etc", "..", "../..", "nowhere.csv", "/dev/zero", "/proc/self/mem"]
    place = _at(folder, chance, chance.choice([".csv", "", ".md"]))
    where = chance.choice(to)
    with suppress(FileExistsError):
        place.symlink_to(where)
    real = Path(os.path.realpath(place))
    out = not real.is_relative_to(os.path.realpath(folder))
    return "leads out of the folder" if out else ""


def _pipe(folder: Path, chance: random.Random) -> str:
    os.mkfifo(_at(folder, chance, ".csv"))
    return "neither a file nor a folder"


def _odd_name(folder: Path, chance: random.Random) -> str:
    ending = os.fsdecode(chance.choice([b"\xe9.csv", b"\xff\xfe.csv", b"\xc3.txt"]))
    _at(folder, chance, ending).write_text("a,b\n1,2\n", encoding="utf-8")
    return "not in UTF-8"


def _strange_name(folder: Path, chance: random.Random) -> str:
    ending = chance.choice(["\n.csv", " (2).csv", "\u202e.csv", "'\".csv", ".CSV", "\x7f.csv"])
    content = (folder / "measurements/values.csv").read_bytes()
    _at(folder, chance, ending).write_bytes(content)
    return ""


def _closed(folder: Path, chance: random.Random) -> str:
    place = chance.choice([*folder.rglob("*.csv"), folder / "measurements"])
    place.chmod(0)
    return "" if os.access(place, os.R_OK) else "cannot be opened"


def _folder_for_file(folder: Path, chance: random.Random) -> str:
    place = chance.choice([*folder.rglob("*.csv"), folder / "exports.toml"])
    place.unlink(missing_ok=True)
    place.mkdir()
    return ""


def _gone(folder: Path, chance: random.Random) -> str:
    chance.choice([*folder.rglob("*.csv")]).unlink()
    return ""


_PLANTED: tuple[Callable[[Path, random.Random], str], ...] = (
    _link, _link, _pipe, _odd_name, _strange_name, _closed, _folder_for_file, _gone,
)  # fmt: skip


def file_system_faults(folder: Path) -> list[str]:
    """A data folder in which something odd lies is refused in words, or its site is built."""
    seed = (folder / "seed").read_bytes()
    (folder / "seed").unlink()
    chance = random.Random(seed)  # noqa: S311 -- nothing secret
    wanted = chance.choice(_PLANTED)(folder, chance)
    try:
        found = site_faults(folder)
        if wanted:
            problems = read_folder(folder, TABLES).problems
            if not any(wanted in problem.message for problem in problems):
                found.append(f"it is not told that something {wanted}")
        return found
    finally:
        for place in (folder / "measurements", *folder.rglob("*")):
            with suppress(OSError):
                if not place.is_symlink():
                    place.chmod(0o755)


def archive_texts(folder: Path) -> dict[str, bytes]:
    """The files of an edition of an earlier version, by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


SETTINGS = b"""site_name: Kestrel
site_url: https://kestrel.example/cx/
plugins:
  - search
  - cx:
      company: Kestrel
      promise: An answer in a day
      promise_goal: fast
      data: data
      as_of: 2026-11-20
      audience: leadership
      fiscal_year_start: 4
      decimal_mark: ","
      thousands_mark: " "
      currency_display: symbol
      thresholds: {on_pace: 0.9, noise: 2, sustained: 3, hold_window: 12}
      variation:
        run_length: 8
      chances:
        likely: 0.8
      cache: false
      update_link: https://files.example/{file}
      source_link: https://files.example/{file}#L{line}
      frame_ancestors: self
      previous: none
      maturity_model: CMM
      colour: "#8a1538"
      paper: letter
"""

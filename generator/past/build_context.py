"""The origin of a build: which edition it makes, from which commit, and after which edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.archive.edition_folder import files_in, is_edition
from generator.archive.reading import read_edition
from generator.archive.writing import FOLDER
from generator.history import resolve_as_of, source_commits
from generator.model.dataset import AsOf
from generator.model.edition import NEXT, BuildContext, Edition, EditionHistory
from generator.model.errors import ArchiveError, SettingsError
from generator.model.settings import Settings
from generator.past.blobs import said
from generator.past.branch import Released, edition_files, published_commits, released
from generator.past.commits import cell_commits

#: Tells a build the name of its edition, as mike does.
_EDITION = "MIKE_DOCS_VERSION"
#: Tells a build the commit of the published branch that it will be laid upon.
_PUBLISHED = "CX_PUBLISHED"
_NONE = "none"


def day_and_origin(
    settings: Settings,
    environ: Mapping[str, str],
    data: Path,
    beside: Path,
    address: str | None = None,
) -> tuple[AsOf | None, BuildContext]:
    """The day from which a site speaks, and its origin; `address` is where it will stand."""
    as_of = resolve_as_of(settings, environ, data)
    origin = origin_of(settings, environ, data, beside, as_of)
    return as_of, replace(origin, address=address or "")


def origin_of(
    settings: Settings,
    environ: Mapping[str, str],
    data: Path,
    beside: Path,
    as_of: AsOf | None,
) -> BuildContext:
    """What is known of a build of a data folder; `beside` is the folder of mkdocs.yml.

    The folder of an edition knows its own. SettingsError where the setting `previous` names an
    edition that cannot be read.
    """
    version = environ.get(_EDITION) or NEXT
    if is_edition(data) or not data.is_dir():
        return BuildContext(version=version)
    commit = _commit(data)
    origin = BuildContext(version=version, commit=commit, commits=source_commits(settings, data))
    if settings.previous == _NONE:
        return origin
    published = released(data, published_commits(data, environ.get(_PUBLISHED)))
    earlier = [one for one in _before(version, published, as_of) if _of_audience(one, settings)]
    previous = _stated(settings, data, beside) if settings.previous else _newest(earlier, data)
    past = EditionHistory(
        previous=previous,
        editions=tuple(one.summary for one in earlier),
        commits=cell_commits(data, previous.commit) if previous and commit else {},
    )
    return replace(origin, past=past)


def _before(version: str, published: list[Released], as_of: AsOf | None) -> Iterator[Released]:
    """The editions that came before this one, the newest first.

    An edition that is published anew has those for its past that had been there before it.
    """
    names = [one.version for one in published]
    start = names.index(version) + 1 if version in names else 0
    for one in published[start:]:
        if as_of is None or one.summary.as_of <= as_of.day:
            yield one


def _newest(earlier: list[Released], folder: Path) -> Edition | None:
    """The newest edition of the branch that can be read."""
    for one in earlier:
        tree = f"{one.at}:{one.version}/{FOLDER}"
        try:
            return read_edition(edition_files(folder, tree))
        except ArchiveError:
            continue  # damaged by hand: what was before it can still be told
    return None


def _stated(settings: Settings, data: Path, beside: Path) -> Edition:
    """The edition that the setting names: a folder, or an address in git."""
    named = settings.previous
    folder = beside / named
    try:
        if folder.is_dir():
            files = files_in(folder) or files_in(folder / FOLDER) or {}
        else:
            reference, colon, path = named.partition(":")
            tree = f"{_resolved(data, reference)}:{path.strip('/')}" if colon else ""
            files = edition_files(data, f"{tree}/{FOLDER}") or edition_files(data, tree)
        if not files:
            raise SettingsError(
                (
                    (
                        f'previous: "{named}" holds no edition. Name its folder, or its address in '
                        "git, such as gh-pages:2026-Q3; or write none."
                    ),
                )
            )
        edition = read_edition(files)
    except ArchiveError as fault:
        raise SettingsError((f'previous: "{named}" cannot be read: {fault}',)) from None
    if edition.settings.get("audience") != settings.audience.value:
        raise SettingsError(
            (
                (
                    f'previous: "{named}" was made for another audience than this build. '
                    "Name an edition for the same one."
                ),
            )
        )
    return edition


def _resolved(data: Path, reference: str) -> str:
    found = said(data, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    return found or said(data, "rev-parse", "--verify", "--quiet", f"origin/{reference}") or ""


def _of_audience(one: Released, settings: Settings) -> bool:
    """Whether an edition was made for those that this build is for: no other may be compared."""
    return bool(one.manifest.get("audience") == settings.audience.value)


def _commit(data: Path) -> str:
    """The commit that the data stands in; "" where it was changed since, and outside git."""
    if said(data, "diff", "--quiet", "HEAD", "--", ".") is None:
        return ""
    return said(data, "rev-parse", "HEAD") or ""

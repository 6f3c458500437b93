"""The context of a build: which edition it makes, from which commit, and after which edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.archive.edition_folder import is_edition
from generator.git import Git
from generator.model.dataset import AsOf
from generator.model.edition import (
    EDITION_VARIABLE,
    NEXT,
    PUBLISHED_VARIABLE,
    BuildContext,
    EditionHistory,
)
from generator.model.settings import Settings
from generator.past.build_date import resolve_as_of
from generator.past.commits import cell_commits, source_commits
from generator.past.earlier_editions import (
    earlier_editions,
    named_edition,
    newest_readable,
    withheld_before,
)

#: The setting `previous` that compares with no edition.
_NONE = "none"


def day_and_context(
    settings: Settings,
    environ: Mapping[str, str],
    data: Path,
    beside: Path,
    address: str | None = None,
) -> tuple[AsOf | None, BuildContext]:
    """The day of a site, and the context of its build.

    `beside` is the folder of mkdocs.yml, `address` where the site will stand. SettingsError if the
    setting `previous` names an edition that cannot be read.
    """
    as_of = resolve_as_of(settings, environ, data)
    context = BuildContext(version=environ.get(EDITION_VARIABLE) or NEXT, address=address or "")
    if is_edition(data) or not data.is_dir():  # the folder of an edition knows its own context
        return as_of, context
    git = Git(folder=data)
    unchanged = git.read("diff", "--quiet", "HEAD", "--", ".") is not None
    commit = (git.commit("HEAD") or "") if unchanged else ""
    context = replace(context, commit=commit, commits=source_commits(settings, data))
    published = environ.get(PUBLISHED_VARIABLE)
    withheld = withheld_before(git, context.version, published)
    if settings.previous == _NONE:
        return as_of, replace(context, past=EditionHistory(withheld=withheld))
    left_out: dict[str, str] = {}

    def leave_out(version: str, reason: str) -> None:
        left_out[version] = f"Edition {version} cannot be read and is left out ({reason})"

    earlier = earlier_editions(
        git, settings, context, as_of, published=published, leave_out=leave_out
    )
    named = settings.previous
    previous = (
        named_edition(git, settings, beside) if named else newest_readable(git, earlier, leave_out)
    )
    past = EditionHistory(
        previous=previous,
        editions=tuple(
            edition.manifest.list_entry for edition in earlier if edition.version not in left_out
        ),
        commits=cell_commits(data, previous.commit) if previous is not None and commit else {},
        left_out=tuple(left_out.values()),
        withheld=withheld,
    )
    return as_of, replace(context, past=past)

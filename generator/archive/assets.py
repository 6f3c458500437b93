"""The assets of an edition: its folder as files of the site."""

from __future__ import annotations

from generator.archive.writing import FOLDER, archive_files, edition_of
from generator.pages.context import SiteContext
from generator.pages.editions import summary_of
from generator.pages.feed import feed, feed_entries
from generator.pages.page import Asset


def edition_assets(context: SiteContext) -> list[Asset]:
    """The folder that the site keeps of itself, and the feed of its news."""
    report, origin = context.report, context.origin
    news = feed_entries(context)
    edition = edition_of(report, version=origin.version, commit=origin.commit, feed=news)
    files = archive_files(edition, origin.past, summary_of(context), origin.commits)
    kept = [Asset(src_uri=f"{FOLDER}/{name}", content=text) for name, text in files.items()]
    return [feed(context, news), *kept]

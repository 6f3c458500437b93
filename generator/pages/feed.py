"""The feed: editions and what changed with each, as Atom, for readers who subscribe to it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator

from generator.model.edition import FeedEntry
from generator.model.settings import Settings
from generator.pages import links as address
from generator.pages.context import SiteContext
from generator.pages.page import Asset
from generator.pages.templating import render
from generator.sentences.changes import since_line
from generator.sentences.editions import edition_title, feed_title, news_title
from generator.sentences.headings import Part
from generator.sentences.home import state

#: What of the changes is news; the rest can be read on their page.
_NEWS = (Part.MOVED, Part.STANDS, Part.GOALS)
_MOST_ENTRIES = 100


def feed_entries(context: SiteContext) -> tuple[FeedEntry, ...]:
    """The news of this edition, and after it what the previous one carried."""
    before = context.origin.past.previous
    news = [*_own_entries(context), *(before.feed if before else ())]
    return tuple(news[:_MOST_ENTRIES])


def feed(context: SiteContext, entries: tuple[FeedEntry, ...]) -> Asset:
    """The Atom feed of some news."""
    settings, home = context.report.settings, context.origin.address
    text = render(
        "feed.xml",
        id=_urn(settings),
        title=feed_title(settings.company),
        author=settings.company or feed_title(""),
        updated=_midnight(context.report.dataset.as_of.day),
        home=home or "./",
        own=f"{home.rstrip('/')}/{address.FEED}" if home else address.FEED,
        entries=[
            {
                "id": _urn(settings, entry.key),
                "title": entry.title,
                "updated": _midnight(entry.day),
                "href": _href(context, entry),
                "text": entry.text,
            }
            for entry in entries
        ],
    )
    return Asset(src_uri=address.FEED, content=text)


def _own_entries(context: SiteContext) -> Iterator[FeedEntry]:
    version, day = context.origin.version, context.report.dataset.as_of.day
    text = state(context.report, context.formats)
    if context.changes is not None:
        text += f" {since_line(context.changes)}"
    yield FeedEntry(
        key=version,
        edition=version,
        day=day,
        title=edition_title(version),
        text=text,
        page=address.HOME,
    )
    for item in context.change_items:
        if item.part in _NEWS:
            yield FeedEntry(
                key=f"{version} {item.part} {item.goal}",
                edition=version,
                day=day,
                title=news_title(item.title, item.news),
                text=item.sentence,
                page=item.target or address.CHANGES,
            )


def _href(context: SiteContext, entry: FeedEntry) -> str:
    """Where an entry leads: within its own edition, which stands beside this one."""
    page, origin = context.links(address.HOME).to(entry.page), context.origin
    if entry.edition == origin.version:
        return f"{origin.address.rstrip('/')}/{page.removeprefix('./')}" if origin.address else page
    own = f"/{origin.version}"
    root = origin.address.rstrip("/").removesuffix(own) if origin.address else ".."
    return f"{root}/{entry.edition}/{page.removeprefix('./')}"


def _urn(settings: Settings, *key: str) -> str:
    """An id that stays the same for the same company, audience and key."""
    name = " ".join((settings.company, settings.audience.value, *key))
    return uuid.uuid5(uuid.NAMESPACE_URL, f"customer-experience:{name}").urn


def _midnight(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"

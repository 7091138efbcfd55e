"""The feed of changes (RFC 4287). Ids are tag URIs (RFC 4151), which stay the same when an address changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from lxml import etree

from shirube.plans.domain.outputs.edition import japan_time
from shirube.plans.domain.outputs.markup import add, add_known, document_bytes, root_element

NAMESPACE = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# RFC 4151 §2.1: a moment at which the authority was the publisher's. It is part of the id and so may never change.
_FIRST_YEAR = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One change in words. `address` is absolute. `part` names what the id is one of: plans' changes, decisions, …"""

    id: UUID
    at: datetime
    kind: str
    title: str
    summary: str
    address: str
    part: str = "changes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """`authority` is the domain name that stands for the publisher in all ids. `part` tells the feeds of one city apart.

    `updated` is the moment of the newest change, or what stands for it while there is none. Addresses are absolute.
    """

    authority: str
    city_code: str
    part: str
    html_lang: str
    title: str
    author: str
    address: str
    page: str
    updated: datetime
    entries: Sequence[FeedEntry]


def write_feed(feed: Feed) -> bytes:
    root = root_element(NAMESPACE, "feed", {_XML_LANG: feed.html_lang})
    add(root, "id", f"tag:{feed.authority},{_FIRST_YEAR}:{feed.city_code}/{feed.part}")
    add(root, "title", feed.title)
    add(root, "updated", _moment(feed.updated))
    add(add(root, "author"), "name", feed.author)
    add(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        _add_entry(root, feed, entry)
    return document_bytes(root)


def _add_entry(root: etree._Element, feed: Feed, entry: FeedEntry) -> None:
    element = add(root, "entry")
    add(
        element,
        "id",
        f"tag:{feed.authority},{japan_time(entry.at):%Y-%m-%d}:{feed.city_code}/{entry.part}/{entry.id}",
    )
    add(element, "title", entry.title)
    add(element, "updated", _moment(entry.at))
    add(element, "category", term=entry.kind)
    add(element, "link", rel="alternate", type="text/html", href=entry.address)
    add_known(element, "summary", entry.summary)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

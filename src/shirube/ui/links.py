"""Ways from one page to another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """An entry of ui/components/link_list.html, of a row of links, or of breadcrumbs, whose last has no address.

    `current`: the page the reader is on.
    """

    label: str
    url: str = ""
    note: str = ""
    current: bool = False

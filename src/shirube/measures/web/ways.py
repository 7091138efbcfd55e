"""The way to a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """An entry of ui/components/breadcrumbs.html."""

    label: str
    url: str

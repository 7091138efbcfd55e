"""The resident's own page as a set of cards: rooms fill it in their `plugins`, the portal draws it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.http import HttpRequest

from shirube.kernel.registry import Registry


class MyPageCard(Protocol):
    """One part of the page of a signed-in resident (`request.resident` is never None there).

    Asked once for each page, in the municipality's scope. It reads only what this resident may see, in a number of
    queries that does not grow with the number of things, and changes nothing.
    """

    @property
    def identifier(self) -> str: ...

    @property
    def position(self) -> int:
        """Small numbers stand above: cases 10 to 49, what others ask of me 50 to 79, my account 80 to 99."""
        ...

    @property
    def template(self) -> str:
        """A fragment that begins with its own h2."""
        ...

    def context(self, request: HttpRequest) -> Mapping[str, Any] | None:
        """What the fragment needs; None leaves the card out."""
        ...


my_page_cards: Registry[MyPageCard] = Registry("my page cards")

"""Every address of the installation, read from the URL configurations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from shirube.config.middleware import CITY_URLS


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    path: str
    callback: Any
    converters: dict[str, Any]
    in_city: bool

    @property
    def module(self) -> str:
        return str(getattr(self.callback, "__module__", ""))

    def __str__(self) -> str:
        return f"{self.name or self.path} ({self.path})"


def all_routes() -> list[Route]:
    """Addresses inside a city, then those outside any."""
    return [*_routes(get_resolver(CITY_URLS), in_city=True), *_routes(get_resolver(), in_city=False)]


def _routes(
    resolver: URLResolver,
    *,
    in_city: bool,
    front: str = "",
    space: str = "",
    before: Mapping[str, Any] = MappingProxyType({}),
) -> Iterator[Route]:
    """`before`: the converters of the parts in front, which stand in the including address."""
    for entry in resolver.url_patterns:
        path = front + str(entry.pattern)
        converters = {**before, **getattr(entry.pattern, "converters", {})}
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _routes(entry, in_city=in_city, front=path, space=inner, before=converters)
        elif isinstance(entry, URLPattern):
            yield Route(f"{space}{entry.name or ''}", path, entry.callback, converters, in_city)

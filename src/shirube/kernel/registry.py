"""A named set of plug-in objects: a lower room opens it, higher rooms fill it in their `plugins`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Identified(Protocol):
    @property
    def identifier(self) -> str: ...


T = TypeVar("T", bound=Identified)


class Registry(Generic[T]):
    def __init__(self, name: str) -> None:
        self.name = name
        self._entries: dict[str, T] = {}

    def register(self, entry: T) -> T:
        """Add `entry`; a second entry with one identifier is a defect of the installation (ValueError)."""
        if entry.identifier in self._entries:
            raise ValueError(f"{self.name}: {entry.identifier!r} is already registered")
        self._entries[entry.identifier] = entry
        return entry

    def __getitem__(self, identifier: str) -> T:
        return self._entries[identifier]

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._entries

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries.values())

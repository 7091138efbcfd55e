"""Readers of cards and licences at a desk: a device's adapter is registered here, and none is there by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from shirube.kernel.errors import ConflictError
from shirube.kernel.registry import Registry
from shirube.visits.domain.interview.states import Source


class ReaderFailedError(ConflictError):
    """The device gave nothing: no card, a wrong PIN, or no connection."""

    code = "visits.reader_failed"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a card says: `facts` by the concepts of forms. The four basic facts and nothing more; never a 個人番号."""

    source: Source
    facts: Mapping[str, Any] = field(repr=False)


class Reader(Protocol):
    """A device at the desk. `read` is called when the clerk presses the button, and may take some seconds.

    `posted` is what the desk's own device software put into the form (券面事項入力補助AP on the tablet), empty where the
    server asks the device. It must not keep anything. Raises ReaderFailedError.
    """

    @property
    def identifier(self) -> str: ...

    @property
    def name(self) -> str: ...

    def read(self, posted: Mapping[str, str]) -> Reading: ...


readers: Registry[Reader] = Registry("readers of cards")

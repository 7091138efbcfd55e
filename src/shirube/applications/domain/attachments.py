"""Files among the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

ATTACHMENT = "applications.attachment"
RECORD = "applications.record"
DOCUMENT = "applications.document"
MESSAGE_FILE = "applications.message_file"
SCAN = "applications.scan"


def file_ids_in(value: Any) -> Iterator[str]:
    """The ids of all files that the answers name, in groups too."""
    if isinstance(value, list):
        for part in value:
            yield from file_ids_in(part)
    elif isinstance(value, dict):
        if "sha256" in value and "id" in value:
            yield str(value["id"])
        else:
            for part in value.values():
                yield from file_ids_in(part)

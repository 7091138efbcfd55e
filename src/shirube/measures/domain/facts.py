"""Facts: what happened once, on a day, with a few words and numbers that measures count by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

Content = Mapping[str, str | int | Decimal]
LONGEST_CONTENT = 500


@dataclass(frozen=True, slots=True)
class NewFact:
    """What a room tells.

    `key` is the id of the row it is about: a later fact of the same key replaces the earlier one, whichever day it
    spoke of. An empty key is a fact that nothing will replace. `on` is the city's day. `content` holds words to count
    by and numbers, and nothing of a person. `reason` says why an earlier fact is corrected. `is_withdrawn`: it turned
    out that it never happened.
    """

    key: str
    on: date
    content: Content
    reason: str = ""
    is_withdrawn: bool = False


def write_content(content: Content) -> str:
    """One spelling for one content, so that a database can group by it. ValueError for one too long."""
    plain = {key: _plain(content[key]) for key in sorted(content)}
    written = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    if len(written) > LONGEST_CONTENT:
        raise ValueError(f"the content of a fact has {len(written)} letters")
    return written


@lru_cache(maxsize=4096)
def read_content(written: str) -> Content:
    # Shared between readers, who only look into it.
    content: Content = json.loads(written, parse_float=Decimal)
    return content


def _plain(value: str | int | Decimal) -> str | int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value

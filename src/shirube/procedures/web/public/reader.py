"""The reader of a page, from its request."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest

from shirube.kernel.clock import japan_date, read_clock
from shirube.procedures.queries.readers import Reader


def reader_of(request: HttpRequest) -> Reader:
    visit = cast("Any", request)
    return Reader(visit.municipality, visit.language.code, japan_date(read_clock()))

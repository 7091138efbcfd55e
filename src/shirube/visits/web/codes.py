"""The QR code of a page, and reading what a scanner or a camera gives back."""

from __future__ import annotations

from typing import Any

import segno
from django.http import HttpRequest
from django.urls import reverse

from shirube.kernel.errors import InvalidInputError
from shirube.kernel.languages import BY_SEGMENT
from shirube.organizations import interface as organizations
from shirube.visits.domain.codes import Scan, ScanKind, read_scan


class CodeOfAnotherCityError(InvalidInputError):
    """The code leads to another municipality; `city` is its name, or its address where it is not known here."""

    code = "visits.another_city"


class CodeUnreadableError(InvalidInputError):
    """Neither a ticket nor a reservation."""

    code = "visits.code_unreadable"


def ticket_address(request: HttpRequest, code: str) -> str:
    """Where a phone follows the ticket."""
    return request.build_absolute_uri(reverse("visits:ticket", args=[code]))


def qr_of(address: str) -> str:
    """The code as a picture in a data address, with the quiet border that scanners need."""
    picture: str = segno.make(address, error="m").svg_data_uri(scale=4, border=4)
    return picture


def read_here(request: HttpRequest, text: str, municipality: Any) -> Scan:
    """What was scanned, if it is this city's. CodeOfAnotherCityError, CodeUnreadableError."""
    scan = read_scan(text)
    if scan.host and not _is_here(request, scan, municipality):
        raise CodeOfAnotherCityError(city=_city_name(scan))
    if scan.kind is ScanKind.UNKNOWN:
        raise CodeUnreadableError
    return scan


def _is_here(request: HttpRequest, scan: Scan, municipality: Any) -> bool:
    if municipality.host and scan.host == municipality.host:
        return True
    return scan.host == request.get_host().partition(":")[0] and scan.front == municipality.slug


def _city_name(scan: Scan) -> str:
    """Another city of this installation by name, else what the address says."""
    found = organizations.find_municipality_at(host=scan.host, slug=scan.front)
    if found is not None:
        return found.name
    return scan.host if not scan.front or scan.front in BY_SEGMENT else f"{scan.host}/{scan.front}"

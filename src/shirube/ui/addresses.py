"""Parts of addresses that hold a number. Django's own `int` lets in numbers no calendar and no database can hold."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter


class FiscalYearConverter(IntConverter):
    """`<fiscalyear:year>`: 1900 to 2199; any other year is a page that is not there."""

    regex = "(?:19|20|21)[0-9]{2}"


class CountConverter(IntConverter):
    """`<count:number>`: up to nine digits, which every database takes for an integer."""

    regex = "[0-9]{1,9}"


def register_parts() -> None:
    register_converter(FiscalYearConverter, "fiscalyear")
    register_converter(CountConverter, "count")

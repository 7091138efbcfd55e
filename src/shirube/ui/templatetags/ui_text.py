"""Dates, fiscal years and figures as people read them. Missing is never 0: it is said in words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shirube.kernel import calendar
from shirube.ui.figures import format_number

register = template.Library()


@register.filter
def calendar_date(value: date | None) -> str:
    """2026年4月1日（水） · 1 April 2026 (Wed); a moment is first brought to the local day, None is empty."""
    return calendar.format_date(_day(value), _language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """2026年4月1日（水）9時05分 · 1 April 2026 (Wed) 9:05, in local time."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    clock = f" {local.hour}:{local:%M}" if _language() == "en" else f"{local.hour}時{local:%M}分"
    return calendar_date(value) + clock


@register.filter
def iso_date(value: date | None) -> str:
    """For `<time datetime>`: 2026-04-01."""
    return _day(value).isoformat() if value else ""


@register.filter
def fiscal_year(value: int | None) -> str:
    """令和8年度 · FY2026, from the year in which it begins."""
    return calendar.format_fiscal_year(value, _language()) if value is not None else ""


@register.simple_tag
def figure(value: Decimal | None, unit: str = "", decimals: int = 0, missing: str = "") -> SafeString:
    """A number with its unit, or the words for its absence (`missing`, by default 未測定) in a dashed frame."""
    if value is None:
        return format_html('<span class="missing">{}</span>', missing or _("未測定"))
    number = format_number(Decimal(value), decimals)
    return format_html('<span class="number">{}<span class="figure-unit">{}</span></span>', number, unit)


@register.simple_tag
def home_url() -> str:
    """The city's first page in the reader's language: the script prefix, which the middleware set from the path."""
    return get_script_prefix()


def _day(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _language() -> str:
    return get_language() or "ja"

"""For pages of other rooms that show parts of plans: they pass the values on, the words are made here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import get_script_prefix
from django.utils.translation import get_language

from shirube.plans.domain.changes import Change
from shirube.plans.domain.document import PlanDocument
from shirube.plans.domain.standing import KpiStanding, LateAction
from shirube.plans.domain.terms import Grade
from shirube.plans.web.labels import grade_status
from shirube.plans.web.public import now
from shirube.plans.web.public.changes import change_line
from shirube.plans.web.public.kpis import grade_share
from shirube.plans.web.public.texts import content, year_span

register = template.Library()


@register.inclusion_tag("ui/components/status.html")
def grade(value: Grade) -> dict[str, str]:
    """The grade as icon and word."""
    status = grade_status(value)
    return {"label": status.label, "tone": status.tone, "icon": status.icon}


@register.inclusion_tag("plans/_change.html")
def plan_change(change: Change) -> dict[str, Any]:
    """One change as an entry of a list."""
    return {"change": change_line(change, _language())}


@register.inclusion_tag("ui/charts/share.html")
def plan_grades(document: PlanDocument) -> dict[str, Any]:
    """How many indicators of the plan are ahead, on course, behind, and cannot be judged."""
    return {"chart": grade_share(document.kpis, f"grades-{document.slug}")}


@register.inclusion_tag("ui/components/table.html")
def kpi_table(standings: Sequence[KpiStanding], caption: str) -> dict[str, Any]:
    """Indicators with their newest values, and how and when each was measured."""
    return {"table": now.kpi_table(standings, caption, _language())}


@register.inclusion_tag("ui/components/table.html")
def late_table(late: Sequence[LateAction], caption: str) -> dict[str, Any]:
    """Late actions with their reasons."""
    return {"table": now.late_table(late, caption, _language())}


@register.simple_tag
def plan_text(item: Any, name: str = "name") -> str:
    """A text of a plan, pillar, initiative or KPI in the reader's language."""
    return content(item.translations, _language(), name, getattr(item, name))


@register.simple_tag
def hit_title(hit: Any) -> str:
    """The title of something that was found."""
    return content(hit.translations, _language(), hit.translated_name, hit.title)


@register.simple_tag
def fiscal_years(first: int, last: int) -> str:
    """令和6年度〜令和10年度 · FY2024–FY2028."""
    return year_span(first, last, _language())


@register.filter
def in_city(path: str) -> str:
    """The address of a path inside the city, in the reader's language."""
    return get_script_prefix() + path


def _language() -> str:
    return get_language() or "ja"

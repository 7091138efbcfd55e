"""For pages of other rooms that show procedures: they pass the values on, the words are made here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language

from shirube.procedures.queries.catalogue import ProcedureSummary
from shirube.procedures.web.public.catalogue import line_of

register = template.Library()


@register.inclusion_tag("procedures/_lines.html")
def procedure_lines(procedures: Iterable[ProcedureSummary], today: date) -> dict[str, Any]:
    """Procedures as a list; needs procedures/procedures.css."""
    language = get_language() or "ja"
    return {"lines": [line_of(one, language, today) for one in procedures]}

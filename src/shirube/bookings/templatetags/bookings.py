"""What owners put into their pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.bookings.queries.slots import get_resource_row
from shirube.bookings.web.residents.slots import choosable_groups, slots_context
from shirube.bookings.web.residents.visit import visit_of
from shirube.bookings.web.weeks import read_day

register = template.Library()


@register.inclusion_tag("bookings/_slots.html", takes_context=True)
def slots_of(context: Any, resource_id: UUID) -> dict[str, Any]:
    """`{% slots_of resource_id %}`: a week of slots to choose from, with the button that goes on. Needs the request.

    Other weeks are shown on the same page (`?day=`). Cost: two queries, and what the owner's `describe` takes.
    """
    request = context["request"]
    visit = visit_of(request)
    row = get_resource_row(municipality_id=visit.municipality_id, resource_id=resource_id)
    slots = slots_context(visit, row, read_day(request.GET.get("day", ""), visit.now))
    label = _("%(n)s分間、席を取って進む") % {"n": row.policy.hold_minutes}
    return {
        **slots,
        "groups": choosable_groups(request, visit, row),
        "here": request.path,
        "action": reverse("bookings:hold", args=[resource_id]),
        "submit_label": label,
        "is_change": False,
        "csrf_token": context.get("csrf_token", ""),
    }

"""By what a page made from plans is known to be still true: one cheap query instead of the page's own."""

from __future__ import annotations

from uuid import UUID

from shirube.plans.models import Plan
from shirube.plans.queries.documents import PlanNotFoundError


def get_plan_stamp(*, municipality_id: UUID, slug: str) -> str:
    """Changes with every change of the plan or of its progress. PlanNotFoundError."""
    row = (
        Plan.objects.filter(municipality_id=municipality_id, slug=slug).values_list("id", "revision").first()
    )
    if row is None:
        raise PlanNotFoundError(slug=slug)
    return f"{row[0].hex}.{row[1]}"


def get_city_stamp(*, municipality_id: UUID) -> str:
    """Changes with every change of any of the municipality's plans."""
    rows = Plan.objects.filter(municipality_id=municipality_id).order_by("id").values_list("id", "revision")
    return "-".join(f"{plan_id.hex}.{revision}" for plan_id, revision in rows) or "none"

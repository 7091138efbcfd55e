"""What changed lately in the plans of a municipality."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from shirube.plans.domain.changes import Change, ChangeKind, ChangePlace
from shirube.plans.domain.terms import ReviewState
from shirube.plans.models import ActionReport, PlanVersion, Reading, Review


def list_changes(
    *, municipality_id: UUID, before: ChangePlace | None = None, limit: int = 30
) -> Sequence[Change]:
    """Readings, reports, published reviews and plan versions, the newest first.

    `before` is the place of the last change of the page before. Corrected rows are left out: the correction is the
    change. Cost: four queries of at most `limit` rows each, however long the history is.
    """
    kinds = (
        _readings(municipality_id, before, limit),
        _reports(municipality_id, before, limit),
        _reviews(municipality_id, before, limit),
        _versions(municipality_id, before, limit),
    )
    merged = (change for kind in kinds for change in kind)
    return heapq.nlargest(limit, merged, key=lambda change: (change.at, change.id))


def _page(rows: QuerySet[Any], moment: str, place: ChangePlace | None) -> QuerySet[Any]:
    ordered = rows.order_by(f"-{moment}", "-id")
    if place is None:
        return ordered
    # The first condition is a range of the index; without it a late page would be reached by walking through all.
    behind = Q(**{f"{moment}__lt": place.at}) | Q(id__lt=place.id)
    return ordered.filter(Q(**{f"{moment}__lte": place.at}), behind)


def _readings(municipality_id: UUID, before: ChangePlace | None, limit: int) -> Iterable[Change]:
    rows = Reading.objects.filter(municipality_id=municipality_id, replaced_at__isnull=True)
    names = {
        "code": F("kpi__code"),
        "name": F("kpi__name"),
        "unit": F("kpi__unit"),
        "decimals": F("kpi__decimals"),
    }
    plan = {"slug": F("kpi__initiative__plan__slug"), "texts": F("kpi__translations")}
    page = _page(rows, "entered_at", before).values("id", "entered_at", "value", "note", **names, **plan)[
        :limit
    ]
    for row in page:
        yield Change(
            id=row["id"],
            at=row["entered_at"],
            kind=ChangeKind.READING,
            plan_slug=row["slug"],
            title=row["name"],
            translations=row["texts"],
            path=f"plans/{row['slug']}/kpis/{row['code']}/",
            summary=row["note"],
            value=row["value"],
            unit=row["unit"],
            decimals=row["decimals"],
        )


def _reports(municipality_id: UUID, before: ChangePlace | None, limit: int) -> Iterable[Change]:
    rows = ActionReport.objects.filter(municipality_id=municipality_id, replaced_at__isnull=True)
    names = {
        "name": F("action__name"),
        "texts": F("action__translations"),
        "part": F("action__initiative__slug"),
    }
    plan = {"slug": F("action__initiative__plan__slug")}
    fields = ("id", "reported_at", "state", "fiscal_year", "reason")
    for row in _page(rows, "reported_at", before).values(*fields, **names, **plan)[:limit]:
        yield Change(
            id=row["id"],
            at=row["reported_at"],
            kind=ChangeKind.REPORT,
            plan_slug=row["slug"],
            title=row["name"],
            translations=row["texts"],
            path=f"plans/{row['slug']}/initiatives/{row['part']}/",
            summary=row["reason"],
            state=row["state"],
            fiscal_year=row["fiscal_year"],
        )


def _reviews(municipality_id: UUID, before: ChangePlace | None, limit: int) -> Iterable[Change]:
    rows = Review.objects.filter(municipality_id=municipality_id, state=ReviewState.PUBLISHED)
    names = {
        "name": F("initiative__title"),
        "texts": F("initiative__translations"),
        "part": F("initiative__slug"),
    }
    plan = {"slug": F("initiative__plan__slug")}
    fields = ("id", "published_at", "fiscal_year", "achievements", "grade_by_rule", "grade_override")
    for row in _page(rows, "published_at", before).values(*fields, **names, **plan)[:limit]:
        yield Change(
            id=row["id"],
            at=row["published_at"],
            kind=ChangeKind.REVIEW,
            plan_slug=row["slug"],
            title=row["name"],
            translations=row["texts"],
            translated_name="title",
            path=f"plans/{row['slug']}/reviews/{row['fiscal_year']}/#{row['part']}",
            summary=row["achievements"],
            state=row["grade_override"] or row["grade_by_rule"],
            fiscal_year=row["fiscal_year"],
        )


def _versions(municipality_id: UUID, before: ChangePlace | None, limit: int) -> Iterable[Change]:
    rows = PlanVersion.objects.filter(municipality_id=municipality_id)
    plan = {"slug": F("plan__slug"), "name": F("plan__name"), "texts": F("plan__translations")}
    for row in _page(rows, "effective_at", before).values("id", "effective_at", "number", "reason", **plan)[
        :limit
    ]:
        yield Change(
            id=row["id"],
            at=row["effective_at"],
            kind=ChangeKind.VERSION,
            plan_slug=row["slug"],
            title=row["name"],
            translations=row["texts"],
            path=f"plans/{row['slug']}/versions/{row['number']}/",
            summary=_words(row["reason"]),
            number=row["number"],
        )


def _words(reason: str) -> str:
    """What people gave as reason; a version that came from a pack carries a code, not words."""
    return "" if reason == "pack" else reason

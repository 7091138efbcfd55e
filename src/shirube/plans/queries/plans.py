"""Lists of plans, their versions and what changed lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.kernel.errors import NotFoundError
from shirube.plans.domain import document as doc
from shirube.plans.domain.packs import PlanPack
from shirube.plans.models import Plan, PlanVersion


class VersionNotFoundError(NotFoundError):
    code = "plans.version_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSummary:
    id: UUID
    slug: str
    name: str
    document_kind: str
    start_year: int
    end_year: int
    revision: int
    changed_at: datetime
    translations: doc.Translations


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    number: int
    effective_at: datetime
    actor: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    line: VersionLine
    pack: PlanPack


def list_plans(*, municipality_id: UUID) -> Sequence[PlanSummary]:
    """The municipality's plans, the newest period first."""
    fields = (
        "id",
        "slug",
        "name",
        "document_kind",
        "start_year",
        "end_year",
        "revision",
        "changed_at",
        "translations",
    )
    rows = (
        Plan.objects.filter(municipality_id=municipality_id).order_by("-start_year", "slug").values(*fields)
    )
    return [PlanSummary(**row) for row in rows]


def find_plan_slug(*, municipality_id: UUID, plan_id: UUID) -> str | None:
    return (
        Plan.objects.filter(municipality_id=municipality_id, pk=plan_id)
        .values_list("slug", flat=True)
        .first()
    )


def list_versions(*, municipality_id: UUID, plan_id: UUID) -> Sequence[VersionLine]:
    """All versions, the newest first, without their content."""
    rows = PlanVersion.objects.filter(municipality_id=municipality_id, plan_id=plan_id).order_by("-number")
    return [VersionLine(**row) for row in rows.values("number", "effective_at", "actor", "reason")]


def get_version(*, municipality_id: UUID, plan_id: UUID, number: int) -> Version:
    """One version with the whole plan as it was. VersionNotFoundError."""
    versions = PlanVersion.objects.filter(municipality_id=municipality_id, plan_id=plan_id, number=number)
    return _version(versions.first(), number=number)


def get_version_at(*, municipality_id: UUID, plan_id: UUID, moment: datetime) -> Version:
    """What the plan said at a moment. VersionNotFoundError before its first version."""
    versions = PlanVersion.objects.filter(
        municipality_id=municipality_id, plan_id=plan_id, effective_at__lte=moment
    ).order_by("-number")
    return _version(versions.first(), moment=moment.isoformat())


def _version(row: PlanVersion | None, **wanted: Any) -> Version:
    if row is None:
        raise VersionNotFoundError(**wanted)
    line = VersionLine(number=row.number, effective_at=row.effective_at, actor=row.actor, reason=row.reason)
    return Version(line=line, pack=PlanPack.model_validate(row.content))

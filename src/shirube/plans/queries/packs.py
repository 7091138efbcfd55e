"""The plan as a pack, as it stands now: what editors begin from and commands compare with."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from shirube.organizations import interface as organizations
from shirube.plans.domain.document import PlanDocument
from shirube.plans.domain.export import pack_of
from shirube.plans.domain.packs import PlanPack
from shirube.plans.models import PlanVersion
from shirube.plans.queries.documents import read_document


def read_current_pack(*, municipality_id: UUID, plan_id: UUID, on: date) -> PlanPack:
    """What the plan promises now, straight from the tables, for writers who hold its lock. PlanNotFoundError."""
    return pack_of_document(
        municipality_id=municipality_id, document=read_document(municipality_id, plan_id, on)
    )


def pack_of_document(*, municipality_id: UUID, document: PlanDocument) -> PlanPack:
    """What the plan promises, from a document at hand."""
    sections = organizations.list_sections(municipality_id=municipality_id)
    code = organizations.get_municipality(municipality_id).code
    return pack_of(document, code, {section.id: section.code for section in sections})


def find_newest_version(*, municipality_id: UUID, plan_id: UUID) -> int | None:
    """The number of the version that holds now."""
    versions = PlanVersion.objects.filter(municipality_id=municipality_id, plan_id=plan_id)
    return versions.order_by("-number").values_list("number", flat=True).first()

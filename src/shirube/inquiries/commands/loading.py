"""Taking over an inquiry that a document tells of. Loading the same again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from uuid import UUID

from shirube.accounts.interface import SYSTEM
from shirube.inquiries.commands.drafting import place_sections
from shirube.inquiries.commands.guards import remember
from shirube.inquiries.domain.packs import InquiryPack
from shirube.inquiries.domain.terms import InquiryState
from shirube.inquiries.models import Inquiry
from shirube.kernel.clock import JAPAN
from shirube.kernel.packs import InvalidPackError, PackProblem
from shirube.kernel.transactions import command
from shirube.organizations import interface as organizations


@command
def load_inquiry(*, municipality_id: UUID, pack: InquiryPack, now: datetime) -> UUID:
    """Keep the inquiry as the document tells it; its id. InvalidPackError for a section that is not there.

    No section is asked anything by this, and nobody gets a letter: what is loaded has happened.
    """
    sections = _sections(municipality_id, pack)
    row = Inquiry.objects.filter(municipality_id=municipality_id, key=pack.key).first()
    is_new = row is None
    row = row or Inquiry(
        municipality_id=municipality_id, key=pack.key, created_by=SYSTEM.log_name, created_at=now
    )
    row.title, row.purpose, row.addressees = pack.title, pack.purpose, pack.addressees
    row.section_id = sections[pack.section] if pack.section else None
    row.due_on, row.register = pack.due_on, pack.register_code
    row.known_until, row.source = pack.known_until, pack.source.model_dump(mode="json")
    row.sent_at = datetime.combine(pack.sent_on, time(), JAPAN) if pack.sent_on else None
    row.state = InquiryState.SENT
    row.save()
    place_sections(row, [sections[code] for code in pack.sections])
    if is_new:
        remember(row, "loaded", SYSTEM, now)
    return row.pk


def _sections(municipality_id: UUID, pack: InquiryPack) -> Mapping[str, UUID]:
    known = {one.code: one.id for one in organizations.list_sections(municipality_id=municipality_id)}
    unknown = [code for code in [pack.section, *pack.sections] if code and code not in known]
    if unknown:
        raise InvalidPackError([PackProblem("sections", "unknown_section", code) for code in unknown])
    return known

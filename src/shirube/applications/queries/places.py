"""Finding the row of a case, for whoever may act on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from shirube.accounts.interface import Actor, ResidentActor, Role
from shirube.applications.domain.people import Holder
from shirube.applications.models import Case
from shirube.applications.queries.representing import require_mandate
from shirube.kernel.errors import ForbiddenError, NotFoundError
from shirube.kernel.prepared import PreparedRead
from shirube.kernel.receipts import is_secret, read_receipt_number, read_secret


class CaseNotFoundError(NotFoundError):
    """No such case, or somebody else's: the two look the same from outside."""

    code = "applications.case_not_found"


class NotYourSectionError(ForbiddenError):
    """The case lies with another section, or the role does not allow this."""

    code = "applications.not_your_section"


def holder_of(resident: ResidentActor, *, name: str = "", mail: str = "") -> Holder:
    """The signed-in resident as holder of drafts and cases; `name` and `mail` are what the account is sure of."""
    return Holder(resident_id=resident.resident_id, level=resident.level, name=name, mail=mail)


def cases_of(municipality_id: UUID) -> QuerySet[Case]:
    return Case.objects.filter(municipality_id=municipality_id)


_ROW = PreparedRead(
    lambda municipality_id, case_id: cases_of(municipality_id).select_related("dossier").filter(pk=case_id),
    municipality_id=UUID,
    case_id=UUID,
)


def get_case_of_holder(*, municipality_id: UUID, case_id: UUID, holder: Holder, today: date) -> Case:
    """The resident's own case, one they represent somebody in today, or one somebody represents them in.

    Raises CaseNotFoundError, and RepresentationOverError for who sent it in under a mandate that does not stand any
    more. Cost: one query, two where a mandate is named.
    """
    row = _ROW.find(municipality_id=municipality_id, case_id=case_id)
    if row is None or not _is_held(row, holder):
        raise CaseNotFoundError(case_id=str(case_id))
    if (mandate_id := mandate_of(row, holder)) is not None:
        require_mandate(
            municipality_id=municipality_id,
            mandate_id=mandate_id,
            holder=holder,
            procedure_code=row.procedure_code,
            today=today,
        )
    return row


def mandate_of(row: Case, holder: Holder) -> UUID | None:
    """Under what the holder follows another's case, as long as it stands. None: it is their own, or no mandate is recorded."""
    is_representative = row.resident_id is not None and row.resident_id == holder.resident_id
    return ground_of(row) if is_representative else None


def ground_of(row: Case) -> UUID | None:
    """The mandate under which it was sent in; where the case does not name it, the account of the person represented."""
    return row.mandate_id or row.represented_id


def find_case_by_receipt(*, municipality_id: UUID, receipt_number: str, secret: str) -> UUID | None:
    """The id of the case with this number and secret, as somebody typed them; None when they do not fit together.

    Danger: limit how often one place may ask, with `accounts.claim_attempt`.
    """
    number = read_receipt_number(receipt_number)
    row = cases_of(municipality_id).filter(receipt_number=number).first() if number else None
    if row is None or not is_secret(read_secret(secret), row.secret_hash):
        return None
    return row.pk


def find_receipt_numbers(
    *, municipality_id: UUID, actor: Actor, case_ids: Collection[UUID]
) -> Mapping[UUID, str]:
    """The numbers of those of the cases that lie in the actor's sections. One query."""
    mine = {section_id for _, section_id in actor.sections}
    rows = cases_of(municipality_id).filter(pk__in=case_ids, section_id__in=mine)
    return dict(rows.values_list("pk", "receipt_number"))


def get_case_for_staff(*, municipality_id: UUID, case_id: UUID, actor: Actor) -> Case:
    """The case, if the actor works in its section. CaseNotFoundError, NotYourSectionError."""
    row = _ROW.find(municipality_id=municipality_id, case_id=case_id)
    if row is None:
        raise CaseNotFoundError(case_id=str(case_id))
    require_section(row, actor)
    return row


def require_section(case: Case, actor: Actor) -> None:
    if not actor.is_system and not actor.works_in({case.section_id}):
        raise NotYourSectionError(case_id=str(case.pk))


def require_chief(case: Case, actor: Actor) -> None:
    if not actor.works_in({case.section_id}, {Role.SECTION_CHIEF}):
        raise NotYourSectionError(case_id=str(case.pk))


def held_by(holder: Holder) -> Q:
    """The cases that a signed-in resident follows: own ones, and those in which somebody acts for them."""
    if holder.resident_id is None:
        return Q(pk__in=[])
    return Q(resident_id=holder.resident_id) | Q(represented_id=holder.resident_id)


def _is_held(row: Case, holder: Holder) -> bool:
    if holder.resident_id is not None:
        return holder.resident_id in {row.resident_id, row.represented_id}
    return row.resident_id is None and is_secret(read_secret(holder.secret), row.secret_hash)

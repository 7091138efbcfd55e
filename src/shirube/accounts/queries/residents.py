"""Reading residents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shirube.accounts.domain.sealing import SealBrokenError, unseal
from shirube.accounts.models import Resident, ResidentIdentity, Session
from shirube.accounts.queries.staff import SessionLine, sealing_keys, session_lines
from shirube.kernel.errors import NotFoundError

RESIDENT_SECRET = "accounts.resident"  # noqa: S105 — the name of a use, not a secret.


class ResidentNotFoundError(NotFoundError):
    """Nobody here has this account, or it was closed."""

    code = "accounts.resident_not_found"


@dataclass(frozen=True, slots=True)
class ResidentSummary:
    """A resident with an open account. `name` and `kana` are empty until told, `language` is "ja", "en" or "ja-easy"."""

    id: UUID
    municipality_id: UUID
    email: str
    name: str
    kana: str
    language: str


def find_resident(*, municipality_id: UUID, resident_id: UUID) -> ResidentSummary | None:
    """The resident, while the account is open."""
    return _summary(open_residents(municipality_id).filter(pk=resident_id).first())


def get_resident(*, municipality_id: UUID, resident_id: UUID) -> ResidentSummary:
    """The resident; ResidentNotFoundError."""
    found = find_resident(municipality_id=municipality_id, resident_id=resident_id)
    if found is None:
        raise ResidentNotFoundError
    return found


def open_residents(municipality_id: UUID) -> QuerySet[Resident]:
    """Rows of accounts in use, for queries and commands of this room."""
    return Resident.objects.filter(municipality_id=municipality_id, closed_at__isnull=True)


def list_resident_sessions(
    *, municipality_id: UUID, resident_id: UUID, current_key: str | None, now: datetime
) -> Sequence[SessionLine]:
    """Where the resident is signed in, the present session first, then the one seen last."""
    rows = Session.objects.filter(
        municipality_id=municipality_id, resident_id=resident_id, expire_date__gt=now
    )
    return session_lines(rows.order_by("-last_seen_at"), current_key)


def list_linked_issuers(*, municipality_id: UUID, resident_id: UUID) -> Sequence[str]:
    """The providers whose card opens the account."""
    rows = ResidentIdentity.objects.filter(municipality_id=municipality_id, resident_id=resident_id)
    return list(rows.order_by("linked_at").values_list("issuer", flat=True))


def _summary(row: Resident | None) -> ResidentSummary | None:
    if row is None:
        return None
    return ResidentSummary(
        id=row.pk,
        municipality_id=row.municipality_id,
        email=row.email,
        name=open_sealed(row.name),
        kana=open_sealed(row.kana),
        language=row.language,
    )


def open_sealed(sealed: str) -> str:
    """Empty where nothing was told, or the key it was sealed with is lost: the person can tell it again."""
    try:
        return unseal(sealed, keys=sealing_keys(), purpose=RESIDENT_SECRET) if sealed else ""
    except SealBrokenError:
        return ""

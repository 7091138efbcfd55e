"""Setting up branches, what they offer, and their desks. Each command makes the thing or changes it, by its code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.packs import PackModel
from shirube.kernel.transactions import command
from shirube.kernel.words import Words
from shirube.visits.commands.guards import get_branch_row, note, require_setup, touch
from shirube.visits.models import Branch, Desk, DeskService, Service
from shirube.visits.queries.places import BranchNotFoundError


class LetterTakenError(ConflictError):
    """Another service of the branch has this letter on its tickets."""

    code = "visits.letter_taken"


class ServiceEntry(PackModel):
    """What a branch offers, as staff or a pack describe it."""

    code: str
    letter: str
    title: Words
    note: Words | None = None
    bring: tuple[Words, ...] = ()
    procedure_codes: tuple[str, ...] = ()
    package: str = ""
    is_offered: bool = True
    is_bookable: bool = False
    minutes: int = 10
    position: int = 0


@command
def define_branch(
    *,
    municipality_id: UUID,
    code: str,
    title: Words,
    place: Words | None = None,
    position: int = 0,
    is_open: bool = True,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Make or change a branch. NotCounterStaffError."""
    require_setup(actor)
    row, _made = Branch.objects.update_or_create(
        municipality_id=municipality_id,
        code=code,
        defaults={
            "title": _json(title),
            "place": _json(place) if place else {},
            "position": position,
            "is_open": is_open,
        },
    )
    touch(municipality_id, row.pk, japan_date(now))
    note(municipality_id, "branch_defined", f"visits.branch:{row.pk}", actor, now, code=code)
    return row.pk


@command
def define_service(
    *,
    municipality_id: UUID,
    branch_id: UUID,
    entry: ServiceEntry,
    section_id: UUID,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Make or change what a branch offers. LetterTakenError, BranchNotFoundError, NotCounterStaffError."""
    require_setup(actor)
    branch = get_branch_row(municipality_id, branch_id)
    if _letter_taken(branch, entry):
        raise LetterTakenError(letter=entry.letter)
    values = {
        **entry.model_dump(mode="json", by_alias=True, exclude={"code", "note"}),
        "note": _json(entry.note) if entry.note else {},
        "section_id": section_id,
    }
    try:
        with transaction.atomic():
            row, _made = Service.objects.update_or_create(
                municipality_id=municipality_id, branch=branch, code=entry.code, defaults=values
            )
    except IntegrityError as taken:
        raise LetterTakenError(letter=entry.letter) from taken
    touch(municipality_id, branch.pk, japan_date(now))
    note(municipality_id, "service_defined", f"visits.service:{row.pk}", actor, now, code=entry.code)
    return row.pk


@command
def define_desk(
    *,
    municipality_id: UUID,
    branch_id: UUID,
    number: int,
    title: Words | None = None,
    service_ids: Sequence[UUID],
    is_in_use: bool = True,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Make or change a desk with what it serves. BranchNotFoundError, NotCounterStaffError."""
    require_setup(actor)
    branch = get_branch_row(municipality_id, branch_id)
    _require_services(municipality_id, branch, service_ids)
    desk, _made = Desk.objects.update_or_create(
        municipality_id=municipality_id,
        branch=branch,
        number=number,
        defaults={"title": _json(title) if title else {}, "is_in_use": is_in_use},
    )
    DeskService.objects.filter(municipality_id=municipality_id, desk=desk).delete()
    DeskService.objects.bulk_create(
        DeskService(municipality_id=municipality_id, desk=desk, service_id=one) for one in set(service_ids)
    )
    touch(municipality_id, branch.pk, japan_date(now))
    note(municipality_id, "desk_defined", f"visits.desk:{desk.pk}", actor, now, number=number)
    return desk.pk


@command
def renew_kiosks(*, municipality_id: UUID, branch_id: UUID, actor: Actor, now: datetime) -> None:
    """Take the power from every terminal that was made a kiosk of the branch. NotCounterStaffError."""
    require_setup(actor)
    branch = get_branch_row(municipality_id, branch_id)
    Branch.objects.filter(municipality_id=municipality_id, pk=branch.pk).update(
        kiosk_generation=F("kiosk_generation") + 1
    )
    note(municipality_id, "kiosks_renewed", f"visits.branch:{branch.pk}", actor, now)


def _letter_taken(branch: Branch, entry: ServiceEntry) -> bool:
    rows = Service.objects.filter(municipality_id=branch.municipality_id, branch=branch, letter=entry.letter)
    return rows.exclude(code=entry.code).exists()


def _require_services(municipality_id: UUID, branch: Branch, service_ids: Sequence[UUID]) -> None:
    known = Service.objects.filter(municipality_id=municipality_id, branch=branch, pk__in=service_ids)
    if known.count() != len(set(service_ids)):
        raise BranchNotFoundError(kind="service")


def _json(words: Words) -> dict[str, str]:
    return words.model_dump(mode="json", by_alias=True)

"""One visit: found by its code, its id or its ticket, with the names unsealed for those who may read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from shirube.accounts import interface as accounts
from shirube.kernel.errors import NotFoundError
from shirube.kernel.receipts import derive_number, hash_secret
from shirube.visits.domain.line import is_too_late
from shirube.visits.domain.states import StepState, VisitState
from shirube.visits.models import Visit, VisitService


class VisitNotFoundError(NotFoundError):
    """No visit of this city has the code or id."""

    code = "visits.visit_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who comes. Everything may be empty: a ticket needs no name."""

    name: str = ""
    mail: str = ""
    language: str = "ja"
    resident_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    id: UUID
    service_id: UUID
    position: int
    state: StepState
    desk_id: UUID | None
    calls: int
    ready_at: datetime | None
    called_at: datetime | None
    promised_seconds: int | None
    told: str
    told_facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """`steps` in their order. `has_mail` says whether "soon your turn" will be written to somebody."""

    id: UUID
    branch_id: UUID
    day: date
    ticket: str
    state: VisitState
    source: str
    priority: str
    language: str
    reservation_id: UUID | None
    reserved_for: datetime | None
    resident_id: UUID | None
    arrived_at: datetime | None
    ended_at: datetime | None
    was_open_at_closing: bool
    has_mail: bool
    steps: tuple[StepView, ...]

    @property
    def has_lost_place(self) -> bool:
        """Came too late for the reserved time: stands in line like everyone."""
        if self.reserved_for is None or self.arrived_at is None:
            return False
        return is_too_late(reserved_for=self.reserved_for, arrived_at=self.arrived_at)

    @property
    def current(self) -> StepView | None:
        """The service that is waited for or served now; None before arrival and after the last."""
        running = (StepState.SERVING, StepState.CALLED, StepState.WAITING, StepState.ON_HOLD)
        return next((one for one in self.steps if one.state in running), None)


def get_visit(*, municipality_id: UUID, visit_id: UUID) -> VisitView:
    """VisitNotFoundError."""
    return _one(Visit.objects.filter(municipality_id=municipality_id, pk=visit_id))


def get_visit_by_code(*, municipality_id: UUID, code: str) -> VisitView:
    """`code` as `kernel.receipts.read_receipt_number` gives it. VisitNotFoundError."""
    return _one(Visit.objects.filter(municipality_id=municipality_id, code_hash=hash_secret(code)))


def find_visit_of_reservation(*, municipality_id: UUID, reservation_id: UUID) -> VisitView | None:
    rows = Visit.objects.filter(municipality_id=municipality_id, reservation_id=reservation_id)
    found = _views(rows)
    return found[0] if found else None


def list_expected(*, municipality_id: UUID, branch_id: UUID, day: date) -> Sequence[VisitView]:
    """Who has reserved for the day and is not here yet, by the reserved time."""
    rows = Visit.objects.filter(
        municipality_id=municipality_id, branch_id=branch_id, day=day, state=VisitState.EXPECTED
    )
    return _views(rows.order_by("reserved_for", "id"))


def packages_to_prepare(*, municipality_id: UUID, visit_id: UUID) -> Sequence[str]:
    """What can still be answered beforehand: the packages of the visit's services that no desk has begun."""
    steps = VisitService.objects.filter(
        municipality_id=municipality_id,
        visit_id=visit_id,
        visit__state__in=[VisitState.EXPECTED, VisitState.HERE],
        state__in=[StepState.LATER, StepState.WAITING],
    ).exclude(service__package="")
    return list(dict.fromkeys(steps.order_by("position").values_list("service__package", flat=True)))


def code_of(*, municipality_id: UUID, visit_id: UUID) -> str:
    """The code to show on a ticket; it is not stored but made from the installation's key."""
    return derive_number(accounts.sealing_keys()[0].encode(), _purpose(municipality_id, visit_id))


def get_holder(*, municipality_id: UUID, visit_id: UUID) -> Holder:
    """Name and mail; empty ones where none were given or they were forgotten. Callers record who looked."""
    row = Visit.objects.filter(municipality_id=municipality_id, pk=visit_id).first()
    if row is None:
        raise VisitNotFoundError
    return unsealed(row)


def holders_of(*, municipality_id: UUID, visit_ids: Sequence[UUID]) -> Mapping[UUID, Holder]:
    rows = Visit.objects.filter(municipality_id=municipality_id, pk__in=visit_ids)
    return {row.pk: unsealed(row) for row in rows}


def unsealed(row: Visit) -> Holder:
    facts = {}
    if row.sealed:
        purpose = _purpose(row.municipality_id, row.pk)
        facts = json.loads(accounts.unseal(row.sealed, keys=accounts.sealing_keys(), purpose=purpose))
    return Holder(language=row.language, resident_id=row.resident_id, **facts)


def sealed(holder: Holder, *, municipality_id: UUID, visit_id: UUID) -> str:
    """Bound to its visit: put into another row it does not open."""
    if not holder.name and not holder.mail:
        return ""
    plain = json.dumps({"name": holder.name, "mail": holder.mail}, ensure_ascii=False)
    return accounts.seal(plain, keys=accounts.sealing_keys(), purpose=_purpose(municipality_id, visit_id))


def _purpose(municipality_id: UUID, visit_id: UUID) -> str:
    return f"visits.visit:{municipality_id}:{visit_id}"


def _one(rows: QuerySet[Visit]) -> VisitView:
    found = _views(rows)
    if not found:
        raise VisitNotFoundError
    return found[0]


def _views(rows: QuerySet[Visit]) -> list[VisitView]:
    in_order = Prefetch("steps", VisitService.objects.order_by("position"))
    return [_view(row) for row in rows.prefetch_related(in_order)]


def _view(row: Visit) -> VisitView:
    return VisitView(
        id=row.pk,
        branch_id=row.branch_id,
        day=row.day,
        ticket=row.ticket,
        state=VisitState(row.state),
        source=row.source,
        priority=row.priority,
        language=row.language,
        reservation_id=row.reservation_id,
        reserved_for=row.reserved_for,
        resident_id=row.resident_id,
        arrived_at=row.arrived_at,
        ended_at=row.ended_at,
        was_open_at_closing=row.was_open_at_closing,
        has_mail=row.wants_mail,
        steps=tuple(_step(one) for one in row.steps.all()),
    )


def _step(row: VisitService) -> StepView:
    return StepView(
        id=row.pk,
        service_id=row.service_id,
        position=row.position,
        state=StepState(row.state),
        desk_id=row.desk_id,
        calls=row.calls,
        ready_at=row.ready_at,
        called_at=row.called_at,
        promised_seconds=row.promised_seconds,
        told=row.told,
        told_facts=row.told_facts,
    )

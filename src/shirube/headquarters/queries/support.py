"""The support desk: who helps whom on a day, and requests as the desk and the asking section see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Actor, Role
from shirube.headquarters.domain.support import (
    OPEN,
    UNANSWERED,
    URGENCY_ORDER,
    SupportAct,
    SupportKind,
    SupportState,
    Urgency,
)
from shirube.headquarters.models import SupportDuty, SupportNote, SupportRequest
from shirube.headquarters.queries.proposals import Sections, name_in, sections_of
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import NotFoundError

# An auditor reads what the desk reads, and writes nothing.
READERS = (Role.DX_PROMOTION, Role.AUDITOR)
_SETTLED_SHOWN = 50


class SupportRequestNotFoundError(NotFoundError):
    """No such request, or one of another section."""

    code = "headquarters.support_request_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    id: UUID
    section_id: UUID
    section: str
    staff_id: UUID
    name: str
    begins_on: date
    ends_on: date | None
    note: str

    def holds_on(self, on: date) -> bool:
        return self.begins_on <= on and (self.ends_on is None or on < self.ends_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportNoteView:
    act: SupportAct
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportView:
    """`helper`: who has it in hand; "" while nobody has. `notes` in the order in which they were said."""

    id: UUID
    section_id: UUID
    section: str
    kind: SupportKind
    urgency: Urgency
    title: str
    state: SupportState
    helper_id: UUID | None
    helper: str
    revision: int
    asked_at: datetime
    first_answered_at: datetime | None
    notes: tuple[SupportNoteView, ...] = ()

    def days_waiting(self, on: date) -> int:
        return (on - japan_date(self.asked_at)).days


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingSupport:
    """`waiting`: what nobody has taken up; `in_hand`: what this person has and has not answered; `answered`: one's own section's."""

    waiting: int = 0
    in_hand: int = 0
    answered: int = 0


def is_desk(actor: Actor, municipality_id: UUID, on: date) -> bool:
    """DX promotion, and whoever helps a section on that day: an aide of the CIO need hold no such role."""
    if actor.is_system or actor.holds(Role.DX_PROMOTION):
        return True
    return (
        actor.staff_id is not None and _duties(municipality_id, on).filter(staff_id=actor.staff_id).exists()
    )


def list_duties(*, municipality_id: UUID, on: date | None = None) -> Sequence[DutyView]:
    """Who helps which section: on a day, or ever. In the order of the sections."""
    rows = _duties(municipality_id, on) if on else SupportDuty.objects.filter(municipality_id=municipality_id)
    found, sections = list(rows), sections_of(municipality_id)
    names = accounts.names_of(municipality_id=municipality_id, user_ids=[row.staff_id for row in found])
    places = {section_id: place for place, section_id in enumerate(sections)}
    views = [_duty(row, sections, names) for row in found]
    return sorted(views, key=lambda one: (places.get(one.section_id, 0), one.begins_on))


def list_support_requests(*, municipality_id: UUID, actor: Actor, on: date) -> Sequence[SupportView]:
    """What the person may see: what is open by urgency and age, then what was closed lately."""
    rows = SupportRequest.objects.filter(municipality_id=municipality_id)
    if not actor.holds(*READERS) and not is_desk(actor, municipality_id, on):
        rows = rows.filter(section_id__in={section_id for _role, section_id in actor.sections})
    still = list(rows.filter(state__in=OPEN).order_by("asked_at", "pk"))
    closed = rows.filter(state=SupportState.CLOSED).order_by("-changed_at", "-pk")[:_SETTLED_SHOWN]
    still.sort(key=lambda row: (row.state == SupportState.ANSWERED, URGENCY_ORDER[Urgency(row.urgency)]))
    return _views(municipality_id, [*still, *closed])


def get_support_request(*, municipality_id: UUID, request_id: UUID, actor: Actor, on: date) -> SupportView:
    """SupportRequestNotFoundError."""
    notes = Prefetch("notes", SupportNote.objects.filter(municipality_id=municipality_id))
    rows = SupportRequest.objects.filter(municipality_id=municipality_id, pk=request_id)
    row = rows.prefetch_related(notes).first()
    if row is None or not (
        actor.works_in([row.section_id]) or actor.holds(*READERS) or is_desk(actor, municipality_id, on)
    ):
        raise SupportRequestNotFoundError(request=str(request_id))
    return _views(municipality_id, [row], with_notes=True)[0]


def count_waiting_support(*, municipality_id: UUID, actor: Actor, on: date) -> WaitingSupport:
    """One query where nothing is asked, else two."""
    rows = SupportRequest.objects.filter(municipality_id=municipality_id).order_by()
    mine = {section_id for _role, section_id in actor.sections}
    seen = list(
        rows.filter(
            Q(state__in=UNANSWERED) | Q(state=SupportState.ANSWERED, section_id__in=mine)
        ).values_list("state", "helper_id")
    )
    if not seen:
        return WaitingSupport()
    desk = is_desk(actor, municipality_id, on)
    answered = sum(state == SupportState.ANSWERED for state, _helper in seen)
    if not desk:
        return WaitingSupport(answered=answered)
    return WaitingSupport(
        waiting=sum(
            state == SupportState.WAITING and helper in {None, actor.staff_id} for state, helper in seen
        ),
        in_hand=sum(state == SupportState.TAKEN_UP and helper == actor.staff_id for state, helper in seen),
        answered=answered,
    )


def _duties(municipality_id: UUID, on: date) -> QuerySet[SupportDuty]:
    return SupportDuty.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), municipality_id=municipality_id, begins_on__lte=on
    )


def _duty(row: SupportDuty, sections: Sections, names: Mapping[UUID, str]) -> DutyView:
    return DutyView(
        id=row.pk,
        section_id=row.section_id,
        section=name_in(sections, row.section_id),
        staff_id=row.staff_id,
        name=names.get(row.staff_id, ""),
        begins_on=row.begins_on,
        ends_on=row.ends_on,
        note=row.note,
    )


def _views(
    municipality_id: UUID, rows: Sequence[SupportRequest], *, with_notes: bool = False
) -> list[SupportView]:
    sections = sections_of(municipality_id)
    notes = {row.pk: list(row.notes.all()) if with_notes else [] for row in rows}
    names = _names(municipality_id, rows, [note for said in notes.values() for note in said])
    return [_view(row, sections, names, notes[row.pk]) for row in rows]


def _names(
    municipality_id: UUID, rows: Iterable[SupportRequest], notes: Iterable[SupportNote]
) -> Mapping[UUID, str]:
    helpers = {row.helper_id for row in rows if row.helper_id}
    writers = {UUID(note.actor.removeprefix("staff:")) for note in notes if note.actor.startswith("staff:")}
    ids = list(helpers | writers)
    return accounts.names_of(municipality_id=municipality_id, user_ids=ids) if ids else {}


def _view(
    row: SupportRequest, sections: Sections, names: Mapping[UUID, str], notes: Sequence[SupportNote]
) -> SupportView:
    plain = ("section_id", "title", "helper_id", "revision", "asked_at", "first_answered_at")
    return SupportView(
        id=row.pk,
        section=name_in(sections, row.section_id),
        kind=SupportKind(row.kind),
        urgency=Urgency(row.urgency),
        state=SupportState(row.state),
        helper=names.get(row.helper_id, "") if row.helper_id else "",
        notes=tuple(_note(note, names) for note in notes),
        **{name: getattr(row, name) for name in plain},
    )


def _note(note: SupportNote, names: Mapping[UUID, str]) -> SupportNoteView:
    by = names.get(UUID(note.actor.removeprefix("staff:")), "") if note.actor.startswith("staff:") else ""
    return SupportNoteView(act=SupportAct(note.act), text=note.text, by=by, at=note.at)

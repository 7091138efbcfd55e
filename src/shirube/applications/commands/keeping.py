"""保存と廃棄: retention with warning, legal hold, and forgetting by destroying keys; drafts that nobody goes on with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Actor
from shirube.applications.commands.correcting import ReasonMissingError
from shirube.applications.commands.drafts import forget_draft
from shirube.applications.commands.moving import record
from shirube.applications.commands.sealing import destroy_dossier
from shirube.applications.commands.telling import tell_draft_expiring
from shirube.applications.domain.retention import DRAFT_WARNING, HOLD_BACK, WARNING
from shirube.applications.events import CaseForgotten
from shirube.applications.models import Case, Dossier, Draft, IntakeDraft, Message
from shirube.applications.queries.places import cases_of, get_case_for_staff, require_chief
from shirube.applications.queries.resident_cases import message_subject
from shirube.audit import interface as audit
from shirube.files import interface as files
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import command
from shirube.notices import interface as notices

CHUNK = 100


@command
def hold_case(*, municipality_id: UUID, case_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """廃棄の停止: keep the case beyond its years (a lawsuit, an appeal); the section's chief only.

    Raises CaseNotFoundError, NotYourSectionError, ReasonMissingError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    require_chief(case, actor)
    if not reason.strip():
        raise ReasonMissingError
    cases_of(municipality_id).filter(pk=case.pk).update(legal_hold=reason.strip()[:200])
    record(case, "applications.held", actor.log_name, now)


@command
def release_case(*, municipality_id: UUID, case_id: UUID, actor: Actor, now: datetime) -> None:
    """End the hold; a case whose years are over is announced again before it is forgotten.

    Raises CaseNotFoundError, NotYourSectionError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    require_chief(case, actor)
    cases_of(municipality_id).filter(pk=case.pk).update(legal_hold="", retention_warned_at=None)
    record(case, "applications.released", actor.log_name, now)


def announce_forgetting(*, municipality_id: UUID, now: datetime) -> int:
    """Mark the cases whose years end within the warning; how many. The daily letter to the section counts them."""
    soon = japan_date(now) + WARNING
    rows = cases_of(municipality_id).filter(
        retention_until__lt=soon, legal_hold="", retention_warned_at__isnull=True
    )
    return rows.update(retention_warned_at=now)


def forget_cases(*, municipality_id: UUID, now: datetime) -> int:
    """Forget what was announced long enough ago and whose years are over; how many. In short transactions."""
    rows = cases_of(municipality_id).filter(
        retention_until__lt=japan_date(now), legal_hold="", retention_warned_at__lt=now - HOLD_BACK
    )
    forgotten = 0
    while chosen := list(rows.values_list("pk", flat=True)[:CHUNK]):
        for case_id in chosen:
            _forget(municipality_id=municipality_id, case_id=case_id, now=now)
        forgotten += len(chosen)
    return forgotten


def warn_of_expiring_drafts(*, municipality_id: UUID, now: datetime) -> int:
    """Write once to residents whose drafts are about to go; how many. Who left no address is told on the page only."""
    soon = japan_date(now) + DRAFT_WARNING
    rows = Draft.objects.filter(
        municipality_id=municipality_id,
        expires_on__lte=soon,
        warned_at__isnull=True,
        resident_id__isnull=False,
        case__isnull=True,
    )
    chosen = list(rows.values_list("pk", flat=True)[: CHUNK * 10])
    return sum(_warn(municipality_id=municipality_id, draft_id=draft_id, now=now) for draft_id in chosen)


def forget_expired_drafts(*, municipality_id: UUID, now: datetime) -> int:
    """Throw away drafts nobody has touched for 90 days, with their keys; how many. In short transactions."""
    rows = Draft.objects.filter(municipality_id=municipality_id, expires_on__lt=japan_date(now))
    forgotten = 0
    while chosen := list(rows.order_by("expires_on")[:CHUNK]):
        for row in chosen:
            _forget_draft(row=row, now=now)
        forgotten += len(chosen)
    return forgotten


@command
def forget_dossier_again(*, municipality_id: UUID, holder: str, now: datetime) -> bool:
    """What was forgotten already and came back with an older database; False where it did not.

    Nothing is asked of years or holds: this was decided, and done, after the moment the database remembers.
    """
    dossier_id = UUID(holder.partition(":")[2])
    if not Dossier.objects.filter(municipality_id=municipality_id, pk=dossier_id).exists():
        return False
    mine: dict[str, object] = {"municipality_id": municipality_id, "dossier_id": dossier_id}
    IntakeDraft.objects.filter(**mine).delete()
    Draft.objects.filter(**mine).delete()
    case = Case.objects.filter(**mine).first()
    if case is not None:
        _erase(case, now)
    else:
        destroy_dossier(municipality_id=municipality_id, dossier_id=dossier_id, actor=audit.SYSTEM, now=now)
    return True


@command
def _forget(*, municipality_id: UUID, case_id: UUID, now: datetime) -> None:
    rows = cases_of(municipality_id).filter(pk=case_id, legal_hold="", retention_until__lt=japan_date(now))
    # Danger: somebody may put a hold on it in this moment. Writing the row keeps them out until it is gone.
    if not rows.update(legal_hold=""):
        return
    case = rows.get()
    _erase(case, now)


def _erase(case: Case, now: datetime) -> None:
    municipality_id, case_id = case.municipality_id, case.pk
    _forget_messages(case, now)
    notices.forget_notices_about(municipality_id=municipality_id, subject=f"applications.case:{case_id}")
    dossier_id = case.dossier_id
    case.delete()
    if dossier_id is not None:
        destroy_dossier(municipality_id=municipality_id, dossier_id=dossier_id, actor=audit.SYSTEM, now=now)
    facts: dict[str, object] = {"procedure": case.procedure_code, "receipt_number": case.receipt_number}
    audit.record(
        municipality_id=municipality_id,
        actor=audit.SYSTEM,
        action="applications.forgotten",
        subject=f"applications.case:{case_id}",
        now=now,
        facts=facts,
    )
    events.publish(
        CaseForgotten(municipality_id=municipality_id, case_id=case_id, procedure_code=case.procedure_code)
    )


def _forget_messages(case: Case, now: datetime) -> None:
    messages = Message.objects.filter(municipality_id=case.municipality_id, case=case)
    subjects = [message_subject(pk) for pk in messages.values_list("pk", flat=True)]
    attached = files.list_attached(municipality_id=case.municipality_id, subjects=subjects)
    for file in (file for found in attached.values() for file in found):
        files.discard_file(municipality_id=case.municipality_id, file_id=file.id, actor=audit.SYSTEM, now=now)


@command
def _forget_draft(*, row: Draft, now: datetime) -> None:
    forget_draft(row=row, actor=audit.SYSTEM, now=now)


@command
def _warn(*, municipality_id: UUID, draft_id: UUID, now: datetime) -> bool:
    waiting = Draft.objects.filter(municipality_id=municipality_id, pk=draft_id, warned_at__isnull=True)
    if not waiting.update(warned_at=now):
        return False
    row = Draft.objects.get(municipality_id=municipality_id, pk=draft_id)
    resident = row.resident_id and accounts.find_resident(
        municipality_id=municipality_id, resident_id=row.resident_id
    )
    if not resident or not resident.email:
        return False
    recipient = notices.Recipient(resident.email, resident.language, resident.name, resident.id)
    tell_draft_expiring(draft=row, recipient=recipient, now=now)
    return True

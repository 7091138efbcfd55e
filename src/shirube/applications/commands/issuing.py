"""交付: the decision document as PDF, its days to be fetched, its re-issue; and closing the case."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from shirube.accounts.interface import Actor
from shirube.applications.commands.correcting import ReasonMissingError
from shirube.applications.commands.moving import move_case, moved_error, record
from shirube.applications.commands.telling import DOCUMENT_READY, tell_applicant
from shirube.applications.domain.attachments import DOCUMENT
from shirube.applications.domain.people import Holder
from shirube.applications.domain.retention import keep_until
from shirube.applications.domain.states import Act, CaseState, can
from shirube.applications.models import Case, DocumentLogEntry, IssuedDocument
from shirube.applications.queries.documents import (
    DocumentNotFoundError,
    NoDocumentError,
    draw_document,
    get_document_row,
    suggest_document,
)
from shirube.applications.queries.places import get_case_for_staff, get_case_of_holder
from shirube.applications.queries.rules import get_rules
from shirube.applications.queries.sealing import ForgottenError, dossier_subject
from shirube.files import interface as files
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ForbiddenError
from shirube.kernel.transactions import command

USUAL_DOWNLOAD_DAYS = 60


class DocumentExpiredError(ForbiddenError):
    """The days for fetching the document are over; the section can issue it again."""

    code = "applications.document_expired"


def issue_document(
    *,
    municipality_id: UUID,
    case_id: UUID,
    actor: Actor,
    now: datetime,
    title: str = "",
    body: str = "",
) -> UUID:
    """Draw the decision document, keep it with the case, and tell the resident; the case is issued.

    `title` and `body` are what stands in it, the procedure's own with its places filled where empty
    (`suggest_document` gives them for the page). Returns the document's id. Raises CaseNotFoundError,
    NotYourSectionError, CaseMovedError (not decided, or issued already), NoDocumentError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    if not can(Act.ISSUE, CaseState(case.state)):
        raise moved_error(case)
    suggested = suggest_document(case=case)
    title, body = title or suggested.title, body or suggested.body
    if case.dossier_id is None:
        raise ForgottenError
    if not body.strip():
        raise NoDocumentError(procedure=case.procedure_code)
    pdf = draw_document(case=case, title=title, body=body, on=japan_date(now))
    stored = files.store_upload(
        municipality_id=municipality_id,
        purpose=DOCUMENT,
        name=f"{title}.pdf",
        declared_type="application/pdf",
        content=io.BytesIO(pdf),
        actor=actor.log_name,
        now=now,
        key_holder=dossier_subject(case.dossier_id),
    )
    return _issue(case=case, title=title, file_id=stored.id, actor=actor, now=now)


@command
def reissue_document(
    *, municipality_id: UUID, case_id: UUID, document_id: UUID, reason: str, actor: Actor, now: datetime
) -> None:
    """再交付: the same document can be fetched for its days again, from today; who and why is logged.

    Raises CaseNotFoundError, NotYourSectionError, DocumentNotFoundError, ReasonMissingError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    if not reason.strip():
        raise ReasonMissingError
    row = get_document_row(case, document_id)
    row.download_until = japan_date(now) + _download_time(case)
    row.save(update_fields=["download_until"])
    _log(row, "reissued", actor.log_name, now, reason[:200])
    record(case, "applications.reissue", actor.log_name, now, {"document": row.number})
    tell_applicant(case=case, kind=DOCUMENT_READY, once=f"again-{row.number}-{now.isoformat()}", now=now)


@command
def open_my_document(
    *, municipality_id: UUID, case_id: UUID, document_id: UUID, holder: Holder, now: datetime
) -> files.OpenedFile:
    """The document for its holder, in the clear; each fetching is logged.

    Raises CaseNotFoundError, DocumentNotFoundError, DocumentExpiredError, and what `files.open_file` raises.
    """
    case = get_case_of_holder(
        municipality_id=municipality_id, case_id=case_id, holder=holder, today=japan_date(now)
    )
    row = get_document_row(case, document_id)
    if japan_date(now) > row.download_until:
        raise DocumentExpiredError(download_until=row.download_until.isoformat())
    opened = files.open_file(municipality_id=municipality_id, file_id=row.file_id)
    _log(row, "fetched", holder.log_name, now)
    return opened


@command
def close_case(*, municipality_id: UUID, case_id: UUID, actor: Actor, now: datetime) -> None:
    """完結: nothing is left to do; from now on the case is kept for the procedure's years, then forgotten.

    Raises CaseNotFoundError, NotYourSectionError, CaseMovedError (not settled, or closed already).
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    years = get_rules(municipality_id=municipality_id, code=case.procedure_code).retention_years
    until = keep_until(japan_date(now), years)
    move_case(
        case=case,
        act=Act.CLOSE,
        actor=actor.log_name,
        now=now,
        is_public=False,
        closed_at=now,
        retention_until=until,
    )


@command
def _issue(*, case: Case, title: str, file_id: UUID, actor: Actor, now: datetime) -> UUID:
    if case.dossier_id is None:
        raise DocumentNotFoundError
    move_case(case=case, act=Act.ISSUE, actor=actor.log_name, now=now, issued_at=now)
    subject = dossier_subject(case.dossier_id)
    files.attach_file(
        municipality_id=case.municipality_id, file_id=file_id, subject=subject, actor=actor.log_name, now=now
    )
    before = IssuedDocument.objects.filter(municipality_id=case.municipality_id, case=case)
    row = IssuedDocument.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        number=(before.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title,
        file_id=file_id,
        issued_by=actor.log_name,
        issued_at=now,
        download_until=japan_date(now) + _download_time(case),
    )
    _log(row, "issued", actor.log_name, now)
    tell_applicant(case=case, kind=DOCUMENT_READY, once=f"document-{row.number}", now=now)
    return row.pk


def _download_time(case: Case) -> timedelta:
    rules = get_rules(municipality_id=case.municipality_id, code=case.procedure_code)
    days = rules.document.download_days if rules.document else USUAL_DOWNLOAD_DAYS
    return timedelta(days=days)


def _log(row: IssuedDocument, act: str, actor: str, now: datetime, reason: str = "") -> None:
    DocumentLogEntry.objects.create(
        municipality_id=row.municipality_id, document=row, act=act, actor=actor, at=now, reason=reason
    )

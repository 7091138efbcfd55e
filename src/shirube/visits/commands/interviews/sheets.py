"""One paper sheet: printed with a code of its own, written on by hand, typed in beside its scanned picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.applications import interface as applications
from shirube.audit import interface as audit
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, NotFoundError
from shirube.kernel.receipts import new_code
from shirube.kernel.transactions import command
from shirube.procedures import interface as procedures
from shirube.visits.commands.guards import require_counter
from shirube.visits.domain.interview.codes import read_code
from shirube.visits.models import PaperSheet


class SheetNotFoundError(NotFoundError):
    """No sheet of this city has the code, or its procedure is gone."""

    code = "visits.sheet_not_found"


class SheetTypedAlreadyError(ConflictError):
    """The sheet has become an application already: `receipt_number`."""

    code = "visits.sheet_typed_already"


@dataclass(frozen=True, slots=True)
class SheetView:
    """A printed sheet with the version of the form that is on it."""

    id: UUID
    code: str
    procedure: procedures.ProcedureSummary
    version: forms.FormVersionSummary
    receipt_number: str


@command
def print_paper_sheet(*, municipality_id: UUID, procedure_code: str, actor: Actor, now: datetime) -> str:
    """A new code for one sheet of the form in force. SheetNotFoundError, NotCounterStaffError."""
    require_counter(actor)
    version = _version_to_print(municipality_id, procedure_code, now)
    row = PaperSheet.objects.create(
        municipality_id=municipality_id,
        code=new_code(),
        procedure_code=procedure_code,
        form_version_id=version.id,
        printed_by=actor.log_name,
        printed_at=now,
    )
    _note(row, "sheet_printed", actor, now)
    return row.code


def type_in_sheet(
    *,
    municipality_id: UUID,
    sheet: SheetView,
    answers: Mapping[str, Any],
    scan_ids: Sequence[UUID],
    identity_seen: str,
    received_at: datetime,
    actor: Actor,
    now: datetime,
) -> applications.Receipt:
    """The application that the sheet says; typed twice, it is the same one. Two commands: the case first, then the mark.

    Raises SheetTypedAlreadyError and what `applications.take_in_application` raises.
    """
    if sheet.receipt_number:
        raise SheetTypedAlreadyError(receipt_number=sheet.receipt_number)
    receipt = applications.take_in_application(
        municipality_id=municipality_id,
        procedure_code=sheet.procedure.code,
        form_version=sheet.version,
        answers=answers,
        intake=applications.Intake(
            channel=applications.Channel.PAPER,
            received_at=received_at,
            note=f"用紙番号 {sheet.code}",
            identity_seen=identity_seen,
            scan_ids=scan_ids,
        ),
        submission_key=f"sheet:{sheet.code}",
        actor=actor,
        now=now,
    )
    _mark_typed(municipality_id=municipality_id, sheet_id=sheet.id, receipt=receipt, actor=actor, now=now)
    return receipt


def get_sheet(*, municipality_id: UUID, typed: str) -> SheetView:
    """The sheet with this code, as it was typed or scanned (page numbers behind it are left out). SheetNotFoundError."""
    read = read_code(typed.partition("/")[0] if "://" not in typed else typed)
    row = PaperSheet.objects.filter(municipality_id=municipality_id, code=read[1] if read else "").first()
    if row is None:
        raise SheetNotFoundError
    found = procedures.find_procedure(municipality_id=municipality_id, code=row.procedure_code)
    if found is None:
        raise SheetNotFoundError
    # Law: paper that was handed out is received as it is (行政手続法第7条), also when the form is another one since.
    version = forms.get_form_version(municipality_id=municipality_id, version_id=row.form_version_id)
    return SheetView(row.pk, row.code, found, version, row.receipt_number)


def _version_to_print(municipality_id: UUID, procedure_code: str, now: datetime) -> forms.FormVersionSummary:
    found = procedures.find_procedure(municipality_id=municipality_id, code=procedure_code)
    if found is None:
        raise SheetNotFoundError(procedure=procedure_code)
    version = forms.find_current_version(
        municipality_id=municipality_id, code=found.form_code, on=japan_date(now)
    )
    if version is None:
        raise SheetNotFoundError(procedure=procedure_code)
    return version


@command
def _mark_typed(
    *, municipality_id: UUID, sheet_id: UUID, receipt: applications.Receipt, actor: Actor, now: datetime
) -> None:
    rows = PaperSheet.objects.filter(municipality_id=municipality_id, pk=sheet_id, case_id__isnull=True)
    if rows.update(
        case_id=receipt.case_id,
        receipt_number=receipt.receipt_number,
        typed_by=actor.log_name,
        typed_at=now,
    ):
        _note(
            PaperSheet.objects.get(municipality_id=municipality_id, pk=sheet_id), "sheet_typed_in", actor, now
        )


def _note(row: PaperSheet, action: str, actor: Actor, now: datetime) -> None:
    audit.record(
        municipality_id=row.municipality_id,
        actor=actor.log_name,
        action=f"visits.{action}",
        subject=f"visits.sheet:{row.pk}",
        now=now,
        facts={"procedure": row.procedure_code},
    )

"""What each step of a chain does. All may be repeated: a worker can die after the work and before saying so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from shirube.applications.commands.telling import tell_submitted
from shirube.applications.domain.attachments import RECORD
from shirube.applications.models import Case, StepName
from shirube.applications.queries.records import make_record
from shirube.applications.queries.rules import get_rules
from shirube.applications.queries.sealing import dossier_subject
from shirube.audit import interface as audit
from shirube.files import interface as files
from shirube.kernel.prepared_writes import PreparedUpdate
from shirube.organizations import interface as organizations

Prepared: TypeAlias = files.WrittenDocument | None


def _write_record(case: Case, now: datetime) -> Prepared:
    """Draw the PDF of record; a copy that was written and never attached is swept by the room of files."""
    if case.dossier_id is None or _has_record(case):
        return None
    return files.write_document(
        municipality_id=case.municipality_id,
        purpose=RECORD,
        name=f"{case.receipt_number}.pdf",
        body=make_record(case),
        actor=audit.SYSTEM,
        now=now,
        key_holder=dossier_subject(case.dossier_id),
    )


def _attach_record(case: Case, document: Prepared, _now: datetime) -> bool:
    if document is None:
        return _has_record(case)
    if case.dossier_id is None:
        return False
    files.attach_document(document=document, subject=dossier_subject(case.dossier_id))
    return True


def _has_record(case: Case) -> bool:
    if case.dossier_id is None:
        return False
    subject = dossier_subject(case.dossier_id)
    attached = files.list_files(municipality_id=case.municipality_id, subject=subject)
    return any(file.purpose == RECORD for file in attached)


def _route(case: Case, _prepared: Prepared, _now: datetime) -> bool:
    """Bring the case to the section that has the procedure now: one that was closed since has a successor."""
    rules = get_rules(municipality_id=case.municipality_id, code=case.procedure_code)
    section_id = rules.section_id or case.section_id
    # Raises SectionNotFoundError where the catalogue names none that exists: staff find it among what is stuck.
    organizations.get_section(municipality_id=case.municipality_id, section_id=section_id)
    if section_id != case.section_id:
        rows = Case.objects.filter(municipality_id=case.municipality_id, pk=case.pk, officer_id__isnull=True)
        rows.update(section_id=section_id)
    return True


def _tell(case: Case, _prepared: Prepared, now: datetime) -> bool:
    return tell_submitted(case=case, now=now)


def _offer_hand_over(case: Case, _prepared: Prepared, _now: datetime) -> bool:
    """Put the case among those the next file for the core system takes, where the procedure has one."""
    rules = get_rules(municipality_id=case.municipality_id, code=case.procedure_code)
    if not rules.export:
        return False
    _WANT_HAND_OVER.update(municipality_id=case.municipality_id, case_id=case.pk)
    return True


_WANT_HAND_OVER = PreparedUpdate(
    lambda municipality_id, case_id: (
        Case.objects.filter(municipality_id=municipality_id, pk=case_id),
        {"hand_over_wanted": True},
    ),
    municipality_id=UUID,
    case_id=UUID,
)


Prepare = Callable[[Case, datetime], Prepared]
Act = Callable[[Case, Prepared, datetime], bool]

# What must be done outside the transaction of the step.
PREPARATIONS: Mapping[StepName, Prepare] = {StepName.RECORD: _write_record}
# Each answers whether it was wanted at all: a case without address gets no letter, and that is no failure.
ACTS: Mapping[StepName, Act] = {
    StepName.RECORD: _attach_record,
    StepName.ROUTING: _route,
    StepName.NOTICE: _tell,
    StepName.HAND_OVER: _offer_hand_over,
}

"""Applications of a one-stop counter: one clerk takes in what belongs to many sections."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from shirube.accounts.interface import SECTION_ROLES, Actor
from shirube.applications.commands.founding import NewCase, found_case
from shirube.applications.commands.intake import Intake, attach_scans, provenance_of, receipt_of
from shirube.applications.commands.sealing import make_dossier
from shirube.applications.commands.submission import Receipt
from shirube.applications.models import Case
from shirube.applications.queries.places import NotYourSectionError
from shirube.applications.queries.rules import ProcedureNotOfferedError, get_rules
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.transactions import step


@step
def take_in_at_counter(
    *,
    municipality_id: UUID,
    procedure_code: str,
    form_version: forms.FormVersionSummary,
    answers: Mapping[str, Any],
    intake: Intake,
    submission_key: str,
    language: str,
    actor: Actor,
    now: datetime,
) -> Receipt:
    """Enter one of several applications of one visit, whichever section receives it; part of the caller's command.

    `answers` belong to `form_version`: what the resident was asked from. So all of them are taken in, or none. The same `submission_key` gives the same case again, whoever presses the
    button. Raises ProcedureNotOfferedError, NotYourSectionError (no section's clerk at all), AlreadyAppliedError.
    """
    if not actor.holds(*SECTION_ROLES):
        raise NotYourSectionError
    rules = get_rules(municipality_id=municipality_id, code=procedure_code)
    key = sha256(f"counter:{submission_key}:{procedure_code}".encode()).hexdigest()
    if (case := Case.objects.filter(municipality_id=municipality_id, submission_key=key).first()) is not None:
        return receipt_of(case, is_new=False)
    if rules.section_id is None or form_version.code != rules.form_code:
        raise ProcedureNotOfferedError(procedure=rules.code)
    box = make_dossier(municipality_id=municipality_id, now=now)
    attach_scans(municipality_id, box.dossier_id, intake, actor, now)
    new = NewCase(
        municipality_id=municipality_id,
        form_version=form_version,
        answers=forms.drop_hidden(form_version.form, answers, today=japan_date(now)),
        channel=intake.channel,
        level=IdentityLevel.NONE,
        language=language,
        submission_key=key,
        actor=actor.log_name,
        now=now,
        received_at=intake.received_at,
        is_entered_by_staff=True,
        mail=intake.mail,
        intake=provenance_of(intake, actor, now),
    )
    keyring = files.open_keyring(municipality_id=municipality_id)
    return receipt_of(found_case(new=new, box=box, rules=rules, keyring=keyring), is_new=True)

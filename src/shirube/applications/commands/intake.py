"""Applications on paper, by post, by phone and at the counter: entered by staff into the same case, with provenance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.applications.commands.entries import attach_new_scans, take_over_entry
from shirube.applications.commands.founding import NewCase, found_case
from shirube.applications.commands.sealing import make_dossier
from shirube.applications.commands.submission import Receipt
from shirube.applications.domain.attachments import SCAN
from shirube.applications.domain.people import Channel, Represented
from shirube.applications.models import Case
from shirube.applications.queries.entries import Typed, entry_key
from shirube.applications.queries.places import NotYourSectionError
from shirube.applications.queries.rules import ProcedureNotOfferedError, Rules, get_rules
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.transactions import command


class ReceivedLaterError(InvalidInputError):
    """The day of receipt lies in the future, or further back than a year."""

    code = "applications.received_later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How an application reached the city hall, and who typed it. `received_at` starts the standard period."""

    channel: Channel
    received_at: datetime
    note: str = ""
    identity_seen: str = ""
    mail: str = ""
    # Who brought it for the person it is about; empty: that person.
    brought_by: str = ""
    scan_ids: Sequence[UUID] = ()


def upload_scan(
    *,
    municipality_id: UUID,
    name: str,
    declared_type: str,
    content: BinaryIO,
    actor: Actor,
    now: datetime,
) -> files.FileSummary:
    """Take in a scanned sheet; give its id to `take_in_application`. Raises what `files.store_upload` raises."""
    return files.store_upload(
        municipality_id=municipality_id,
        purpose=SCAN,
        name=name,
        declared_type=declared_type,
        content=content,
        actor=actor.log_name,
        now=now,
    )


@command
def take_in_application(
    *,
    municipality_id: UUID,
    procedure_code: str,
    answers: Mapping[str, Any],
    intake: Intake,
    submission_key: str,
    actor: Actor,
    now: datetime,
    represented: Represented | None = None,
    form_version: forms.FormVersionSummary | None = None,
) -> Receipt:
    """Enter an application that came another way; the same case, receipt number, clock and chain as online.

    `answers` are what `forms.bind_step` made of all steps of `form_version` (the current one where none is given), 個人番号
    in the clear. Law: an
    incomplete application is received all the same (行政手続法第7条), so nothing is refused for what is missing;
    `forms.check_answers` tells the officer what to ask for. `submission_key` as in `submit_application`; what the page
    has kept under it (`keep_entry`) becomes the case, keys and scans with it. Raises ProcedureNotOfferedError, NotYourSectionError, ReceivedLaterError, AlreadyAppliedError, and what
    `files.attach_file` raises for the scans.
    """
    rules = get_rules(municipality_id=municipality_id, code=procedure_code)
    key = entry_key(submission_key)
    if (case := Case.objects.filter(municipality_id=municipality_id, submission_key=key).first()) is not None:
        return receipt_of(case, is_new=False)
    version = _form_of(municipality_id, rules, actor, form_version, japan_date(now))
    _check_day(intake, now)
    begun = take_over_entry(municipality_id=municipality_id, key=key)
    box = begun or make_dossier(municipality_id=municipality_id, now=now)
    attach_scans(municipality_id, box.dossier_id, intake, actor, now)
    today = japan_date(now)
    new = NewCase(
        municipality_id=municipality_id,
        form_version=version,
        answers=forms.drop_hidden(version.form, answers, today=today),
        channel=intake.channel,
        level=IdentityLevel.NONE,
        language="ja",
        submission_key=key,
        actor=actor.log_name,
        now=now,
        received_at=intake.received_at,
        is_entered_by_staff=True,
        represented=represented.as_json() if represented else None,
        mail=intake.mail,
        intake=provenance_of(intake, actor, now),
    )
    keyring = files.open_keyring(municipality_id=municipality_id)
    return receipt_of(found_case(new=new, box=box, rules=rules, keyring=keyring), is_new=True)


def _form_of(
    municipality_id: UUID, rules: Rules, actor: Actor, given: forms.FormVersionSummary | None, today: date
) -> forms.FormVersionSummary:
    if not actor.works_in({rules.home}):
        raise NotYourSectionError(section_id=str(rules.home))
    version = given or forms.find_current_version(
        municipality_id=municipality_id, code=rules.form_code, on=today
    )
    if version is None:
        raise ProcedureNotOfferedError(procedure=rules.code)
    return version


def _check_day(intake: Intake, now: datetime) -> None:
    if not 0 <= (japan_date(now) - japan_date(intake.received_at)).days <= 366:
        raise ReceivedLaterError(received_on=japan_date(intake.received_at).isoformat())


def attach_scans(
    municipality_id: UUID, dossier_id: UUID, intake: Intake, actor: Actor, now: datetime
) -> None:
    attach_new_scans(municipality_id, dossier_id, Typed(scans=intake.scan_ids), actor, now)


def provenance_of(intake: Intake, actor: Actor, now: datetime) -> dict[str, Any]:
    return {
        "channel": intake.channel.value,
        "received_at": intake.received_at.isoformat(),
        "entered_at": now.isoformat(),
        "entered_by": actor.log_name,
        "note": intake.note,
        "identity_seen": intake.identity_seen,
        "brought_by": intake.brought_by,
        "scans": [str(file_id) for file_id in intake.scan_ids],
    }


def receipt_of(case: Case, *, is_new: bool) -> Receipt:
    return Receipt(
        case_id=case.pk,
        receipt_number=case.receipt_number,
        secret="",
        submitted_at=case.submitted_at,
        is_new=is_new,
    )

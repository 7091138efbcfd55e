"""One case on one page: who, what, how far, and what can be done now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import Role
from shirube.applications.commands.talking import mark_messages_read
from shirube.applications.commands.telling import REPRESENTED_TOLD
from shirube.applications.commands.viewing import (
    compare_case_answers,
    open_case,
    open_case_file,
    reveal_my_numbers,
)
from shirube.applications.domain.attachments import file_ids_in
from shirube.applications.domain.states import Act, CaseState, can
from shirube.applications.queries.staff_cases import CaseForStaff, list_labels
from shirube.applications.web.residents.downloads import as_download
from shirube.applications.web.staff.act_forms import WordsForm
from shirube.applications.web.staff.approval_view import present_proposal
from shirube.applications.web.staff.basis import unopened_files
from shirube.applications.web.staff.desk import Desk, desk_of, handlers, way
from shirube.applications.web.staff.lists import procedure_names
from shirube.applications.web.staff.queue import case_address, find_queue, keep_list
from shirube.applications.web.staff.words import (
    CHAIN,
    CHANNELS,
    LEVELS,
    act_words,
    state_status,
)
from shirube.forms import interface as forms
from shirube.notices import interface as notices
from shirube.organizations import interface as organizations
from shirube.ui.access import records_reading
from shirube.ui.pages import page


@dataclass(frozen=True, slots=True)
class Possible:
    """What can be done now, as the page offers it. The core decides again when it is done."""

    accept: bool
    start_review: bool
    send_back: bool
    propose: bool
    issue: bool
    close: bool
    correct: bool
    withdraw: bool


@handlers
@records_reading
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case, after the look has been written down."""
    desk = desk_of(request)
    found = open_case(**desk.act, case_id=case_id)
    if any(one.is_from_resident and one.read_at is None for one in found.messages):
        mark_messages_read(**desk.act, case_id=case_id, holder=None)
    return draw_case(request, desk, found)


def draw_case(
    request: HttpRequest, desk: Desk, found: CaseForStaff, *, status: int = 200, **further: Any
) -> HttpResponse:
    """The page of the case; `further` are forms that came back with errors."""
    differences = _differences(desk, found)
    people = desk.names_of(_actors(found))
    context = {
        "case": found,
        "name": procedure_names(desk).get(found.procedure_code, found.procedure_code),
        "status": state_status(found.state, found.outcome),
        "channel": CHANNELS[found.channel],
        "level": LEVELS.get(found.level, found.level),
        "officer": people.get(f"staff:{found.officer_id}", ""),
        "people": people,
        "can": possible(found),
        "intake": _intake(found, people),
        "differences": differences,
        "sections": forms.summarise(found.version.form, dict(found.answers), language="ja", today=desk.today),
        "file_urls": {
            file_id: reverse("applications_staff:file", args=[found.id, file_id])
            for file_id in file_ids_in(found.answers)
        },
        "unopened": unopened_files(found),
        "trail": [
            {"line": one, "words": act_words(one.act), "who": people.get(one.actor, "")}
            for one in found.trail
        ],
        "proposal": present_proposal(desk, found, people),
        **_letters(desk, found),
        "chain": [{"line": one, "words": CHAIN.get(one.name, one.name)} for one in found.chain],
        "colleagues": desk.list_colleagues(found.section_id),
        "labels": list_labels(municipality_id=desk.municipality_id, section_ids=[found.section_id]),
        "sections_by_id": _section_names(desk) if found.opinions else {},
        "is_chief": desk.actor.works_in({found.section_id}, {Role.SECTION_CHIEF}),
        "message_form": WordsForm(),
        "note_form": WordsForm(),
        "has_numbers": any(one.type == "my_number" for one in _fields(found)),
        "keep": keep_list(request),
        "queue": find_queue(request, desk, found),
        "breadcrumbs": way((found.receipt_number, "")),
        **further,
    }
    return page(request, "applications/staff/case.html", context, status=status)


def possible(found: CaseForStaff) -> Possible:
    """What may be done with the case as it stands."""
    return Possible(
        accept=can(Act.ACCEPT, found.state),
        start_review=found.state == CaseState.ACCEPTED,
        send_back=can(Act.RETURN, found.state),
        propose=can(Act.PROPOSE, found.state),
        issue=can(Act.ISSUE, found.state),
        close=can(Act.CLOSE, found.state),
        correct=can(Act.CORRECT, found.state),
        withdraw=can(Act.WITHDRAW, found.state),
    )


def _intake(found: CaseForStaff, people: Mapping[str, str]) -> dict[str, Any] | None:
    """Where a case came from that did not come online: who brought it, who typed it, and the paper itself."""
    intake = found.parties.get("intake")
    if not intake:
        return None
    scans = set(intake.get("scans", ()))
    return {
        **intake,
        "entered_at": datetime.fromisoformat(intake["entered_at"]),
        "entered_by": people.get(intake["entered_by"], ""),
        "scans": [one for one in found.files if str(one.id) in scans],
    }


def _letters(desk: Desk, found: CaseForStaff) -> dict[str, Any]:
    """What was sent about the case, and whether the person represented is still to be told."""
    subject = f"applications.case:{found.id}"
    letters = notices.list_notices_about(municipality_id=desk.municipality_id, subject=subject)
    represented = found.parties["represented"] or {}
    is_told = any(one.kind == REPRESENTED_TOLD for one in letters)
    has_way = bool(represented.get("mail") or represented.get("resident_id"))
    untold = "" if is_told or has_way else represented.get("name", "")
    return {"letters": letters, "untold": untold}


def _differences(desk: Desk, found: CaseForStaff) -> dict[str, forms.Difference]:
    """After a correction the second look shows only what changed; empty before one."""
    if len(found.versions) < 2:
        return {}
    before, after = found.versions[-2].number, found.versions[-1].number
    changed = compare_case_answers(**desk.act, case_id=found.id, before=before, after=after)
    # What is worked out changes with the day; nobody wrote it.
    worked_out = {field.key for field in _fields(found) if field.type == "computed"}
    return {one.path: one for one in changed if one.path.rpartition(".")[2] not in worked_out}


def _section_names(desk: Desk) -> dict[UUID, str]:
    everywhere = organizations.list_sections(municipality_id=desk.municipality_id)
    return {one.id: one.name for one in everywhere}


def _actors(found: CaseForStaff) -> set[str]:
    written = [found.trail, found.notes, found.messages]
    actors = {one.actor for lines in written for one in lines}  # type: ignore[attr-defined]
    for proposal in found.proposals:
        actors |= {proposal.proposed_by, *(one.decided_by for one in proposal.desks if one.decided_by)}
    if found.entered_by:
        actors.add(found.entered_by)
    return actors | ({f"staff:{found.officer_id}"} if found.officer_id else set())


def _fields(found: CaseForStaff) -> list[Any]:
    return [
        one
        for step in found.version.form.steps
        for field in step.fields
        for one in (field, *getattr(field, "fields", ()))
    ]


@handlers
@records_reading
def file(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponse:
    """A file of the case; that it was opened is written down."""
    desk = desk_of(request)
    return as_download(open_case_file(**desk.act, case_id=case_id, file_id=file_id))


@handlers
@records_reading
def numbers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """個人番号, after the purpose was stated; by POST only, so that no address leads to it."""
    desk = desk_of(request)
    found = open_case(**desk.act, case_id=case_id)
    shown: dict[str, str] = {}
    if request.method == "POST":
        shown = dict(reveal_my_numbers(**desk.act, case_id=case_id, purpose=request.POST.get("purpose", "")))
    context = {
        "case": found,
        "numbers": [
            {"label": forms.label_of(found.version.form, path, dict(found.answers), "ja"), "number": number}
            for path, number in shown.items()
        ],
        "asked": request.method == "POST",
        "breadcrumbs": way((found.receipt_number, case_address(request, case_id)), (_("個人番号"), "")),
    }
    return page(request, "applications/staff/numbers.html", context)

"""紙・郵送・電話・窓口: what came another way is entered into the same case, with where it came from.

What is typed is kept on the server at every change (途中の入力), as residents' drafts are: a clerk is called away, another
goes on.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.applications.commands.entries import (
    AlreadyTakenInError,
    EntryKept,
    discard_entry,
    keep_entry,
    open_entry,
)
from shirube.applications.commands.intake import Intake, take_in_application, upload_scan
from shirube.applications.domain.people import Channel
from shirube.applications.queries.case_list import CaseLine
from shirube.applications.queries.duplicates import list_duplicates
from shirube.applications.queries.entries import Entry, Typed, find_entry, list_entries
from shirube.applications.queries.places import NotYourSectionError
from shirube.applications.queries.rules import ProcedureNotOfferedError, Rules, get_rules
from shirube.applications.web.staff.desk import Desk, desk_of, handlers, way
from shirube.applications.web.staff.intake_form import PREFIX, IntakeForm
from shirube.applications.web.staff.sheets import Sheet, answer_live, read_sheet
from shirube.applications.web.staff.words import state_status
from shirube.applications.web.staff.writing import is_done
from shirube.forms import interface as forms
from shirube.kernel.clock import JAPAN
from shirube.kernel.errors import DomainError, ForbiddenError, NotFoundError
from shirube.procedures import interface as procedures
from shirube.ui.access import records_reading
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

ACCEPT, PAUSE = "_accept_warnings", "_pause"
# The clerk has looked: it is another application. And: the next paper of the pile, please.
NOT_THE_SAME, NEXT_ONE = "_not_the_same", "_next_one"
# The page came back with a question in between, and the wish for the next paper still holds.
WANTS_NEXT = "_wants_next"
_MOST_SCANS = 20
_DRAWN = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class Paper:
    """The page as it was sent in, over what was kept of it before."""

    desk: Desk
    rules: Rules
    version: forms.FormVersionSummary
    submission: str
    device: str
    entry: Entry | None
    sheet: Sheet
    form: IntakeForm
    scans: list[UUID]

    @property
    def typed(self) -> Typed:
        return Typed(
            answers=self.sheet.answers,
            typed=self.sheet.typed,
            facts={name: self.form.data.get(f"{PREFIX}-{name}", "") for name in self.form.fields},
            scans=self.scans,
        )


@handlers
def intake(request: HttpRequest) -> HttpResponse:
    """Which procedure was it? Those that one's sections receive, and what was begun and not sent in."""
    desk = desk_of(request)
    known = procedures.list_procedures(municipality_id=desk.municipality_id)
    names = {one.code: one.short.in_language("ja") for one in known}
    links = [
        {"label": names[one.code], "url": reverse("applications_staff:take-in", args=[one.code])}
        for one in known
        if one.section_id in desk.section_ids
    ]
    entries = list_entries(**desk.look)
    people = desk.names_of({one.saved_by for one in entries})
    lines = [
        {"entry": one, "procedure": names.get(one.procedure_code, ""), "by": people[one.saved_by]}
        for one in entries
    ]
    context = {
        "links": links,
        "entries": lines,
        "breadcrumbs": way((_("紙や電話の申請を入れる"), "")),
    }
    return page(request, "applications/staff/intake.html", context)


@handlers
@records_reading
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    """All steps of the form on one page. What is missing is told once and taken in all the same."""
    paper = _read(request, code)
    is_repeated = request.method == "POST" and not _is_kept(request, paper)
    sheet, form = paper.sheet, paper.form
    if PAUSE in request.POST and not form.non_field_errors():
        messages.success(request, _("途中の入力を保存しました。この一覧から続きを入れられます。"))
        return redirect("applications_staff:intake")
    if sheet.is_asked:
        return _answer(request, paper)
    unclear = [one for one in sheet.problems if ACCEPT not in request.POST or one.path in sheet.typed]
    if not form.is_valid() or unclear:
        return _answer(request, paper, unclear)
    same = [] if is_repeated else _same(request, paper)
    if same or not is_done(form, lambda: _take_in(request, paper)):
        return _answer(request, paper, same=same)
    if NEXT_ONE in request.POST or WANTS_NEXT in request.POST:
        return redirect("applications_staff:take-in", code)
    return redirect("applications_staff:cases")


@handlers
@records_reading
def resume(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Go on with what the section has begun, on another day or at another desk."""
    entry = open_entry(**desk_of(request).act, entry_id=entry_id)
    return _answer(request, _read(request, entry.procedure_code, entry))


@handlers
@require_POST
def discard(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Throw away what was begun; the button stands on the page that shows it."""
    discard_entry(**desk_of(request).act, entry_id=entry_id)
    messages.success(request, _("途中の入力を捨てました。読み取ったファイルも消えました。"))
    return redirect("applications_staff:intake")


@handlers
@require_POST
def autosave(request: HttpRequest, code: str) -> JsonResponse:
    """Keep what is typed, valid or not."""
    try:
        kept = _keep(request, _read(request, code))
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        return JsonResponse({"message": sentence_for(error)}, status=409)
    return JsonResponse({"revision": kept.revision, "saved_at": kept.saved_at.isoformat()})


@handlers
@require_POST
def live(request: HttpRequest, code: str) -> HttpResponse:
    """What the sheet must exchange after a change."""
    return answer_live(request, _read(request, code).sheet)


def _read(request: HttpRequest, code: str, entry: Entry | None = None) -> Paper:
    desk = desk_of(request)
    rules = get_rules(municipality_id=desk.municipality_id, code=code)
    version = _version_of(desk, rules)
    submission = request.POST.get("_submission", "")[:80]
    if entry is None and submission:
        entry = find_entry(**desk.look, submission_key=submission, version=version)
    kept = entry.kept if entry else Typed()
    form = IntakeForm(request.POST or None, initial={"received_on": desk.today, **kept.facts}, prefix=PREFIX)
    return Paper(
        desk,
        rules,
        version,
        submission or (entry.submission_key if entry else secrets.token_urlsafe(16)),
        _device(request.POST.get("_device", "")),
        entry,
        read_sheet(request, version.form, kept.answers, desk.today, kept.typed),
        form,
        _scans(request, desk, form, kept.scans),
    )


def _device(sent: str) -> str:
    """What tells one drawn page from another; what no page of ours has drawn is another page."""
    return sent if _DRAWN.fullmatch(sent) else secrets.token_urlsafe(16)


def _keep(request: HttpRequest, paper: Paper) -> EntryKept:
    seen = request.POST.get("_revision", "")
    return keep_entry(
        **paper.desk.act,
        procedure_code=paper.rules.code,
        version=paper.version,
        typed=paper.typed,
        submission_key=paper.submission,
        device=paper.device,
        seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0,
    )


def _is_kept(request: HttpRequest, paper: Paper) -> bool:
    """Whatever becomes of the page, it is kept first. False where it was sent in already: it finds its case further on."""
    try:
        _keep(request, paper)
    except AlreadyTakenInError:
        return False
    except DomainError as error:
        paper.form.add_error(None, sentence_for(error))
    return True


def _same(request: HttpRequest, paper: Paper) -> Sequence[CaseLine]:
    """Applications that look like this one, unless the clerk has looked at them; a page sent twice is one case anyhow."""
    if NOT_THE_SAME in request.POST:
        return []
    return list_duplicates(
        **paper.desk.look,
        procedure_code=paper.rules.code,
        form=paper.sheet.form,
        answers=paper.sheet.answers,
        today=paper.desk.today,
    )


def _version_of(desk: Desk, rules: Rules) -> forms.FormVersionSummary:
    if not desk.actor.works_in({rules.home}):
        raise NotYourSectionError(section_id=str(rules.home))
    version = forms.find_current_version(
        municipality_id=desk.municipality_id, code=rules.form_code, on=desk.today
    )
    if version is None:
        raise ProcedureNotOfferedError(procedure=rules.code)
    return version


def _take_in(request: HttpRequest, paper: Paper) -> None:
    facts = paper.form.cleaned_data
    receipt = take_in_application(
        **paper.desk.act,
        procedure_code=paper.rules.code,
        answers=paper.sheet.answers,
        intake=Intake(
            channel=Channel(facts["channel"]),
            received_at=_moment(facts["received_on"], paper.desk.now),
            note=facts["note"],
            identity_seen=facts["identity_seen"],
            mail=facts["mail"],
            brought_by=facts["bringer"],
            scan_ids=paper.scans,
        ),
        represented=paper.form.for_whom,
        submission_key=paper.submission,
        form_version=paper.version,
    )
    messages.success(
        request, _("申請を入れました。受付番号は %(number)s です。") % {"number": receipt.receipt_number}
    )


def _moment(day: date, now: datetime) -> datetime:
    """The day of arrival as a moment; the hour is not asked, noon stands for it."""
    return now if day == now.astimezone(JAPAN).date() else datetime.combine(day, time(12), tzinfo=JAPAN)


def _scans(request: HttpRequest, desk: Desk, form: IntakeForm, before: Sequence[UUID]) -> list[UUID]:
    """What was scanned, now and before; a file that is refused says why."""
    kept = list(before)
    for upload in request.FILES.getlist("_scans")[:_MOST_SCANS]:
        try:
            stored = upload_scan(
                **desk.act,
                name=upload.name or "",
                declared_type=upload.content_type or "",
                content=upload,  # type: ignore[arg-type]  # a file, though not a BinaryIO by name
            )
        except DomainError as error:
            form.add_error(None, f"{upload.name}: {sentence_for(error)}")
        else:
            kept.append(stored.id)
    return kept[:_MOST_SCANS]


def _answer(
    request: HttpRequest,
    paper: Paper,
    unclear: list[forms.Problem] | None = None,
    same: Sequence[CaseLine] = (),
) -> HttpResponse:
    name, sheet, form = paper.rules.name_in("ja"), paper.sheet, paper.form
    code = paper.rules.code
    entry = _renewed(request, paper)
    context: dict[str, Any] = {
        "name": name,
        "form": form,
        "steps": sheet.steps,
        "live_url": reverse("applications_staff:take-in-live", args=[code]),
        "autosave_url": reverse("applications_staff:take-in-save", args=[code]),
        "action": reverse("applications_staff:take-in", args=[code]),
        "entry": entry,
        "device": paper.device,
        "same": [{"case": one, "status": state_status(one.state, None)} for one in same],
        "has_accepted": ACCEPT in request.POST,
        "wants_next": NEXT_ONE in request.POST or WANTS_NEXT in request.POST,
        "problems": sheet.present(unclear or []),
        "can_accept": bool(unclear) and not sheet.typed,
        "scans": paper.scans,
        "submission": paper.submission,
        "breadcrumbs": way((_("紙や電話の申請を入れる"), reverse("applications_staff:intake")), (name, "")),
    }
    refused = bool(form.errors or unclear or same) and not (request.method == "POST" and sheet.is_asked)
    return page(request, "applications/staff/take_in.html", context, status=422 if refused else 200)


def _renewed(request: HttpRequest, paper: Paper) -> Entry | None:
    """The entry as this request has left it: its revision goes into the page."""
    if request.method != "POST":
        return paper.entry
    return find_entry(**paper.desk.look, submission_key=paper.submission, version=paper.version)

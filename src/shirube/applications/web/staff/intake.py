"""紙・郵送・電話・窓口: what came another way is entered into the same case, with where it came from."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shirube.applications.commands.intake import Intake, take_in_application, upload_scan
from shirube.applications.domain.people import Channel, Represented
from shirube.applications.queries.case_list import CaseLine
from shirube.applications.queries.duplicates import list_duplicates
from shirube.applications.queries.places import NotYourSectionError
from shirube.applications.queries.rules import ProcedureNotOfferedError, Rules, get_rules
from shirube.applications.web.staff.desk import Desk, desk_of, handlers, way
from shirube.applications.web.staff.sheets import Sheet, answer_live, read_sheet
from shirube.applications.web.staff.words import CHANNELS, state_status
from shirube.applications.web.staff.writing import is_done
from shirube.forms import interface as forms
from shirube.kernel.clock import JAPAN
from shirube.kernel.errors import DomainError
from shirube.procedures import interface as procedures
from shirube.ui.access import records_reading
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

ACCEPT = "_accept_warnings"
# The clerk has looked: it is another application. And: the next paper of the pile, please.
NOT_THE_SAME, NEXT_ONE = "_not_the_same", "_next_one"
# The page came back with a question in between, and the wish for the next paper still holds.
WANTS_NEXT = "_wants_next"
_MOST_SCANS = 20
REPRESENTATION = ("bringer", "represented", "relation")


class IntakeForm(django_forms.Form):
    """Where it came from. Its names carry a prefix that no field of a form can have."""

    channel = django_forms.ChoiceField(
        label=gettext_lazy("受け取り方"),
        widget=django_forms.RadioSelect,
        choices=[(one.value, words) for one, words in CHANNELS.items() if one != Channel.ONLINE],
    )
    received_on = django_forms.DateField(
        label=gettext_lazy("受け取った日"),
        widget=django_forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("この日から標準処理期間を数えます（行政手続法第6条）。"),
    )
    identity_seen = django_forms.CharField(
        label=gettext_lazy("本人確認に見たもの"), max_length=100, required=False
    )
    bringer = django_forms.CharField(label=gettext_lazy("代わりの人の氏名"), max_length=100, required=False)
    represented = django_forms.CharField(
        label=gettext_lazy("だれの代わりか（本人の氏名）"), max_length=100, required=False
    )
    relation = django_forms.CharField(
        label=gettext_lazy("本人との関係"),
        max_length=50,
        required=False,
        help_text=gettext_lazy(
            "例: 長女、成年後見人。委任状を見たときは「本人確認に見たもの」に書いてください。"
        ),
    )
    mail = django_forms.EmailField(label=gettext_lazy("お知らせを送るメールアドレス"), required=False)
    note = django_forms.CharField(
        label=gettext_lazy("受け取ったときのこと"),
        max_length=1000,
        required=False,
        widget=django_forms.Textarea({"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Who brings it for somebody else says for whom; a name that was typed is never left lying."""
        found = super().clean() or self.cleaned_data
        is_other = found.get("brought_by") == "other" or bool(
            found.get("bringer") or found.get("represented")
        )
        for name in ("bringer", "represented") if is_other else ():
            if not found.get(name):
                self.add_error(name, _("代わりの人から受け取ったときは、ここも書いてください。"))
        return found

    @property
    def arrival_fields(self) -> list[Any]:
        return [one for one in self.visible_fields() if one.name not in REPRESENTATION]

    @property
    def representation_fields(self) -> list[Any]:
        return [self[name] for name in REPRESENTATION]

    @property
    def is_represented(self) -> bool:
        """Whether anything of it was typed, so that the page shows it."""
        return any(field.value() or field.errors for field in self.representation_fields)

    @property
    def for_whom(self) -> Represented | None:
        found = self.cleaned_data
        if not found["represented"]:
            return None
        return Represented(name=found["represented"], relation=found["relation"])


@handlers
def intake(request: HttpRequest) -> HttpResponse:
    """Which procedure was it? Those that one's sections receive."""
    desk = desk_of(request)
    known = procedures.list_procedures(municipality_id=desk.municipality_id)
    links = [
        {"label": one.short.in_language("ja"), "url": reverse("applications_staff:take-in", args=[one.code])}
        for one in known
        if one.section_id in desk.section_ids
    ]
    context = {"links": links, "breadcrumbs": way((_("紙や電話の申請を入れる"), ""))}
    return page(request, "applications/staff/intake.html", context)


@handlers
@records_reading
def take_in(request: HttpRequest, code: str) -> HttpResponse:
    """All steps of the form on one page. What is missing is told once and taken in all the same."""
    desk = desk_of(request)
    rules = get_rules(municipality_id=desk.municipality_id, code=code)
    sheet = read_sheet(request, _form_of(desk, rules), {}, desk.today)
    initial = {"received_on": desk.today}
    form = IntakeForm(request.POST or None, initial=initial, prefix="intake")
    scans = _scans(request, desk, form)
    if sheet.is_asked:
        return _answer(request, rules, sheet, form, scans)
    unclear = [one for one in sheet.problems if ACCEPT not in request.POST or one.path in sheet.typed]
    if not form.is_valid() or unclear:
        return _answer(request, rules, sheet, form, scans, unclear)
    if (same := _same(request, desk, rules, sheet)) or not is_done(
        form, lambda: _take_in(request, desk, rules, sheet, form, scans)
    ):
        return _answer(request, rules, sheet, form, scans, same=same)
    if NEXT_ONE in request.POST or WANTS_NEXT in request.POST:
        return redirect("applications_staff:take-in", code)
    return redirect("applications_staff:cases")


@handlers
@require_POST
def live(request: HttpRequest, code: str) -> HttpResponse:
    """What the sheet must exchange after a change."""
    desk = desk_of(request)
    rules = get_rules(municipality_id=desk.municipality_id, code=code)
    return answer_live(request, read_sheet(request, _form_of(desk, rules), {}, desk.today))


def _same(request: HttpRequest, desk: Desk, rules: Rules, sheet: Sheet) -> Sequence[CaseLine]:
    """Applications that look like this one, unless the clerk has looked at them; a page sent twice is one case anyhow."""
    if NOT_THE_SAME in request.POST:
        return []
    return list_duplicates(
        **desk.look,
        procedure_code=rules.code,
        form=sheet.form,
        answers=sheet.answers,
        today=desk.today,
    )


def _form_of(desk: Desk, rules: Rules) -> forms.Form:
    if not desk.actor.works_in({rules.home}):
        raise NotYourSectionError(section_id=str(rules.home))
    version = forms.find_current_version(municipality_id=desk.municipality_id, code=rules.form_code)
    if version is None:
        raise ProcedureNotOfferedError(procedure=rules.code)
    return version.form


def _take_in(
    request: HttpRequest, desk: Desk, rules: Rules, sheet: Sheet, form: IntakeForm, scans: list[UUID]
) -> None:
    facts = form.cleaned_data
    receipt = take_in_application(
        **desk.act,
        procedure_code=rules.code,
        answers=sheet.answers,
        intake=Intake(
            channel=Channel(facts["channel"]),
            received_at=_moment(facts["received_on"], desk.now),
            note=facts["note"],
            identity_seen=facts["identity_seen"],
            mail=facts["mail"],
            brought_by=facts["bringer"],
            scan_ids=scans,
        ),
        represented=form.for_whom,
        submission_key=request.POST.get("_submission", "")[:80],
    )
    messages.success(
        request, _("申請を入れました。受付番号は %(number)s です。") % {"number": receipt.receipt_number}
    )


def _moment(day: date, now: datetime) -> datetime:
    """The day of arrival as a moment; the hour is not asked, noon stands for it."""
    return now if day == now.astimezone(JAPAN).date() else datetime.combine(day, time(12), tzinfo=JAPAN)


def _scans(request: HttpRequest, desk: Desk, form: IntakeForm) -> list[UUID]:
    """What was scanned, now and on the page before; a file that is refused says why."""
    kept = [one for one in map(_uuid, request.POST.getlist("_scan")) if one is not None]
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


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _answer(
    request: HttpRequest,
    rules: Rules,
    sheet: Sheet,
    form: IntakeForm,
    scans: list[UUID],
    unclear: list[forms.Problem] | None = None,
    same: Sequence[CaseLine] = (),
) -> HttpResponse:
    name = rules.name_in("ja")
    context: dict[str, Any] = {
        "name": name,
        "form": form,
        "steps": sheet.steps,
        "live_url": reverse("applications_staff:take-in-live", args=[rules.code]),
        "same": [{"case": one, "status": state_status(one.state, None)} for one in same],
        "has_accepted": ACCEPT in request.POST,
        "wants_next": NEXT_ONE in request.POST or WANTS_NEXT in request.POST,
        "problems": sheet.present(unclear or []),
        "can_accept": bool(unclear) and not sheet.typed,
        "scans": scans,
        "submission": request.POST.get("_submission") or secrets.token_urlsafe(16),
        "breadcrumbs": way((_("紙や電話の申請を入れる"), reverse("applications_staff:intake")), (name, "")),
    }
    refused = bool(form.errors or unclear or same) and not (request.method == "POST" and sheet.is_asked)
    return page(request, "applications/staff/take_in.html", context, status=422 if refused else 200)

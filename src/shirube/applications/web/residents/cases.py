"""What became of an application: the receipt, its way, messages, corrections, the decision document."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts import interface as accounts
from shirube.applications.commands.correcting import open_correction, withdraw_application
from shirube.applications.commands.talking import mark_messages_read, send_message, upload_message_file
from shirube.applications.domain.attachments import file_ids_in
from shirube.applications.queries.drafts import list_drafts
from shirube.applications.queries.places import CaseNotFoundError, find_case_by_receipt
from shirube.applications.queries.resident_cases import (
    CaseForResident,
    Point,
    get_receipt,
    list_my_cases,
    open_my_case,
)
from shirube.applications.queries.rules import get_rules
from shirube.applications.web.residents.visit import Visit, keep_secret, visit_of
from shirube.applications.web.words import state_words, story_words
from shirube.forms import interface as forms
from shirube.kernel.errors import DomainError, ForbiddenError
from shirube.organizations import interface as organizations
from shirube.procedures import interface as procedures
from shirube.ui.access import Access, access, records_reading
from shirube.ui.network import network_address
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for


class TooManyGuessesError(ForbiddenError):
    """Too many wrong pairs of number and secret."""

    code = "applications.too_many_guesses"


class LookupForm(django_forms.Form):
    number = django_forms.CharField(
        label=gettext_lazy("受付番号"),
        max_length=40,
        help_text=gettext_lazy("例: 7KMX-4QRA-9TWC。小文字や全角でもかまいません。"),
    )
    secret = django_forms.CharField(
        label=gettext_lazy("確認の合言葉"),
        max_length=40,
        help_text=gettext_lazy("申請を送ったときに、受付番号といっしょにお知らせした12文字です。"),
    )


class MessageForm(django_forms.Form):
    words = django_forms.CharField(
        label=gettext_lazy("担当へのメッセージ"), max_length=2000, widget=django_forms.Textarea({"rows": 4})
    )


@access(Access.PUBLIC)
def received(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The receipt number at once, and for those without account the secret, with what happens next."""
    visit = visit_of(request, case_id)
    case = get_receipt(**visit.read, case_id=case_id)
    context = {
        "case": case,
        "name": _name(visit, case.procedure_code),
        "secret": "" if visit.is_signed_in else visit.holder.secret,
        "lookup_url": request.build_absolute_uri(reverse("applications:look-up")),
        "is_signed_in": visit.is_signed_in,
        "mail": visit.holder.mail,
    }
    return page(request, "applications/received.html", context)


@access(Access.PUBLIC)
def look_up(request: HttpRequest) -> HttpResponse:
    """The way to a case for those without account."""
    visit = visit_of(request)
    form = LookupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = _find(request, visit, form)
        if found is not None:
            response = redirect("applications:case", found)
            keep_secret(response, found, form.cleaned_data["secret"])
            return response
        form.add_error(
            None,
            _(
                "この受付番号と合言葉の組み合わせは見つかりませんでした。受付のお知らせを見て、もう一度入れてください。"
            ),
        )
    context = {"form": form, "is_signed_in": visit.is_signed_in}
    return page(request, "applications/look_up.html", context, status=422 if form.errors else 200)


def _find(request: HttpRequest, visit: Visit, form: LookupForm) -> UUID | None:
    """Danger: without a limit, secrets could be guessed. Failures are counted per number and per network address."""
    number = form.cleaned_data["number"]
    attempt = accounts.Attempt(
        email=f"receipt:{number.strip().lower()}", address=network_address(request), by=accounts.Tried.CODE
    )
    until = accounts.claim_attempt(municipality_id=visit.municipality_id, attempt=attempt, now=visit.now)
    if until is not None:
        raise TooManyGuessesError(until=timezone.localtime(until).strftime("%H:%M"))
    found = find_case_by_receipt(
        municipality_id=visit.municipality_id, receipt_number=number, secret=form.cleaned_data["secret"]
    )
    if found is not None:
        accounts.forgive_attempt(municipality_id=visit.municipality_id, attempt=attempt)
    return found


@access(Access.PUBLIC)
@records_reading
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Where the application stands and what is to do now; a message to the section may be sent from here."""
    visit = visit_of(request, case_id)
    found = _open(visit, case_id)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _write(request, visit, case_id, form)
        return redirect("applications:case", case_id)
    _note_reading(visit, found)
    return page(
        request, "applications/case.html", _context(visit, found, form), status=422 if form.errors else 200
    )


def _note_reading(visit: Visit, found: CaseForResident) -> None:
    """What the section wrote has been seen now."""
    if any(one.read_at is None and not one.is_from_resident for one in found.messages):
        mark_messages_read(**visit.act, case_id=found.id, actor=None)


def _write(request: HttpRequest, visit: Visit, case_id: UUID, form: MessageForm) -> None:
    """The words and any number of files; a file that is refused says why, and the rest is sent all the same."""
    taken = []
    for upload in request.FILES.getlist("files"):
        try:
            stored = upload_message_file(
                **visit.act,
                case_id=case_id,
                actor=None,
                name=upload.name or "",
                declared_type=upload.content_type or "",
                content=upload,  # type: ignore[arg-type]  # a file, though not a BinaryIO by name
            )
        except DomainError as error:
            messages.error(request, sentence_for(error))
        else:
            taken.append(stored.id)
    send_message(**visit.act, case_id=case_id, text=form.cleaned_data["words"], file_ids=taken)
    messages.success(request, _("メッセージを送りました。返事はこの画面に届きます。"))


@access(Access.PUBLIC)
def correct(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """From the request for correction into the form, to the first field that is asked about."""
    visit = visit_of(request, case_id)
    if request.method != "POST":
        return redirect("applications:case", _open(visit, case_id).id)
    draft_id = open_correction(**visit.act, case_id=case_id).draft_id
    found = _open(visit, case_id)
    points = found.correction.points if found.correction else ()
    point = next((one for one in points if one.step_code), None)
    response = redirect(_way_to(draft_id, point) if point else reverse("applications:draft", args=[draft_id]))
    if not visit.is_signed_in:
        keep_secret(response, draft_id, visit.holder.secret)
    return response


def _way_to(draft_id: UUID, point: Point) -> str:
    """The deep link to the field that is asked about."""
    step = reverse("applications:step", args=[draft_id, point.step_code])
    return f"{step}#{point.anchor}"


@access(Access.PUBLIC)
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take the application back, after one question."""
    visit = visit_of(request, case_id)
    if request.method == "POST":
        reason = request.POST.get("reason", "")[:500]
        withdraw_application(**visit.act, case_id=case_id, reason=reason)
        messages.success(request, _("申請を取り下げました。"))
        return redirect("applications:case", case_id)
    found = _open(visit, case_id)
    return page(
        request, "applications/withdraw.html", {"case": found, "name": _name(visit, found.procedure_code)}
    )


@access(Access.RESIDENT)
def mine(request: HttpRequest) -> HttpResponse:
    """All drafts and applications of the resident, what waits for them first."""
    return page(request, "applications/mine.html", my_lines(request))


def my_lines(request: HttpRequest) -> dict[str, Any]:
    """Drafts and applications with their words. Cost: the same number of queries however many there are."""
    visit = visit_of(request)
    catalogue = procedures.list_procedures(municipality_id=visit.municipality_id)
    names = {one.code: one.name.in_language(visit.language) for one in catalogue}
    drafts = [
        {"draft": one, "name": names.get(one.procedure_code, one.procedure_code)}
        for one in list_drafts(**visit.look)
    ]
    found = list_my_cases(**visit.read)
    lines = [
        {
            "case": one,
            "name": names.get(one.procedure_code, one.procedure_code),
            "state": state_words(one.state, one.outcome),
        }
        for one in found
    ]
    waiting = [line for line, one in zip(lines, found, strict=True) if one.waits_for_me]
    return {"drafts": drafts, "cases": lines, "waiting": waiting}


def _open(visit: Visit, case_id: UUID) -> CaseForResident:
    return open_my_case(**visit.read, case_id=case_id)


def _name(visit: Visit, procedure_code: str) -> str:
    rules = get_rules(municipality_id=visit.municipality_id, code=procedure_code)
    return rules.name_in(visit.language)


def _context(visit: Visit, found: CaseForResident, form: MessageForm) -> dict[str, Any]:
    section = organizations.get_section(municipality_id=visit.municipality_id, section_id=found.section_id)
    return {
        "case": found,
        "name": _name(visit, found.procedure_code),
        "state": state_words(found.state, found.outcome),
        "section": section,
        "story": [{"line": one, "words": story_words(one.act)} for one in found.story],
        "sections": forms.summarise(
            found.version.form, dict(found.answers), language=visit.language, today=visit.today
        ),
        "file_urls": {
            file_id: reverse("applications:case-file", args=[found.id, file_id])
            for file_id in file_ids_in(found.answers)
        },
        "form": form,
        "is_signed_in": visit.is_signed_in,
    }


__all__ = ["CaseNotFoundError", "case", "correct", "look_up", "mine", "received", "withdraw"]

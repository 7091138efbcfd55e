"""Before the first question: what it is, for whom, with or without account; then the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts import interface as accounts
from shirube.applications.commands.drafts import adopt_draft, start_draft
from shirube.applications.domain.people import Holder, Represented
from shirube.applications.queries.drafts import find_draft, open_draft
from shirube.applications.queries.representing import list_held, represented_by
from shirube.applications.queries.rules import Rules, get_rules, require_open
from shirube.applications.web.residents.visit import Visit, forget_secret, keep_secret, visit_of
from shirube.forms import interface as forms
from shirube.kernel.errors import DomainError, ForbiddenError
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.pace import Pace
from shirube.ui.access import Access, access
from shirube.ui.network import network_address
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

MYSELF, SOMEBODY = "self", "other"
STARTS = Pace(burst=100)


class TooManyBegunError(ForbiddenError):
    """So many applications were begun without account from this address that no person can have done it."""

    code = "applications.too_many_begun"


_WHY_NOT: Mapping[accounts.MandateRefusal, Any] = {
    accounts.MandateRefusal.OVER: gettext_lazy("代理の期間が終わっています。"),
    accounts.MandateRefusal.NOT_BEGUN: gettext_lazy("代理の期間がまだ始まっていません。"),
    accounts.MandateRefusal.NOT_CONFIRMED: gettext_lazy("代理の確認がまだ済んでいません。"),
    accounts.MandateRefusal.OTHER_PROCEDURE: gettext_lazy("この手続きは、登録した代理に入っていません。"),
}


class StartForm(django_forms.Form):
    """For whom. Choices that need more are checked together."""

    for_whom = django_forms.ChoiceField(
        label=gettext_lazy("だれの申請ですか"), widget=django_forms.RadioSelect
    )
    name = django_forms.CharField(
        label=gettext_lazy("その人の氏名"),
        max_length=100,
        error_messages={
            "required": gettext_lazy("だれの代わりに申請するのか、その人の氏名を入れてください。")
        },
    )
    relation = django_forms.CharField(
        label=gettext_lazy("その人から見た、あなたの関係"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("例: 娘、成年後見人、頼まれた知人"),
    )
    mail = django_forms.EmailField(
        label=gettext_lazy("その人のメールアドレス"),
        required=False,
        help_text=gettext_lazy("代わりに申請があったことを、その人にもお知らせします。"),
    )

    def __init__(self, mandates: list[accounts.MandateSummary], data: Any = None) -> None:
        super().__init__(data, initial={"for_whom": MYSELF})
        self.mandates = {str(one.id): one for one in mandates}
        # Marked as needed from the beginning, and asked for only where somebody else is applied for.
        self.fields["name"].required = self["for_whom"].value() == SOMEBODY or not self.is_bound
        self.use_required_attribute = False
        named = [
            (key, _("%(name)sさんの代理として（登録済みの代理）") % {"name": one.person.name})
            for key, one in self.mandates.items()
        ]
        whom = self.fields["for_whom"]
        assert isinstance(whom, django_forms.ChoiceField)
        whom.choices = [(MYSELF, _("自分の申請")), *named, (SOMEBODY, _("ほかの人の代わりに申請する"))]

    def represented(self) -> Represented | None:
        found = self.cleaned_data
        if found["for_whom"] == MYSELF:
            return None
        if found["for_whom"] == SOMEBODY:
            return Represented(name=found["name"], relation=found["relation"], mail=found["mail"])
        return represented_by(self.mandates[found["for_whom"]])


@access(Access.PUBLIC)
def start(request: HttpRequest, code: str) -> HttpResponse:
    """What to know before beginning; a draft that is there is offered first."""
    visit = visit_of(request)
    rules = get_rules(municipality_id=visit.municipality_id, code=code)
    require_open(rules, visit.now)
    held = list_held(**visit.look) if rules.may_be_represented else ()
    usable = [one for one in held if one.refusal_for(rules.code, visit.today) is None]
    form = StartForm(usable, request.POST or None) if rules.may_be_represented else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _begin(request, visit, rules, form)
    status = 422 if form is not None and form.is_bound else 200
    return page(request, "applications/start.html", _start_context(visit, rules, form, held), status=status)


def _begin(request: HttpRequest, visit: Visit, rules: Rules, form: StartForm | None) -> HttpResponse:
    _keep_pace(request, visit)
    started = start_draft(
        **visit.act,
        procedure_code=rules.code,
        language=visit.language,
        represented=form.represented() if form else None,
        another="_another" in request.POST,
    )
    response = (
        redirect("applications:step", started.draft_id, started.first_step)
        if started.first_step
        else redirect("applications:draft", started.draft_id)
    )
    if started.secret:
        keep_secret(response, started.draft_id, started.secret)
    return response


def _keep_pace(request: HttpRequest, visit: Visit) -> None:
    """Danger: each draft without account takes keys and rows, and nobody's name is at stake; a program would not stop."""
    place, pace = network_address(request), settings.STARTS_PER_MINUTE
    if not visit.is_signed_in and not STARTS.allows(place, per_minute=pace, now=visit.now):
        raise TooManyBegunError


@access(Access.PUBLIC)
def go_on(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """To the first step that is not done; where the form was renewed meanwhile, first to what changed."""
    visit = visit_of(request, draft_id)
    draft = open_draft(**visit.read, draft_id=draft_id)
    if draft.newer_version_id is not None:
        return redirect("applications:renewed", draft_id)
    steps = forms.list_visible_steps(draft.form, dict(draft.answers), today=visit.today)
    problems = forms.check_answers(draft.form, dict(draft.answers), today=visit.today)
    waiting = {one.path.partition(".")[0] for one in problems if one.severity == "error"} | {
        path.partition(".")[0] for path in draft.typed
    }
    undone = [one for one in steps if waiting & {field.key for field in one.fields}]
    if not undone and steps:
        return redirect("applications:check", draft_id)
    return redirect("applications:step", draft_id, (undone or steps)[0].code)


@access(Access.PUBLIC)
def resume(request: HttpRequest, draft_id: UUID, secret: str) -> HttpResponse:
    """The link that takes a draft without account to another device. One that does not fit is told at once."""
    visit = visit_of(request)
    open_draft(**{**visit.read, "holder": Holder(secret=secret)}, draft_id=draft_id)
    response = redirect("applications:draft", draft_id)
    keep_secret(response, draft_id, secret)
    response["Referrer-Policy"] = "no-referrer"
    return response


@access(Access.RESIDENT)
def adopt(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take a draft that was begun without account into the account, to go on with what was typed."""
    visit = visit_of(request, draft_id)
    draft = open_draft(**visit.read, draft_id=draft_id)
    if request.method == "POST":
        try:
            adopt_draft(**visit.act, draft_id=draft_id)
        except DomainError as error:
            return page(
                request,
                "applications/adopt.html",
                _adopt_context(visit, draft.procedure_code, sentence_for(error)),
            )
        response = redirect("applications:draft", draft_id)
        forget_secret(response, draft_id)
        return response
    return page(request, "applications/adopt.html", _adopt_context(visit, draft.procedure_code, ""))


def _adopt_context(visit: Visit, code: str, refusal: str) -> dict[str, Any]:
    rules = get_rules(municipality_id=visit.municipality_id, code=code)
    return {"name": rules.name_in(visit.language), "mail": visit.holder.mail, "refusal": refusal}


def _start_context(
    visit: Visit, rules: Rules, form: StartForm | None, held: Sequence[accounts.MandateSummary]
) -> dict[str, Any]:
    version = forms.find_current_version(
        municipality_id=visit.municipality_id, code=rules.form_code, on=visit.today
    )
    found = find_draft(**visit.look, procedure_code=rules.code) if visit.is_signed_in else None
    way = reverse("applications:start", args=[rules.code])
    return {
        "rules": rules,
        "name": rules.name_in(visit.language),
        "steps": [one.title.in_language(visit.language) for one in version.form.steps] if version else [],
        "draft": found,
        "form": form,
        "outage": accounts.find_identity_outage(
            municipality_id=visit.municipality_id, level=rules.level, now=visit.now
        ),
        "unusable": _unusable(held, rules, visit),
        "is_signed_in": visit.is_signed_in,
        "needs_account": rules.level != IdentityLevel.NONE,
        "needs_more": visit.is_signed_in and visit.holder.level < rules.level,
        "is_to_sign": rules.level == IdentityLevel.SIGNATURE,
        "sign_in_url": f"{reverse('accounts:resident-sign-in')}?next={way}",
        "breadcrumbs": way_here(rules, visit.language),
    }


def _unusable(held: Sequence[accounts.MandateSummary], rules: Rules, visit: Visit) -> list[dict[str, str]]:
    """Recorded mandates that do not carry this application, and why; not of people for whom another one does."""
    usable = [one for one in held if one.refusal_for(rules.code, visit.today) is None]
    lines = {
        one.person.name: str(_WHY_NOT[refusal])
        for one in reversed(held)
        if (refusal := one.refusal_for(rules.code, visit.today)) is not None
        and not any(one.is_for_same_person(other) for other in usable)
    }
    return [{"name": name, "why": why} for name, why in lines.items()]


def way_here(rules: Rules, language: str, here: str = "") -> list[dict[str, str]]:
    """Breadcrumbs from the catalogue to a page of an application."""
    steps = [
        {"label": _("手続き"), "url": reverse("procedures:catalogue")},
        {"label": rules.name_in(language), "url": reverse("procedures:procedure", args=[rules.code])},
    ]
    return [*steps, {"label": here or _("申請"), "url": ""}]

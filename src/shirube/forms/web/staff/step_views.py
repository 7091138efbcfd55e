"""Changing a page of the form, and the form's own name."""

from __future__ import annotations

import copy

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shirube.forms.domain.editing import Content, change_step, find_step, japanese, words_of
from shirube.forms.domain.outline import list_askable
from shirube.forms.web.staff.condition_inputs import read_posted, show_rule
from shirube.forms.web.staff.desk import DRAFTERS, open_bench, seen_revision
from shirube.forms.web.staff.pages import back_to_outline, bench_page, refused
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.links import Link


class StepForm(forms.Form):
    """The words over the questions of a page."""

    title = forms.CharField(max_length=200)
    explanation = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["title"].label = _("ページの見出し")
        self.fields["title"].error_messages["required"] = _("ページの見出しを書いてください。")
        self.fields["explanation"].label = _("見出しの下の説明")
        self.fields["explanation"].help_text = _("なくてもかまいません。")


class SettingsForm(forms.Form):
    """The name of the form, and the words before its first page."""

    title = forms.CharField(max_length=200)
    intro = forms.CharField(max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["title"].label = _("フォームの名前")
        self.fields["title"].error_messages["required"] = _("フォームの名前を書いてください。")
        self.fields["intro"].label = _("はじめに読んでもらう文")
        self.fields["intro"].help_text = _("だれのためのものか、何分かかるか、何を手元に置くかを書きます。")


@access(Access.STAFF, roles=DRAFTERS)
def edit_step(request: HttpRequest, code: str, step_code: str) -> HttpResponse:
    """Title, explanation and condition of a page."""
    bench = open_bench(request, code)
    step = find_step(bench.content, step_code)
    askable = list_askable(bench.content, f"step:{step_code}")
    posted = request.POST if request.method == "POST" else None
    words = {name: japanese(step.get(name)) for name in ("title", "explanation")}
    form = StepForm(posted, initial=words)
    picker = show_rule("when", step.get("when"), askable)
    if posted is not None:
        picker = read_posted("when", posted, askable)
    status = 422 if posted is not None else 200
    if form.is_valid() and not picker.problems:
        told = {name: _retold(step.get(name), form.cleaned_data[name]) for name in words}
        try:
            bench.save(
                change_step(bench.content, step_code, when=picker.rule, **told), seen_revision(request)
            )
            messages.success(request, _("ページを保存しました。"))
            return back_to_outline(code, f"page-{step_code}")
        except DomainError as error:
            refused(request, error)
            status = 409
    here = Link(_("ページの見出しと条件"))
    context = {"form": form, "picker": picker, "step": step}
    return bench_page(request, "forms/staff/step.html", bench, here, context=context, status=status)


@access(Access.STAFF, roles=DRAFTERS)
def edit_settings(request: HttpRequest, code: str) -> HttpResponse:
    """Name and introduction of the form."""
    bench = open_bench(request, code)
    words = {name: japanese(bench.content.get(name)) for name in ("title", "intro")}
    form = SettingsForm(request.POST or None, initial=words)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            bench.save(_with_settings(bench.content, form), seen_revision(request))
            messages.success(request, _("フォームの名前と説明を保存しました。"))
            return back_to_outline(code)
        except DomainError as error:
            refused(request, error)
            status = 409
    here = Link(_("フォームの名前と説明"))
    return bench_page(
        request, "forms/staff/settings.html", bench, here, context={"form": form}, status=status
    )


def _with_settings(content: Content, form: SettingsForm) -> Content:
    new = copy.deepcopy(content)
    new["title"] = _retold(content.get("title"), form.cleaned_data["title"])
    intro = _retold(content.get("intro"), form.cleaned_data["intro"])
    if intro is None:
        new.pop("intro", None)
    else:
        new["intro"] = intro
    return new


def _retold(old: object, text: str) -> Content | None:
    return {**words_of(old), "ja": text.replace("\r\n", "\n")} if text else None

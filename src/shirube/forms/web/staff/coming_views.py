"""A version that waits for its day: not to wait, or to call it off. And the day itself, as somebody types it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shirube.forms.interface import call_off_coming_form, put_coming_form_into_force
from shirube.forms.web.staff.desk import PUBLISHERS, desk_of
from shirube.forms.web.staff.pages import refused
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access


class PublishForm(forms.Form):
    """The last word before publishing. `revision` is what the writer saw."""

    note = forms.CharField(
        label=gettext_lazy("何を変えたか（職員が見るメモ）"), required=False, max_length=200
    )
    starts_on = forms.DateField(
        label=gettext_lazy("使い始める日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy(
            "空のままなら、すぐに使い始めます。日を決めると、その日の午前0時に切り替わります。"
        ),
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today

    def clean_starts_on(self) -> date | None:
        day: date | None = self.cleaned_data["starts_on"]
        if day is not None and day <= self.today:
            raise forms.ValidationError(
                _("明日からあとの日を入れてください。今日から使うときは、空のままにします。")
            )
        return day


@access(Access.STAFF, roles=PUBLISHERS)
@require_POST
def start_now(request: HttpRequest, code: str) -> HttpResponse:
    """The version in waiting comes into force at once."""
    try:
        put_coming_form_into_force(**desk_of(request).act, code=code)
        messages.success(
            request, _("新しい版に切り替えました。入力の途中の人には、変わったところを知らせます。")
        )
    except DomainError as error:
        refused(request, error)
    return redirect(reverse("forms:versions", args=[code]))


@access(Access.STAFF, roles=PUBLISHERS)
@require_POST
def call_off(request: HttpRequest, code: str) -> HttpResponse:
    """The version in force stays."""
    try:
        call_off_coming_form(**desk_of(request).act, code=code)
        messages.success(request, _("切替えを取りやめました。今の版を使い続けます。"))
    except DomainError as error:
        refused(request, error)
    return redirect(reverse("forms:versions", args=[code]))

"""The words of a form in three languages, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.forms.domain.editing import Content, japanese
from shirube.forms.domain.texts import OTHER_LANGUAGES, TextPlace, find_stale, list_texts, set_text
from shirube.forms.web.staff.desk import DRAFTERS, Bench, open_bench, seen_revision
from shirube.forms.web.staff.pages import bench_page, refused
from shirube.kernel.errors import DomainError
from shirube.kernel.languages import BY_CODE
from shirube.ui.access import Access, access
from shirube.ui.links import Link

LONGEST = 4000
# The texts of the form itself, before those of its pages.
WHOLE_FORM = "_form"
_PARTS: Mapping[str, str | Promise] = {
    "title": gettext_lazy("見出し"),
    "intro": gettext_lazy("はじめに読む文"),
    "explanation": gettext_lazy("説明"),
    "label": gettext_lazy("言葉"),
    "help": gettext_lazy("説明や例"),
    "text": gettext_lazy("文"),
    "row_title": gettext_lazy("くり返しの名前"),
    "unit": gettext_lazy("単位"),
    "message": gettext_lazy("合わないときの言葉"),
}


@dataclass(frozen=True, slots=True)
class TranslationInput:
    """One language of a text."""

    name: str
    language: str
    label: str
    value: str
    state: str  # done, missing or stale


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text with its translations."""

    title: str
    japanese: str
    is_long: bool
    inputs: tuple[TranslationInput, ...]


@access(Access.STAFF, roles=DRAFTERS)
def edit_texts(request: HttpRequest, code: str, step_code: str = WHOLE_FORM) -> HttpResponse:
    """All texts of one page; saved together."""
    bench = open_bench(request, code)
    places = list_texts(bench.content, "" if step_code == WHOLE_FORM else step_code)
    status = 200
    if request.method == "POST":
        try:
            bench.save(_with_texts(bench.content, places, request.POST), seen_revision(request))
            messages.success(request, _("訳を保存しました。"))
            return redirect(reverse("forms:texts", args=[code, step_code]))
        except DomainError as error:
            refused(request, error)
            status = 409
    stale = find_stale(bench.content, bench.published)
    context = {
        "rows": [_row(place, stale, request.POST) for place in places],
        "tabs": _tabs(bench, step_code),
        "step_code": step_code,
    }
    return bench_page(
        request, "forms/staff/texts.html", bench, Link(_("ほかのことば")), context=context, status=status
    )


def _with_texts(content: Content, places: list[TextPlace], posted: Mapping[str, str]) -> Content:
    for place in places:
        for language in OTHER_LANGUAGES:
            sent = posted.get(f"{place.name}.{language}")
            if sent is not None and sent.strip() != place.words.get(language, ""):
                # PostgreSQL knows no NUL in a text.
                text = sent.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST]
                content = set_text(content, place.location, language, text)
    return content


def _row(place: TextPlace, stale: Mapping[str, frozenset[str]], posted: Mapping[str, str]) -> TextRow:
    part = str(_PARTS[place.part])
    inputs = tuple(_input(place, language, stale, posted) for language in OTHER_LANGUAGES)
    text = place.words["ja"]
    title = f"{place.owner}: {part}" if place.owner and place.owner != text else part
    return TextRow(title, text, len(text) > 60 or "\n" in text, inputs)


def _input(
    place: TextPlace, language: str, stale: Mapping[str, frozenset[str]], posted: Mapping[str, str]
) -> TranslationInput:
    name = f"{place.name}.{language}"
    state = "missing" if place.is_missing(language) else "done"
    if language in stale.get(place.name, frozenset()):
        state = "stale"
    value = posted.get(name, place.words.get(language, ""))
    return TranslationInput(name, language, BY_CODE[language].label, value, state)


def _tabs(bench: Bench, current: str) -> list[dict[str, object]]:
    own = {"label": _("フォームの名前"), "code": WHOLE_FORM}
    steps = [{"label": japanese(one.get("title")), "code": str(one.get("code"))} for one in bench.steps]
    return [{**one, "is_current": one["code"] == current} for one in (own, *steps)]

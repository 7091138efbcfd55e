"""Trying the draft out, as a resident would fill it in. Nothing is kept: the answers travel with the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from shirube.forms.domain.editing import japanese
from shirube.forms.interface import (
    Bound,
    Form,
    bind_step,
    check_answers,
    list_visible_steps,
    present_step,
    split_secret,
    summarise,
)
from shirube.forms.web.staff.desk import DRAFTERS, Bench, open_bench
from shirube.forms.web.staff.pages import bench_page, fragment
from shirube.forms.web.staff.preview import draw_preview
from shirube.kernel.languages import BY_CODE, JAPANESE
from shirube.ui.access import Access, access
from shirube.ui.links import Link

_SALT = "forms.trying"
CHECK = "_check"


@dataclass(frozen=True, slots=True)
class Trial:
    """What has been filled in so far."""

    form: Form
    answers: dict[str, Any]
    typed: dict[str, Any]

    @property
    def sealed(self) -> str:
        # Danger: what is signed can be read; of a 個人番号 only the mask may stand in a page.
        masked, _numbers = split_secret(self.form, self.answers)
        return signing.dumps({"answers": masked, "typed": self.typed}, salt=_SALT, compress=True)


@access(Access.STAFF, roles=DRAFTERS)
def show_preview(request: HttpRequest, code: str, step_code: str) -> HttpResponse:
    """One page as residents see it, in each of their languages."""
    bench = open_bench(request, code)
    language = _language(request)
    preview = draw_preview(bench.content, step_code, language=language, today=bench.desk.today)
    context = {
        "preview": preview,
        "shown": step_code,
        "reading_language": language,
        "languages": BY_CODE.values(),
        "pages": [(str(one.get("code")), japanese(one.get("title"))) for one in bench.steps],
    }
    return bench_page(request, "forms/staff/preview.html", bench, Link(_("プレビュー")), context=context)


@access(Access.STAFF, roles=DRAFTERS)
def try_form(request: HttpRequest, code: str) -> HttpResponse:
    """Fill the draft in, with its conditions and checks; nothing is saved."""
    bench = open_bench(request, code)
    if bench.form is None:
        return redirect(reverse("forms:publish", args=[code]))
    trial = _trial(bench.form, request)
    step_code = request.POST.get("_step") or bench.form.steps[0].code
    if request.method != "POST":
        return _page(request, bench, trial, step_code, None)
    if step_code == CHECK:
        target = request.POST.get("_to", "") or bench.form.steps[0].code
        return _page(request, bench, trial, target, None)
    is_back = "_back" in request.POST
    bound = _bind(bench, trial, step_code, request, partial=is_back)
    after = Trial(trial.form, dict(bound.answers), dict(bound.typed))
    if request.headers.get("HX-Request"):
        return _live(request, bench, after, step_code, bound)
    stays = bound.asked is not None or (_is_held(bound, request) and not is_back)
    if stays:
        return _page(request, bench, after, step_code, bound)
    return _page(request, bench, after, _next(bench, after, step_code, -1 if is_back else 1), None)


def _trial(form: Form, request: HttpRequest) -> Trial:
    try:
        sealed = signing.loads(request.POST.get("_answers", ""), salt=_SALT)
    except signing.BadSignature:
        sealed = {"answers": {}, "typed": {}}
    return Trial(form, sealed["answers"], sealed["typed"])


def _bind(bench: Bench, trial: Trial, step_code: str, request: HttpRequest, *, partial: bool) -> Bound:
    posted = {name: request.POST.getlist(name) for name in request.POST}
    return bind_step(
        trial.form,
        step_code,
        posted,
        trial.answers,
        today=bench.desk.today,
        typed=trial.typed,
        partial=partial,
    )


def _is_held(bound: Bound, request: HttpRequest) -> bool:
    """Errors hold always, warnings until they were accepted. Files are not taken in a trial, and not missed."""
    return bound.has_errors or (bool(bound.problems) and "_accept_warnings" not in request.POST)


def _next(bench: Bench, trial: Trial, step_code: str, by: int) -> str:
    codes = [one.code for one in list_visible_steps(trial.form, trial.answers, today=bench.desk.today)]
    place = (codes.index(step_code) if step_code in codes else 0) + by
    return codes[max(place, 0)] if place < len(codes) else CHECK


def _view(request: HttpRequest, bench: Bench, trial: Trial, step_code: str, bound: Bound | None) -> Any:
    language = _language(request)
    with translation.override(language):
        return present_step(
            trial.form,
            step_code,
            bound if bound is not None else trial.answers,
            language=language,
            today=bench.desk.today,
            typed=trial.typed,
        )


def _live(request: HttpRequest, bench: Bench, trial: Trial, step_code: str, bound: Bound) -> HttpResponse:
    context = {
        "step": _view(request, bench, trial, step_code, bound),
        "shown": request.POST.getlist("_shown"),
        "asked": bound.asked,
        "live_url": reverse("forms:try", args=[bench.code]),
    }
    return fragment(request, "forms/_live.html", context)


def _page(
    request: HttpRequest, bench: Bench, trial: Trial, step_code: str, bound: Bound | None
) -> HttpResponse:
    shared = {
        "sealed": trial.sealed,
        "step_code": step_code,
        "live_url": reverse("forms:try", args=[bench.code]),
    }
    here = Link(_("試しに入力する"))
    if step_code == CHECK:
        context = {
            "sections": summarise(
                trial.form, trial.answers, language=_language(request), today=bench.desk.today
            ),
            "left": check_answers(trial.form, trial.answers, today=bench.desk.today),
        }
        return bench_page(request, "forms/staff/try_check.html", bench, here, context={**shared, **context})
    view = _view(request, bench, trial, step_code, bound)
    status = 422 if view.problems else 200
    has_back = bool(view.steps) and view.number > 1
    asked = bound.asked if bound is not None else None
    filled = {**shared, "step": view, "back": has_back, "asked": asked}
    return bench_page(request, "forms/staff/try.html", bench, here, context=filled, status=status)


def _language(request: HttpRequest) -> str:
    wanted = request.GET.get("language", JAPANESE.code)
    return wanted if wanted in BY_CODE else JAPANESE.code

"""One step of a form: drawn, kept at every change, checked when its reader goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from shirube.applications.commands.drafts import save_draft
from shirube.applications.commands.uploads import add_draft_file
from shirube.applications.domain.people import Holder
from shirube.applications.queries.drafts import DraftNotFoundError, DraftView, open_draft
from shirube.applications.queries.resident_cases import Point, list_points_asked
from shirube.applications.queries.rules import get_rules
from shirube.applications.web.residents.known import offers_for
from shirube.applications.web.residents.visit import Visit, find_pen, lend_pen, visit_of
from shirube.forms import interface as forms
from shirube.kernel.errors import DomainError, NotFoundError
from shirube.kernel.ids import new_id
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

# Both keep what is typed without checking it.
BACK, PAUSE, ACCEPT, TAKE = "_back", "_pause", "_accept_warnings", "_take."


class StepNotFoundError(NotFoundError):
    """The form has no such step, or the answers given so far leave it out."""

    code = "applications.step_not_found"


@dataclass(frozen=True, slots=True)
class Place:
    """A step of a draft, and the steps around it as the answers stand."""

    visit: Visit
    draft: DraftView
    step_code: str

    @property
    def codes(self) -> list[str]:
        return _codes(self.draft.form, dict(self.draft.answers), self.visit)


@access(Access.PUBLIC)
def step(request: HttpRequest, draft_id: UUID, step_code: str) -> HttpResponse:
    """The step; posted, it is kept whatever it holds, and left only when it is whole."""
    try:
        place = _place(request, draft_id, step_code)
    except DraftNotFoundError:
        return _keep_by_pen(request, draft_id, step_code)
    if place.draft.newer_version_id is not None:
        return redirect("applications:renewed", draft_id)
    if request.method == "POST":
        return _keep_and_go_on(request, place)
    if step_code not in place.codes:
        raise StepNotFoundError(step=step_code)
    return _answer(request, place, _as_it_lies(place.draft))


@access(Access.PUBLIC)
def live(request: HttpRequest, draft_id: UUID, step_code: str) -> HttpResponse:
    """What the page must exchange after a change; nothing is kept by asking."""
    place = _place(request, draft_id, step_code)
    bound = _bind(request, place, partial=True)
    context = {
        "step": _present(place, bound, ()),
        "shown": request.POST.getlist("_shown"),
        "asked": bound.asked,
        "live_url": _live_url(place),
    }
    return page(request, "forms/_live.html", context)


@access(Access.PUBLIC)
def autosave(request: HttpRequest, draft_id: UUID, step_code: str) -> JsonResponse:
    """Keep what is typed, valid or not, also when the sign-in has ended. 401 where this browser may not write."""
    try:
        place = _place(request, draft_id, step_code, pen=find_pen(request, draft_id))
        saved = _save(request, place, _bind(request, place, partial=True))
    except DraftNotFoundError as error:
        return JsonResponse({"message": sentence_for(error)}, status=401)
    except DomainError as error:
        return JsonResponse({"message": sentence_for(error)}, status=409)
    return JsonResponse({"revision": saved.revision, "saved_at": saved.saved_at.isoformat()})


def _as_it_lies(draft: DraftView) -> forms.Bound:
    return forms.Bound(dict(draft.answers), dict(draft.typed))


def _keep_and_go_on(request: HttpRequest, place: Place) -> HttpResponse:
    stored, refused = _store_files(request, place)
    leaves = BACK in request.POST or PAUSE in request.POST
    bound = _bind(request, place, partial=leaves, files=stored)
    _save(request, place, bound)
    if leaves:
        return redirect(_after_leaving(request, place))
    if bound.asked is not None or refused:
        after = (
            replace(bound, problems=()) if bound.asked is not None and bound.asked.act != "find" else bound
        )
        return _answer(request, place, after, refused)
    if _must_be_seen(request, bound):
        return _answer(request, place, bound)
    return redirect(_next(place, bound))


def _must_be_seen(request: HttpRequest, bound: forms.Bound) -> bool:
    """An error holds the step; a warning holds it once."""
    accepted = ACCEPT in request.POST
    return any(one.severity == "error" or not accepted for one in bound.problems)


def _next(place: Place, bound: forms.Bound) -> str:
    codes = _codes(place.draft.form, bound.answers, place.visit)
    later = codes[codes.index(place.step_code) + 1 :] if place.step_code in codes else codes
    if later:
        return reverse("applications:step", args=[place.draft.id, later[0]])
    return reverse("applications:check", args=[place.draft.id])


def _after_leaving(request: HttpRequest, place: Place) -> str:
    if PAUSE in request.POST:
        return reverse("applications:paused", args=[place.draft.id])
    before = place.codes[: place.codes.index(place.step_code)] if place.step_code in place.codes else []
    if before:
        return reverse("applications:step", args=[place.draft.id, before[-1]])
    return reverse("applications:start", args=[place.draft.procedure_code])


def _keep_by_pen(request: HttpRequest, draft_id: UUID, step_code: str) -> HttpResponse:
    """The sign-in ended while somebody was writing: what was typed is kept, then the way leads back through the door.

    Raises DraftNotFoundError for a browser that may not write here.
    """
    pen = find_pen(request, draft_id)
    if request.method != "POST" or pen is None:
        raise DraftNotFoundError(draft_id=str(draft_id))
    place = _place(request, draft_id, step_code, pen=pen)
    stored, _refused = _store_files(request, place)
    _save(request, place, _bind(request, place, partial=True, files=stored))
    messages.info(request, _("書いたことは保存しました。サインインすると、続きから書けます。"))
    return redirect(f"{reverse('accounts:resident-sign-in')}?{urlencode({'next': request.path})}")


def _place(request: HttpRequest, draft_id: UUID, step_code: str, pen: Holder | None = None) -> Place:
    visit = visit_of(request, draft_id)
    if pen is not None and not visit.is_signed_in:
        visit = replace(visit, holder=pen)
    place = Place(visit, open_draft(**visit.read, draft_id=draft_id), step_code)
    if step_code not in {one.code for one in place.draft.form.steps}:
        raise StepNotFoundError(step=step_code)
    return place


def _bind(
    request: HttpRequest,
    place: Place,
    *,
    partial: bool,
    files: dict[str, list[forms.FileAnswer]] | None = None,
) -> forms.Bound:
    names = "".join(request.POST)
    return forms.bind_step(
        place.draft.form,
        place.step_code,
        dict(request.POST.lists()),
        dict(place.draft.answers),
        today=place.visit.today,
        files=files or {},
        typed=place.draft.typed,
        offered=offers_for(place.visit, place.draft, place.step_code, place.draft.answers)
        if TAKE in names
        else None,
        partial=partial,
    )


def _save(request: HttpRequest, place: Place, bound: forms.Bound) -> Any:
    seen = request.POST.get("_revision", "")
    return save_draft(
        draft=place.draft,
        step_code=place.step_code,
        bound=bound,
        holder=place.visit.holder,
        device=request.POST.get("_device", "")[:40],
        seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0,
        now=place.visit.now,
    )


def _store_files(
    request: HttpRequest, place: Place
) -> tuple[dict[str, list[forms.FileAnswer]], list[forms.ProblemView]]:
    """Take in what was chosen; a file that is refused says why at its field and holds up nothing else."""
    stored: dict[str, list[forms.FileAnswer]] = {}
    refused = []
    for path, uploads in request.FILES.lists():
        for upload in uploads:
            try:
                answer = add_draft_file(
                    municipality_id=place.visit.municipality_id,
                    draft_id=place.draft.id,
                    holder=place.visit.holder,
                    name=upload.name or "",
                    declared_type=upload.content_type or "",
                    content=upload,  # type: ignore[arg-type]  # a file, though not a BinaryIO by name
                    now=place.visit.now,
                )
            except DomainError as error:
                refused.append(forms.ProblemView(path=path, label="", text=sentence_for(error)))
            else:
                stored.setdefault(path, []).append(answer)
    return stored, refused


def _answer(
    request: HttpRequest, place: Place, bound: forms.Bound, refused: list[forms.ProblemView] | None = None
) -> HttpResponse:
    view = _present(place, bound, refused or ())
    rules = get_rules(municipality_id=place.visit.municipality_id, code=place.draft.procedure_code)
    fresh = (
        open_draft(**place.visit.read, draft_id=place.draft.id) if request.method == "POST" else place.draft
    )
    context = {
        "step": view,
        "name": rules.name_in(place.visit.language),
        "draft": fresh,
        "device": request.POST.get("_device") or new_id().hex,
        "live_url": _live_url(place),
        "autosave_url": reverse("applications:autosave", args=[place.draft.id, place.step_code]),
        "has_errors": bool(view.errors),
        "is_correction": place.draft.case_id is not None,
        "asked": _asked(place),
    }
    response = page(request, "applications/step.html", context, status=422 if view.errors else 200)
    if place.visit.is_signed_in:
        lend_pen(response, place.draft.id, place.visit.holder)
    return response


def _asked(place: Place) -> list[Point]:
    """What the section asks to correct on this step."""
    if place.draft.case_id is None:
        return []
    points = list_points_asked(**place.visit.read, case_id=place.draft.case_id, form=place.draft.form)
    return [one for one in points if one.step_code == place.step_code]


def _present(place: Place, bound: forms.Bound, refused: Any) -> forms.StepView:
    view = forms.present_step(
        place.draft.form,
        place.step_code,
        bound,
        language=place.visit.language,
        today=place.visit.today,
        offered=offers_for(place.visit, place.draft, place.step_code, bound.answers),
    )
    return with_problems(_with_addresses(view, place), refused)


def with_problems(view: forms.StepView, further: Any) -> forms.StepView:
    """The step with problems that the engine does not know of, each at its field."""
    if not further:
        return view
    labels = {field.path: field.label for field in view.all_fields()}
    named = tuple(replace(one, label=labels.get(one.path, "")) for one in further)
    fields = tuple(
        replace(field, problems=(*field.problems, *(one for one in named if one.path == field.path)))
        for field in view.fields
    )
    return replace(view, fields=fields, problems=(*view.problems, *named))


def _with_addresses(view: forms.StepView, place: Place) -> forms.StepView:
    """Files that are there already open from the page."""

    def addressed(field: forms.FieldView) -> forms.FieldView:
        files = tuple(
            replace(one, url=reverse("applications:draft-file", args=[place.draft.id, one.id]))
            for one in field.files
        )
        rows = tuple(replace(row, fields=tuple(map(addressed, row.fields))) for row in field.rows)
        return replace(field, files=files, rows=rows)

    return replace(view, fields=tuple(map(addressed, view.fields)))


def _codes(form: forms.Form, answers: dict[str, Any], visit: Visit) -> list[str]:
    return [one.code for one in forms.list_visible_steps(form, answers, today=visit.today)]


def _live_url(place: Place) -> str:
    return reverse("applications:live", args=[place.draft.id, place.step_code])

"""The way of every change of a plan: type, add rows, look at the difference, save; and what happens when two do so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from pydantic import ValidationError

from shirube.kernel.errors import DomainError
from shirube.kernel.packs import InvalidPackError, PackProblem, problems_of
from shirube.plans.commands.editing import EditedMeanwhileError
from shirube.plans.domain.difference import compare_packs
from shirube.plans.domain.merging import merge
from shirube.plans.domain.packs import PlanPack
from shirube.plans.web.public.differences import PartChange, part_change
from shirube.plans.web.staff.pages import tell
from shirube.plans.web.staff.rows import Draft, Editor
from shirube.ui.pack_problems import describe_problem
from shirube.ui.pages import page

Content = Mapping[str, Any]


class Work(Protocol):
    """One kind of change. `stamp` is what the form remembers of the state that the editor saw."""

    @property
    def current(self) -> PlanPack: ...

    @property
    def stamp(self) -> Draft:
        """`seen` and `base` of the form: the revision to name when saving, the version that was read."""
        ...

    def part_of(self, pack: PlanPack) -> Content | None:
        """The part that is edited, as JSON values; None where the pack does not have it."""
        ...

    def draft_of(self, part: Content | None) -> Draft: ...

    def editor(self, *, data: Any = None, draft: Draft | None = None) -> Editor: ...

    def content(self, values: Content) -> Content:
        """The part as typed, as JSON values."""
        ...

    def with_part(self, part: Content) -> PlanPack:
        """The whole plan with the part. ValidationError."""
        ...

    def save(self, edited: PlanPack, values: Content) -> str:
        """Run the command; where to go then. Its errors."""
        ...

    def reopened(self) -> Work:
        """The same work on the plan as it stands now."""
        ...

    def version(self, number: int | None) -> PlanPack | None: ...

    @property
    def words(self) -> Mapping[str, Any]:
        """Title, way and the address to leave by, for the templates."""
        ...


def answer_edit(request: HttpRequest, work: Work) -> HttpResponse:
    """GET draws the form; POST does what the pressed button says (`step`)."""
    if request.method != "POST":
        return _form(request, work, _fresh(work))
    editor, step = work.editor(data=request.POST), request.POST.get("step", "")
    if step == "back" or step.startswith("add:"):
        grown = editor.draft(grow=step.removeprefix("add:"))
        return _form(request, work, work.editor(draft=grown))
    edited = _checked(work, editor)
    if edited is None:
        return _form(request, work, editor, status=422)
    if editor.values["seen"] != work.stamp["seen"]:
        return _told(request, work, editor, edited)
    return _save(request, work, editor, edited) if step == "save" else _preview(request, work, editor, edited)


def _fresh(work: Work) -> Editor:
    return work.editor(draft={**work.draft_of(work.part_of(work.current)), **work.stamp})


def _checked(work: Work, editor: Editor) -> PlanPack | None:
    """The plan as typed, or None with the errors at the form."""
    if not editor.is_valid():
        return None
    try:
        return work.with_part(work.content(editor.values))
    except ValidationError as error:
        _add_problems(editor, problems_of(error))
        return None


def _add_problems(editor: Editor, problems: list[PackProblem]) -> None:
    for problem in problems:
        editor.main.add_error(None, describe_problem(problem))


def _save(request: HttpRequest, work: Work, editor: Editor, edited: PlanPack) -> HttpResponse:
    try:
        address = work.save(edited, editor.values)
    except EditedMeanwhileError:
        return _told(request, work.reopened(), editor, edited)
    except InvalidPackError as error:
        _add_problems(editor, list(error.problems))
        return _form(request, work, editor, status=422)
    except DomainError as error:
        return _form(request, work, editor, status=tell(editor.main, error))
    messages.success(request, _("計画を新しい版として保存しました。市民のページにも出ています。"))
    return redirect(address)


def _told(request: HttpRequest, work: Work, editor: Editor, edited: PlanPack) -> HttpResponse:
    """Somebody saved first: what they changed, what saving would change now, and the form with both brought together.

    Nothing is written. What only they changed is taken up, so that saving undoes nothing unseen.
    """
    base = work.version(editor.values["base"])
    mine, theirs = work.part_of(edited), work.part_of(work.current)
    before = work.part_of(base) if base else theirs
    merged = merge(before, mine, theirs)
    draft = {**work.draft_of(merged), "reason": editor.values["reason"], **work.stamp}
    merged_editor = work.editor(draft=draft)
    context = {
        "theirs": _changes(base, work.current) if base else [],
        "mine": _changes(work.current, _with_part(work, merged, edited)),
    }
    return _form(request, work, merged_editor, status=409, **context)


def _with_part(work: Work, merged: Content, edited: PlanPack) -> PlanPack:
    """The plan as saving the merged form would leave it; as typed where the two do not go together."""
    try:
        return work.with_part(merged)
    except ValidationError:
        return edited


def _preview(request: HttpRequest, work: Work, editor: Editor, edited: PlanPack) -> HttpResponse:
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", "step"}
        for value in values
    ]
    context = {
        **work.words,
        "changes": _changes(work.current, edited),
        "is_same": edited == work.current,
        "reason": editor.values["reason"],
        "sent": sent,
    }
    return page(request, "plans/staff/edit_preview.html", context)


def _changes(before: PlanPack, after: PlanPack) -> list[PartChange]:
    return [part_change(difference, "ja") for difference in compare_packs(before, after)]


def _form(
    request: HttpRequest, work: Work, editor: Editor, status: int = 200, **context: Any
) -> HttpResponse:
    words = {**work.words, "editor": editor, "form": editor.main, **context}
    return page(request, "plans/staff/edit.html", words, status=status)

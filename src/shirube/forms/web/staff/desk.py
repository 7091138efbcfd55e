"""Who works at a page of forms, and the draft on the desk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from shirube.accounts.interface import StaffDesk
from shirube.forms.domain.outline import place_of
from shirube.forms.interface import (
    DRAFTERS,
    PUBLISHERS,
    Form,
    FormDraftSummary,
    LintNote,
    can_draft,
    can_publish,
    check_form,
    find_version_content,
    get_form_draft,
    lint_form,
    parse_form,
    require_drafter,
    save_form_draft,
)
from shirube.kernel.packs import PackProblem

__all__ = ["DRAFTERS", "PUBLISHERS", "Bench", "Desk", "desk_of", "open_bench"]

# Nothing but who acts and when.
Desk = StaffDesk
desk_of = StaffDesk.at


@dataclass(frozen=True)
class Bench:
    """A draft, with what is wrong in it."""

    desk: Desk
    draft: FormDraftSummary

    @property
    def code(self) -> str:
        return self.draft.code

    @property
    def content(self) -> dict[str, Any]:
        return self.draft.content

    @property
    def steps(self) -> list[dict[str, Any]]:
        return list(self.content.get("steps", []))

    @cached_property
    def problems(self) -> tuple[PackProblem, ...]:
        return check_form(self.content)

    @cached_property
    def form(self) -> Form | None:
        """The form, where nothing is wrong with it."""
        return None if self.problems else parse_form(self.content)

    @cached_property
    def notes(self) -> list[LintNote]:
        return lint_form(self.form) if self.form else []

    @cached_property
    def problems_by_place(self) -> dict[str, list[PackProblem]]:
        """By the path of a field, "step:<code>", or "" for the form itself."""
        found: dict[str, list[PackProblem]] = defaultdict(list)
        for problem in self.problems:
            found[place_of(self.content, problem.path)].append(problem)
        return dict(found)

    @cached_property
    def notes_by_place(self) -> dict[str, list[LintNote]]:
        found: dict[str, list[LintNote]] = defaultdict(list)
        for note in self.notes:
            if note.code != "translation_missing":
                found[note.path].append(note)
        return dict(found)

    @property
    def untranslated(self) -> int:
        """How many texts have no words in another language yet; told once, not beside each."""
        return sum(note.code == "translation_missing" for note in self.notes)

    @cached_property
    def published(self) -> dict[str, Any] | None:
        """The content of the version that the draft began from."""
        if self.draft.based_on is None:
            return None
        return find_version_content(
            municipality_id=self.desk.municipality_id, code=self.code, number=self.draft.based_on
        )

    @property
    def is_held_by_other(self) -> bool:
        lock = self.draft.lock
        return lock is not None and lock.is_held_against(self.desk.actor.staff_id, self.desk.now)

    @property
    def can_draft(self) -> bool:
        return can_draft(self.desk.actor, self.draft.section_id)

    @property
    def can_publish(self) -> bool:
        return can_publish(self.desk.actor, self.draft.section_id)

    def problems_of(self, content: dict[str, Any]) -> tuple[PackProblem, ...]:
        """What would be wrong with the draft if it had that content."""
        return check_form(content)

    def save(self, content: dict[str, Any], seen_revision: int) -> None:
        """Errors of `save_form_draft`."""
        save_form_draft(**self.desk.act, code=self.code, content=content, seen_revision=seen_revision)


def open_bench(request: HttpRequest, code: str) -> Bench:
    """The draft of the form. FormNotFoundError, NotYourFormError."""
    desk = desk_of(request)
    draft = get_form_draft(municipality_id=desk.municipality_id, code=code)
    require_drafter(desk.actor, draft.section_id)
    return Bench(desk, draft)


def seen_revision(request: HttpRequest) -> int:
    """The revision that the page showed; 0, which no draft has, where it is not a number."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0

"""文面: the city's own words for each kind of notice, in three languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.kernel.errors import ConflictError, DomainError, InvalidInputError
from shirube.kernel.languages import JAPANESE
from shirube.notices.commands.texts import TextEditedMeanwhileError, restore_text, save_text
from shirube.notices.commands.writing import given_facts
from shirube.notices.domain.letters import Letter, check_letter, fill
from shirube.notices.queries.roles import TEXT_EDITORS
from shirube.notices.queries.texts import (
    KindNotFoundError,
    Text,
    can_be_filled,
    get_delivered_text,
    get_kind,
    get_version,
    list_all_current_texts,
    list_current_texts,
    list_versions,
)
from shirube.notices.web.comparing import Change, compare_letters
from shirube.notices.web.desk import act, city_id, city_of, way_to
from shirube.notices.web.text_forms import TextForm
from shirube.notices.web.text_tables import texts_table, versions_table
from shirube.notices.web.words import LANGUAGES, version_words
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for, status_of

editable = access(Access.STAFF, roles=TEXT_EDITORS)


@dataclass(slots=True)
class Trial:
    """What came of sending the form: a letter to look at, or what another has saved meanwhile."""

    status: int = 200
    saved: int = 0
    preview: Letter | None = None
    theirs: list[Change] = field(default_factory=list)


@editable
def text_list(request: HttpRequest) -> HttpResponse:
    """Every kind with its three texts, and which translations are stale."""
    texts = list_all_current_texts(municipality_id=city_id(request))
    context = {"table": texts_table(texts), "breadcrumbs": way_to(Link(_("お知らせの文面"), ""))}
    return page(request, "notices/text_list.html", context)


@editable
def text(request: HttpRequest, notice_kind: str, language: str) -> HttpResponse:
    """The form of one text, with a preview, the delivered text beside it, and all versions."""
    current = _current(request, notice_kind, language)
    form = TextForm(request.POST or None, text=current[language])
    trial = _try(request, form, current[language]) if form.is_valid() else Trial(422 if form.errors else 200)
    if trial.saved:
        messages.success(request, _("新しい版を保存しました。次のお知らせから使われます。"))
        return redirect("notices:text", notice_kind, language)
    context = _context(request, current, language)
    # A stale form must not overwrite by accident: once the difference was shown, it goes on from what is there now.
    context["seen"] = current[language].number if trial.theirs else form["seen"].value()
    return page(request, "notices/text.html", {**context, "form": form, "trial": trial}, status=trial.status)


@editable
def version(request: HttpRequest, notice_kind: str, language: str, text_number: int) -> HttpResponse:
    """An earlier version beside the one in force."""
    current = _current(request, notice_kind, language)[language]
    at: dict[str, Any] = {"municipality_id": city_id(request), "kind": notice_kind, "language": language}
    earlier = get_version(**at, number=text_number)
    context = {
        "kind": get_kind(notice_kind),
        "language_name": LANGUAGES[language],
        "version": earlier,
        "title": version_words(text_number),
        "current": current,
        "changes": compare_letters(current.letter, earlier.letter),
        "back_url": _address(notice_kind, language),
        "breadcrumbs": _way(notice_kind, language, Link(version_words(text_number), "")),
    }
    return page(request, "notices/version.html", context)


@editable
@require_POST
def restore(request: HttpRequest, notice_kind: str, language: str, text_number: int) -> HttpResponse:
    """Go back to a version; `seen` says from which."""
    seen = request.POST.get("seen", "")
    restore_text(
        kind=notice_kind,
        language=language,
        number=text_number,
        seen=int(seen) if seen.isascii() and seen.isdecimal() else -1,
        **act(request),
    )
    messages.success(request, _("前の文面に戻しました。次のお知らせから使われます。"))
    return redirect("notices:text", notice_kind, language)


def _try(request: HttpRequest, form: TextForm, current: Text) -> Trial:
    try:
        if request.POST.get("step") == "preview":
            return Trial(preview=_preview(request, current, form.letter))
        number = save_text(
            kind=current.kind,
            language=current.language,
            letter=form.letter,
            seen=form.cleaned_data["seen"],
            keeps_meaning=form.keeps,
            **act(request),
        )
    except TextEditedMeanwhileError as conflict:
        form.add_error(None, sentence_for(conflict))
        return Trial(status_of(conflict), theirs=compare_letters(current.letter, form.letter))
    except (InvalidInputError, ConflictError) as refused:
        form.add_error(_field(refused), sentence_for(refused))
        return Trial(422)
    return Trial(saved=number)


def _field(error: DomainError) -> str | None:
    if error.code == "notices.subject_not_one_line" or error.facts.get("line") == 0:
        return "subject"
    return "body" if error.code in {"notices.unknown_placeholder", "notices.stray_brace"} else None


def _preview(request: HttpRequest, current: Text, letter: Letter) -> Letter:
    """The letter with the examples of the kind, and this city's own name."""
    kind = get_kind(current.kind)
    check_letter(letter, kind.samples)
    language, city_name = current.language, city_of(request).name_in(current.language)
    name = kind.samples["recipient_name"]
    given = given_facts(city_name=city_name, recipient_name=name, language=language)
    return fill(letter, {**kind.facts, **given})


def _current(request: HttpRequest, kind: str, language: str) -> Any:
    current = list_current_texts(municipality_id=city_id(request), kind=kind)
    if language not in current:
        raise KindNotFoundError(kind=kind)
    return current


def _context(request: HttpRequest, current: Any, language: str) -> dict[str, Any]:
    mine, japanese = current[language], current[JAPANESE.code]
    delivered = get_delivered_text(mine.kind, language)
    at = {"municipality_id": city_id(request), "kind": mine.kind, "language": language}
    versions = list_versions(**at)
    kind = get_kind(mine.kind)
    return {
        "kind": kind,
        "language_name": LANGUAGES[language],
        "text": mine,
        "japanese": None if language == JAPANESE.code else japanese,
        "is_stale": mine.is_stale_beside(japanese),
        "is_broken": not can_be_filled(mine),
        "samples": [{"term": "{" + name + "}", "text": example} for name, example in kind.samples.items()],
        "changes": compare_letters(delivered.letter, mine.letter),
        "versions": versions_table(versions, _names(request, versions), _address(mine.kind, language)),
        "languages": [
            Link(str(LANGUAGES[one]), _address(mine.kind, one), current=one == language) for one in current
        ],
        "breadcrumbs": _way(mine.kind, language),
    }


def _names(request: HttpRequest, versions: Any) -> dict[str, str]:
    savers = {one.saved_by for one in versions if one.saved_by.startswith("staff:")}
    ids = {saver: UUID(saver.removeprefix("staff:")) for saver in savers}
    names = accounts.names_of(municipality_id=city_id(request), user_ids=list(ids.values())) if ids else {}
    return {saver: names.get(staff_id, "") for saver, staff_id in ids.items()}


def _address(kind: str, language: str) -> str:
    return reverse("notices:text", args=[kind, language])


def _way(kind: str, language: str, *further: Link) -> list[Link]:
    label = f"{get_kind(kind).name}（{LANGUAGES[language]}）"
    return way_to(
        Link(_("お知らせの文面"), reverse("notices:text-list")),
        Link(label, _address(kind, language)),
        *further,
    )

"""外字: which characters do not fit the core system's set, what is written for them, and who decided it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import SECTION_ROLES, Role
from shirube.applications.commands.substitutes import DECIDERS, remove_substitute, set_substitute
from shirube.applications.domain.characters import fit
from shirube.applications.queries.handovers import list_substitutes, list_undecided
from shirube.applications.queries.substitutes import list_decided
from shirube.applications.web.staff.desk import Desk, desk_of, way
from shirube.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from shirube.kernel.text import search_key
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

readers = access(Access.STAFF, roles=frozenset({*SECTION_ROLES, Role.DX_PROMOTION, Role.ADMINISTRATOR}))
_MOST = 50


@readers
def characters(request: HttpRequest) -> HttpResponse:
    """The table of the city. POST decides on one character, or takes a decision back."""
    desk = desk_of(request)
    if request.method == "POST":
        return _decide(request, desk)
    decided = list_decided(municipality_id=desk.municipality_id)
    people = desk.names_of({one.decided_by for one in decided})
    context = {
        "waiting": _waiting(request, desk),
        "lines": [{"line": one, "who": people.get(one.decided_by, "")} for one in decided],
        "may_decide": desk.actor.holds(*DECIDERS),
        "breadcrumbs": way(
            (_("基幹システムへの引渡し"), reverse("applications_staff:exports")), (_("代わりの文字"), "")
        ),
    }
    return page(request, "applications/staff/characters.html", context)


def _waiting(request: HttpRequest, desk: Desk) -> list[dict[str, str]]:
    """Characters nobody has decided on: those a preview has led here with, and those that held rows of files back."""
    known = list_substitutes(municipality_id=desk.municipality_id)
    named = [one for one in request.GET.get("found", "")[:_MOST] if fit(one, "cp932", known).is_refused]
    found = dict.fromkeys([*named, *list_undecided(**desk.look)])
    return [{"character": one, "code": f"U+{ord(one):04X}", "suggested": _suggest(one)} for one in found]


def _suggest(character: str) -> str:
    """The common form of a variant (𠮷 → 吉), where there is one that fits; a person decides."""
    common = search_key(character)
    is_other = len(common) == 1 and common != character
    return common if is_other and not fit(common, "cp932", {}).findings else ""


def _decide(request: HttpRequest, desk: Desk) -> HttpResponse:
    gone, character = request.POST.get("remove", "")[:1], request.POST.get("character", "")[:1]
    try:
        if gone:
            remove_substitute(**desk.act, character=gone)
            messages.success(request, _("「%(one)s」の代わりの文字を取り消しました。") % {"one": gone})
        else:
            written = request.POST.get("written", "").strip()[:4]
            set_substitute(**desk.act, character=character, written=written)
            told = {"one": character, "other": written}
            messages.success(request, _("「%(one)s」を「%(other)s」と書くことに決めました。") % told)
    except (ConflictError, InvalidInputError, NotFoundError) as error:
        messages.error(request, sentence_for(error))
    return redirect(request.get_full_path())

"""Pages on which an administrator helps a person who cannot get in any more. The person is told by mail."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.web.mail import tell_person
from shirube.accounts.web.people import WRITERS
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import current_municipality
from shirube.ui.access import Access, access
from shirube.ui.pages import page

writable = access(Access.STAFF, roles=WRITERS)


@writable
def reset_second_factor(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Ask first, then take the lost second factor away."""
    person = accounts.get_staff(municipality_id=current_municipality(), user_id=user_id)
    if request.method != "POST":
        return page(request, "accounts/reset_second_factor.html", {"person": person})
    accounts.reset_second_factor(
        municipality_id=current_municipality(), user_id=user_id, actor=_actor(request), now=read_clock()
    )
    return _done(request, person, "second_factor_reset", _("二つ目の確認を取り消しました。"))


@writable
@require_POST
def reactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    person = accounts.get_staff(municipality_id=current_municipality(), user_id=user_id)
    accounts.reactivate_staff(
        municipality_id=current_municipality(), user_id=user_id, actor=_actor(request), now=read_clock()
    )
    return _done(request, person, "reactivated", _("アカウントの停止を解きました。"))


def _done(request: HttpRequest, person: accounts.StaffSummary, letter: str, sentence: str) -> HttpResponse:
    if tell_person(request, letter, person):
        messages.success(request, sentence + _("本人にメールで知らせました。"))
    else:
        messages.warning(request, sentence + _("メールを送れませんでした。本人に直接知らせてください。"))
    return redirect("accounts:person", person.id)


def _actor(request: HttpRequest) -> accounts.Actor:
    actor: accounts.Actor = request.user.as_actor()  # type: ignore[union-attr]
    return actor

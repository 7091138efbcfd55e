"""Acts of one button: accept, begin, approve, pull up, take back, close. PRG; what cannot be done says why."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.applications.commands.approval import (
    approve_proposal,
    pull_up_proposal,
    return_to_officer,
    withdraw_proposal,
)
from shirube.applications.commands.batches import accept_cases
from shirube.applications.commands.correcting import withdraw_for_resident
from shirube.applications.commands.issuing import close_case
from shirube.applications.commands.keeping import hold_case, release_case
from shirube.applications.commands.labels import label_case, make_label
from shirube.applications.commands.review import accept_case, assign_officer, start_review
from shirube.applications.commands.talking import take_opinion_back
from shirube.applications.queries.places import get_case_for_staff
from shirube.applications.queries.staff_cases import list_labels
from shirube.applications.web.staff.desk import Desk, desk_of, handlers
from shirube.applications.web.staff.queue import to_case
from shirube.kernel.errors import DomainError, ForbiddenError, InvalidInputError, NotFoundError
from shirube.ui.sentences import sentence_for

Deed = Callable[[HttpRequest, Desk, UUID], str]


class UnknownActError(InvalidInputError):
    code = "applications.unknown_act"


def _accept(_request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    accept_case(**desk.act, case_id=case_id)
    return _("受け付けました。申請した人に進み具合が見えるようになりました。")


def _review(request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    start_review(**desk.act, case_id=case_id, officer_id=_id(request, "officer"))
    return _("審査を始めました。")


def _accept_and_review(_request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    """The clerk who takes a case from the top of the list does both with one press."""
    refused = [one.error for one in accept_cases(**desk.act, case_ids=[case_id]) if one.error is not None]
    if refused:
        raise refused[0]
    start_review(**desk.act, case_id=case_id)
    return _("受け付けて、審査を始めました。担当はあなたです。")


def _assign(request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    officer = _id(request, "officer")
    if officer is None:
        raise UnknownActError
    assign_officer(
        **desk.act, case_id=case_id, officer_id=officer, seen_officer_id=_id(request, "seen_officer")
    )
    return _("担当を変えました。")


def _approve(request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    decided = approve_proposal(
        **desk.act,
        case_id=case_id,
        proposal_id=_proposal(request),
        position=int(request.POST.get("position", "0")[:4] or 0),
        comment=_words(request, "comment"),
        acting_reason=_words(request, "acting_reason"),
    )
    return _("承認しました。この申請は決定しました。") if decided else _("承認しました。次の人に回りました。")


def _pull_up(request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    pull_up_proposal(
        **desk.act, case_id=case_id, proposal_id=_proposal(request), comment=_words(request, "comment")
    )
    return _("引き上げて承認しました。")


def _send_back(request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    return_to_officer(
        **desk.act, case_id=case_id, proposal_id=_proposal(request), comment=_words(request, "comment")
    )
    return _("担当に差し戻しました。")


def _take_back(request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    withdraw_proposal(**desk.act, case_id=case_id, proposal_id=_proposal(request))
    return _("起案を取り下げました。審査に戻りました。")


def _withdraw(request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    withdraw_for_resident(**desk.act, case_id=case_id, reason=_words(request, "reason"))
    return _("申請した人の申し出により、取り下げました。")


def _close(_request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    close_case(**desk.act, case_id=case_id)
    return _("完結しました。保存の期間が終わるまで残ります。")


def _hold(request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    hold_case(**desk.act, case_id=case_id, reason=_words(request, "reason"))
    return _("廃棄を止めました。解くまで、保存の期間が終わっても残ります。")


def _release(_request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    release_case(**desk.act, case_id=case_id)
    return _("廃棄の停止を解きました。")


def _take_opinion_back(request: HttpRequest, desk: Desk, _case_id: UUID) -> str:
    opinion = _id(request, "opinion")
    if opinion is None:
        raise UnknownActError
    take_opinion_back(**desk.act, opinion_id=opinion)
    return _("質問を取り下げました。聞いた課の一覧からも消えました。")


def _label(request: HttpRequest, desk: Desk, case_id: UUID) -> str:
    """The chosen labels, and a new one where somebody wrote a name."""
    chosen = {one for one in map(_uuid, request.POST.getlist("label")) if one is not None}
    if name := _words(request, "new_label"):
        chosen.add(_labelled(desk, get_case_for_staff(**desk.look, case_id=case_id).section_id, name))
    label_case(**desk.act, case_id=case_id, label_ids=chosen)
    return _("目印を付け直しました。")


def _labelled(desk: Desk, section_id: UUID, name: str) -> UUID:
    """The section's label of this name, made where there is none yet."""
    known = {
        one: label_id
        for label_id, one in list_labels(municipality_id=desk.municipality_id, section_ids=[section_id])
    }
    return known.get(name) or make_label(**desk.look, section_id=section_id, name=name)


DEEDS: dict[str, Deed] = {
    "accept": _accept,
    "accept_and_review": _accept_and_review,
    "review": _review,
    "assign": _assign,
    "approve": _approve,
    "pull_up": _pull_up,
    "send_back": _send_back,
    "take_back": _take_back,
    "withdraw": _withdraw,
    "close": _close,
    "hold": _hold,
    "release": _release,
    "label": _label,
    "take_opinion_back": _take_opinion_back,
}


@handlers
@require_POST
def act(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Do the act the pressed button names. A second press, or somebody else's first one, is told and changes nothing."""
    desk = desk_of(request)
    get_case_for_staff(**desk.look, case_id=case_id)
    deed = DEEDS.get(request.POST.get("act", ""))
    if deed is None:
        raise UnknownActError
    try:
        messages.success(request, deed(request, desk, case_id))
    except (ForbiddenError, NotFoundError):
        raise
    except DomainError as error:
        messages.error(request, sentence_for(error))
    return to_case(request, case_id)


def _words(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "").strip()[:2000]


def _proposal(request: HttpRequest) -> UUID:
    found = _id(request, "proposal")
    if found is None:
        raise UnknownActError
    return found


def _id(request: HttpRequest, name: str) -> UUID | None:
    return _uuid(request.POST.get(name, ""))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""Words of the staff side: kinds of waiting work, deadlines, moves and where a review lies."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts import interface as accounts
from shirube.kernel.calendar import format_date
from shirube.plans.domain.terms import ReviewMove, ReviewState
from shirube.plans.domain.waiting import Waiting, WaitKind
from shirube.plans.web.labels import REVIEW_STATES
from shirube.ui.tables import Status

WAIT_WORDS: Mapping[WaitKind, Promise] = {
    WaitKind.READING: gettext_lazy("指標の値の入力"),
    WaitKind.REPORT: gettext_lazy("実施事項の報告"),
    WaitKind.REVIEW: gettext_lazy("年次の振り返りの作成"),
    WaitKind.RETURNED: gettext_lazy("差し戻された振り返り"),
    WaitKind.CONFIRM: gettext_lazy("振り返りの確認（DX推進担当）"),
    WaitKind.DECIDE: gettext_lazy("振り返りの確認（推進本部）"),
}
# What the button says; the first word is what happens.
MOVE_BUTTONS: Mapping[ReviewMove, Promise] = {
    ReviewMove.SUBMIT: gettext_lazy("DX推進担当へ提出する"),
    ReviewMove.FORWARD: gettext_lazy("推進本部へ送る"),
    ReviewMove.PUBLISH: gettext_lazy("公表する"),
    ReviewMove.RETURN: gettext_lazy("一つ前へ差し戻す"),
}
MOVES_DONE: Mapping[ReviewMove, Promise] = {
    ReviewMove.SUBMIT: gettext_lazy("DX推進担当へ提出しました。"),
    ReviewMove.FORWARD: gettext_lazy("推進本部へ送りました。"),
    ReviewMove.PUBLISH: gettext_lazy("公表しました。市民のページに出ています。"),
    ReviewMove.RETURN: gettext_lazy("差し戻しました。"),
}
STEP_WORDS: Mapping[ReviewMove, Promise] = {
    ReviewMove.SUBMIT: gettext_lazy("提出"),
    ReviewMove.FORWARD: gettext_lazy("推進本部へ送付"),
    ReviewMove.PUBLISH: gettext_lazy("公表"),
    ReviewMove.RETURN: gettext_lazy("差戻し"),
}
_DESK_NAMES: Mapping[ReviewState, Promise] = {
    ReviewState.SECTION: gettext_lazy("担当課"),
    ReviewState.DX_PROMOTION: gettext_lazy("DX推進担当"),
    ReviewState.HEADQUARTERS: gettext_lazy("推進本部"),
    ReviewState.PUBLISHED: gettext_lazy("公表"),
}
_TONES = {
    ReviewState.SECTION: "neutral",
    ReviewState.DX_PROMOTION: "info",
    ReviewState.HEADQUARTERS: "info",
    ReviewState.PUBLISHED: "success",
}


def deadline_words(due_on: date, today: date) -> str:
    """期限: 2026年4月30日（木）（205日過ぎています）."""
    written = format_date(due_on)
    days = (due_on - today).days
    if days < 0:
        return _("期限: %(day)s（%(days)s日過ぎています）") % {"day": written, "days": -days}
    if days == 0:
        return _("期限: 今日（%(day)s）") % {"day": written}
    return _("期限: %(day)s（あと%(days)s日）") % {"day": written, "days": days}


def lateness(one: Waiting, today: date) -> Status:
    """Whether it is late, or when it will be."""
    if one.is_late(today):
        return Status(_("期限を過ぎています"), "warning", "clock")
    if not one.is_missing(today):
        return Status(_("年度が終わるまでに"), "neutral", "circle")
    return Status(_("受付中"), "info", "arrow")


def review_status(state: ReviewState) -> Status:
    return Status(str(REVIEW_STATES[state]), _TONES[state])


def way_of_review(state: ReviewState) -> list[dict[str, str]]:
    """Where the review lies on its way, for ui/components/steps.html."""
    order = list(ReviewState)
    place = order.index(state)
    finished = state is ReviewState.PUBLISHED

    def step_state(number: int) -> str:
        if number < place or finished:
            return "done"
        return "current" if number == place else "todo"

    return [{"label": str(_DESK_NAMES[one]), "state": step_state(number)} for number, one in enumerate(order)]


def actor_names(municipality_id: UUID, actors: Collection[str]) -> Mapping[str, str]:
    """Names by what the log says ("staff:<id>"); the system and people unknown here in words."""
    ids = {actor: UUID(actor.removeprefix("staff:")) for actor in actors if actor.startswith("staff:")}
    names = accounts.names_of(municipality_id=municipality_id, user_ids=list(ids.values())) if ids else {}
    known = {actor: names.get(user_id, _("不明な職員")) for actor, user_id in ids.items()}
    return {actor: known.get(actor, _("システム")) for actor in actors}

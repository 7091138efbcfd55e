"""What codes are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shirube.bookings.domain.groups import GroupKind, GroupState
from shirube.bookings.domain.states import ReservationState, SlotState, Source, WaitingState
from shirube.ui.tables import Status

# Half of a day as halls are let; a city's own codes are shown as they are.
BLOCKS = {"morning": _("午前"), "afternoon": _("午後"), "evening": _("夜間")}
SLOT_STATES = {
    SlotState.FREE: (_("空きあり"), "success"),
    SlotState.FEW: (_("残りわずか"), "warning"),
    SlotState.FULL: (_("満席"), "neutral"),
    SlotState.CLOSED: (_("受付していません"), "neutral"),
    SlotState.NOT_YET: (_("受付前"), "neutral"),
    SlotState.OVER: (_("受付終了"), "neutral"),
    SlotState.LOTTERY: (_("抽選で決めます"), "info"),
}
STATES = {
    ReservationState.HELD: (_("まだ予約できていません"), "warning"),
    ReservationState.ASKED: (_("確認を待っています"), "info"),
    ReservationState.CONFIRMED: (_("予約ができています"), "success"),
    ReservationState.ATTENDED: (pgettext_lazy("reservation", "利用済み"), "neutral"),
    ReservationState.NO_SHOW: (_("来られなかった予約"), "neutral"),
    ReservationState.CANCELLED: (_("取り消した予約"), "neutral"),
    ReservationState.EXPIRED: (_("期限が過ぎました"), "neutral"),
}
STAFF_STATES = {
    ReservationState.HELD: (_("仮押さえ"), "neutral"),
    ReservationState.ASKED: (_("承認待ち"), "warning"),
    ReservationState.CONFIRMED: (_("予約"), "info"),
    ReservationState.ATTENDED: (_("来た"), "success"),
    ReservationState.NO_SHOW: (_("来なかった"), "warning"),
    ReservationState.CANCELLED: (_("取り消し"), "neutral"),
    ReservationState.EXPIRED: (_("期限切れ"), "neutral"),
}
SOURCES = {
    Source.ONLINE: _("インターネット"),
    Source.PHONE: _("電話"),
    Source.COUNTER: _("窓口"),
    Source.WAITING_LIST: _("空き待ち"),
    Source.LOTTERY: _("抽選"),
}
WAITING_STATES = {
    WaitingState.WAITING: (_("空きを待っています"), "info"),
    WaitingState.OFFERED: (_("空きが出ました。返事をしてください"), "warning"),
    WaitingState.TAKEN: (_("予約になりました"), "success"),
    WaitingState.LAPSED: (_("期限が過ぎて、次の方に回りました"), "neutral"),
    WaitingState.LEFT: (_("空き待ちをやめました"), "neutral"),
    WaitingState.OVER: (_("空き待ちは終わりました"), "neutral"),
}

GROUP_KINDS = {
    GroupKind.SPORT: _("スポーツ"),
    GroupKind.CULTURE: _("文化・芸術・学び"),
    GroupKind.WELFARE: _("福祉・健康"),
    GroupKind.CHILDREN: _("子ども・子育て"),
    GroupKind.NEIGHBOURHOOD: _("自治会・地域の活動"),
    GroupKind.OTHER: _("そのほか"),
}
GROUP_STATES = {
    GroupState.APPLIED: (_("担当が確かめています"), "info"),
    GroupState.RETURNED: (_("直すところがあります"), "warning"),
    GroupState.ACCEPTED: (_("登録されています"), "success"),
    GroupState.RENEWING: (_("登録されています（更新を確かめています）"), "success"),
    GroupState.REFUSED: (_("登録できませんでした"), "neutral"),
    GroupState.EXPIRED: (_("登録の期限が過ぎました"), "neutral"),
}


def status_of(state: ReservationState) -> Status:
    label, tone = STATES[state]
    return Status(str(label), tone)


def staff_status_of(state: ReservationState) -> Status:
    label, tone = STAFF_STATES[state]
    return Status(str(label), tone)


def slot_status_of(state: SlotState) -> Status:
    label, tone = SLOT_STATES[state]
    return Status(str(label), tone)


def waiting_status_of(state: WaitingState) -> Status:
    label, tone = WAITING_STATES[state]
    return Status(str(label), tone)


def label_words(code: str) -> str:
    return str(BLOCKS.get(code, code))


def group_status_of(state: GroupState) -> Status:
    label, tone = GROUP_STATES[state]
    return Status(str(label), tone)

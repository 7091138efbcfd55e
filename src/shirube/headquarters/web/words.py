"""Kinds, states and outcomes as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from shirube.headquarters.domain.terms import (
    BodyKind,
    Ground,
    ItemKind,
    MeetingState,
    MinutesState,
    Outcome,
    Presence,
    SeatRole,
    SendingKind,
    TaskState,
)
from shirube.headquarters.queries.meetings import MeetingLine
from shirube.kernel.calendar import format_date
from shirube.ui.tables import Status

Labels = Mapping[str, Promise]

BODY_KINDS: Labels = {
    BodyKind.HEADQUARTERS: gettext_lazy("本部"),
    BodyKind.STEERING: gettext_lazy("幹事会"),
    BodyKind.WORKING_TEAM: gettext_lazy("ワーキングチーム"),
    BodyKind.OFFICE: gettext_lazy("CIOと補佐"),
}
SEAT_ROLES: Labels = {
    SeatRole.CHAIR: gettext_lazy("長"),
    SeatRole.VICE_CHAIR: gettext_lazy("副"),
    SeatRole.CIO: gettext_lazy("CIO（最高情報責任者）"),
    SeatRole.AIDE: gettext_lazy("CIO補佐官"),
    SeatRole.MEMBER: gettext_lazy("委員"),
    SeatRole.OBSERVER: gettext_lazy("オブザーバー"),
    SeatRole.SECRETARIAT: gettext_lazy("事務局"),
}
MEETING_STATES: Labels = {
    MeetingState.PLANNED: gettext_lazy("準備中"),
    MeetingState.SENT: gettext_lazy("資料を送付済み"),
    MeetingState.HELD: gettext_lazy("開催済み"),
    MeetingState.CANCELLED: gettext_lazy("中止"),
}
_MEETING_PICTURES = {
    MeetingState.PLANNED: ("neutral", "circle"),
    MeetingState.SENT: ("info", "arrow"),
    MeetingState.HELD: ("success", "done"),
    MeetingState.CANCELLED: ("error", "stop"),
}
PRESENCES: Labels = {
    Presence.PRESENT: gettext_lazy("出席"),
    Presence.DEPUTY: gettext_lazy("代理出席"),
    Presence.ABSENT: gettext_lazy("欠席"),
}
ITEM_KINDS: Labels = {
    ItemKind.DELIBERATION: gettext_lazy("審議事項"),
    ItemKind.REPORT: gettext_lazy("報告事項"),
}
OUTCOMES: Labels = {
    Outcome.DECIDED: gettext_lazy("決定"),
    Outcome.RETURNED: gettext_lazy("差戻し"),
    Outcome.REFUSED: gettext_lazy("否決"),
    Outcome.NOTED: gettext_lazy("了承"),
}
_OUTCOME_PICTURES = {
    Outcome.DECIDED: ("success", "done"),
    Outcome.RETURNED: ("warning", "warning"),
    Outcome.REFUSED: ("error", "stop"),
    Outcome.NOTED: ("info", "info"),
}
TASK_STATES: Labels = {
    TaskState.PROPOSED: gettext_lazy("会議の前"),
    TaskState.OPEN: gettext_lazy("これから"),
    TaskState.DONE: gettext_lazy("完了"),
    TaskState.DROPPED: gettext_lazy("取りやめ"),
    TaskState.UNKNOWN: gettext_lazy("資料にない"),
}
_TASK_PICTURES = {
    TaskState.PROPOSED: ("neutral", "circle"),
    TaskState.OPEN: ("info", "arrow"),
    TaskState.DONE: ("success", "done"),
    TaskState.DROPPED: ("error", "stop"),
    TaskState.UNKNOWN: ("unknown", ""),
}
SENDING_KINDS: Labels = {
    SendingKind.PAPERS: gettext_lazy("会議の資料"),
    SendingKind.SUPPLEMENT: gettext_lazy("追加の資料"),
    SendingKind.TABLED: gettext_lazy("会議の席で配ったもの"),
}
MINUTES_STATES: Labels = {
    MinutesState.DRAFT: gettext_lazy("作成中"),
    MinutesState.SUBMITTED: gettext_lazy("承認待ち"),
    MinutesState.APPROVED: gettext_lazy("承認済み"),
    MinutesState.PUBLISHED: gettext_lazy("公開中"),
}
_MINUTES_PICTURES = {
    MinutesState.DRAFT: ("neutral", "circle"),
    MinutesState.SUBMITTED: ("info", "arrow"),
    MinutesState.APPROVED: ("success", "success"),
    MinutesState.PUBLISHED: ("success", "done"),
}
GROUNDS: Labels = {
    Ground.PERSON: gettext_lazy("個人に関する情報がふくまれるため"),
    Ground.COMPANY: gettext_lazy("法人などの正当な利益を害するおそれがあるため"),
    Ground.SAFETY: gettext_lazy("犯罪の予防や人の安全に支障があるおそれがあるため"),
    Ground.DELIBERATION: gettext_lazy("審議や検討の途中の情報で、率直な意見の交換をそこなうおそれがあるため"),
    Ground.WORK: gettext_lazy("市の事務や事業に支障があるおそれがあるため"),
    Ground.LAW: gettext_lazy("法令や条例で公開できないため"),
}


def meeting_status(state: MeetingState) -> Status:
    return Status(str(MEETING_STATES[state]), *_MEETING_PICTURES[state])


def outcome_status(outcome: Outcome) -> Status:
    return Status(str(OUTCOMES[outcome]), *_OUTCOME_PICTURES[outcome])


def task_status(state: TaskState, *, is_late: bool = False) -> Status:
    if is_late:
        return Status(_("期限を過ぎた"), "warning", "clock")
    return Status(str(TASK_STATES[state]), *_TASK_PICTURES[state])


def minutes_status(state: MinutesState) -> Status:
    return Status(str(MINUTES_STATES[state]), *_MINUTES_PICTURES[state])


def clock_words(at: time) -> str:
    """10時05分 · 10:05."""
    return f"{at.hour}:{at:%M}" if get_language() == "en" else f"{at.hour}時{at:%M}分"


def when_words(meeting: MeetingLine) -> str:
    """2022年11月7日（月）10時05分から10時20分まで."""
    facts = {
        "day": format_date(meeting.held_on, get_language() or "ja"),
        "start": clock_words(meeting.starts_time),
    }
    if meeting.ends_time is None:
        return _("%(day)s %(start)sから") % facts
    return _("%(day)s %(start)sから%(end)sまで") % {**facts, "end": clock_words(meeting.ends_time)}


def item_number(kind: ItemKind, number: int) -> str:
    """審議事項1."""
    return f"{ITEM_KINDS[kind]}{' ' if get_language() == 'en' else ''}{number}"


def owner_words(section: str, person: str) -> str | None:
    return " ".join(word for word in (section, person) if word) or None

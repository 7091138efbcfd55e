"""Inquiries, answers and steps as people read them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from shirube.inquiries.domain.terms import AnswerState, InquiryState, Visibility
from shirube.inquiries.queries.inquiries import AskedView, InquiryView
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date
from shirube.ui.tables import Status


def answer_word(state: AnswerState) -> str:
    words = {
        AnswerState.UNOPENED: _("未開封"),
        AnswerState.OPENED: _("開封"),
        AnswerState.ANSWERING: _("回答中"),
        AnswerState.APPROVING: _("課内の承認待ち"),
        AnswerState.ANSWERED: _("回答済み"),
        AnswerState.NOT_APPLICABLE: _("該当なし"),
        AnswerState.MERGED: _("引き継いだ課が回答"),
    }
    return words[state]


_LOOKS = {
    AnswerState.UNOPENED: ("neutral", "circle"),
    AnswerState.OPENED: ("info", "info"),
    AnswerState.ANSWERING: ("info", "arrow"),
    AnswerState.APPROVING: ("info", "clock"),
    AnswerState.ANSWERED: ("success", "done"),
    AnswerState.NOT_APPLICABLE: ("success", "done"),
    AnswerState.MERGED: ("neutral", "arrow"),
}


def answer_status(asked: AskedView, on: date, *, is_closed: bool = False) -> Status:
    """What is late says so first; of a closed inquiry nothing is awaited."""
    word = answer_word(asked.state)
    if asked.is_overdue(on) and not is_closed:
        return Status(_("期限切れ: %(state)s") % {"state": word}, "warning", "clock")
    return Status(word, *_LOOKS[asked.state])


def late_note(asked: AskedView) -> str:
    return _("期限のあとに回答") if asked.is_given and asked.is_late else ""


def inquiry_status(inquiry: InquiryView, on: date) -> Status:
    plain = {
        InquiryState.DRAFT: Status(_("下書き"), "neutral", "circle"),
        InquiryState.WAITING: Status(_("課長の承認待ち"), "info", "clock"),
        InquiryState.CLOSED: Status(_("締め切りました"), "neutral", "stop"),
    }
    if inquiry.state in plain:
        return plain[inquiry.state]
    if inquiry.known_until is not None:
        return Status(_("照会中（資料の時点）"), "unknown")
    late = inquiry.overdue(on)
    if late:
        return Status(_("期限切れ %(count)s課") % {"count": late}, "warning", "clock")
    if inquiry.owing and inquiry.given == len(inquiry.owing):
        return Status(_("すべての課が回答"), "success", "done")
    return Status(_("照会中"), "info", "arrow")


def counts_words(inquiry: InquiryView) -> str:
    """17課のうち5課が回答."""
    if not inquiry.owing:
        return inquiry.addressees or _("課はまだ選んでいません")
    return _("%(all)s課のうち%(given)s課が回答") % {"all": len(inquiry.owing), "given": inquiry.given}


def due_words(due_on: date, on: date, *, is_settled: bool = False) -> str:
    """2026年11月30日（月）（あと9日）; what is settled counts no days."""
    day, left = format_date(due_on), (due_on - on).days
    if is_settled:
        return day
    if left > 0:
        return _("%(day)s（あと%(left)s日）") % {"day": day, "left": left}
    if left == 0:
        return _("%(day)s（今日まで）") % {"day": day}
    return _("%(day)s（%(days)s日過ぎています）") % {"day": day, "days": -left}


def visibility_choices() -> list[tuple[str, str]]:
    return [
        (Visibility.OFF.value, _("見せない")),
        (Visibility.AFTER_ANSWERING.value, _("回答した課にだけ見せる")),
        (Visibility.ALWAYS.value, _("いつでも見せる")),
    ]


def visibility_words(visibility: Visibility) -> str:
    return dict(visibility_choices())[visibility.value]


def step_words(kind: str) -> str:
    """What happened, for the record of an inquiry."""
    words = {
        "drafted": _("下書きを作成"),
        "loaded": _("パックから読み込み"),
        "edited": _("下書きを変更"),
        "discarded": _("下書きを削除"),
        "submitted": _("課長に承認を依頼"),
        "returned": _("課長が差し戻し"),
        "taken_back": _("承認の依頼を取り下げ"),
        "sent": _("各課に送付"),
        "received": _("照会を受信"),
        "opened": _("開封"),
        "begun": _("回答の記入を開始"),
        "assigned": _("担当者を変更"),
        "handed_in": _("課長に回答の承認を依頼"),
        "returned_inside": _("課長が回答を差し戻し"),
        "answer_taken_back": _("回答の承認の依頼を取り下げ"),
        "answered": _("回答"),
        "accepted": _("照会元が確認"),
        "sent_back": _("照会元が回答を差し戻し"),
        "asked_again": _("照会元が一部を聞き直し"),
        "due_moved": _("期限を変更"),
        "sections_added": _("送る課を追加"),
        "extension_requested": _("期限の延長を依頼"),
        "extension_granted": _("期限の延長を承諾"),
        "extension_refused": _("期限の延長を断り"),
        "asked_about": _("照会について質問"),
        "talk_answered": _("質問に回答"),
        "passed_on": _("ほかの課に引き継ぎ"),
        "merged": _("引き継いだ課の回答にまとめ"),
        "reminded": _("お知らせを送付"),
        "closed": _("締め切り"),
        "reopened": _("受付を再開"),
    }
    return words.get(kind, kind)


def day_of(moment: datetime | None) -> str | None:
    return format_date(japan_date(moment)) if moment else None

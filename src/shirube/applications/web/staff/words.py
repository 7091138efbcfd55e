"""Words of the staff's pages for states, channels, levels and what happened."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.applications.domain.people import Channel
from shirube.applications.domain.states import CaseState, CorrectionReason, Outcome
from shirube.ui.tables import Status

CHANNELS: dict[Channel, str | Promise] = {
    Channel.ONLINE: _("オンライン"),
    Channel.COUNTER: _("窓口"),
    Channel.PAPER: _("紙"),
    Channel.POST: _("郵送"),
    Channel.PHONE: _("電話"),
}
LEVELS: dict[str, str | Promise] = {
    "none": _("本人確認なし（受付番号と合言葉）"),
    "mail": _("メールアドレスの確認"),
    "card": _("マイナンバーカード（利用者証明）"),
    "signature": _("電子署名（署名用電子証明書）"),
}
_STATES: dict[CaseState, tuple[str | Promise, str, str]] = {
    CaseState.SUBMITTED: (_("受付待ち"), "info", "circle"),
    CaseState.ACCEPTED: (_("審査待ち"), "info", "circle"),
    CaseState.IN_REVIEW: (_("審査中"), "info", "arrow"),
    CaseState.RETURNED: (_("補正中（申請者の番）"), "warning", "clock"),
    CaseState.IN_APPROVAL: (_("決裁中"), "info", "arrow"),
    CaseState.DECIDED: (_("決定"), "success", "done"),
    CaseState.REJECTED: (_("却下"), "neutral", "stop"),
    CaseState.WITHDRAWN: (_("取下げ"), "neutral", "stop"),
    CaseState.ISSUED: (_("交付済み"), "success", "done"),
    CaseState.CLOSED: (_("完結"), "neutral", "done"),
}
OUTCOMES: dict[Outcome, str | Promise] = {
    Outcome.DECIDED: _("決定（認める）"),
    Outcome.REJECTED: _("却下（認めない）"),
    Outcome.WITHDRAWN: _("取下げ"),
}
REASONS: dict[CorrectionReason, str | Promise] = {
    CorrectionReason.INCORRECT: _("誤りがある"),
    CorrectionReason.INCOMPLETE: _("足りない"),
    CorrectionReason.OUTDATED: _("古くなっている"),
}
ACTS: dict[str, str | Promise] = {
    "submitted": _("申請を受け取った"),
    "accept": _("受け付けた"),
    "start_review": _("審査を始めた"),
    "return": _("補正を求めた"),
    "resubmit": _("補正を受け取った"),
    "propose": _("起案した"),
    "back_to_officer": _("担当に差し戻した"),
    "decide": _("決定した"),
    "reject": _("却下した"),
    "withdraw": _("取り下げられた"),
    "correct": _("職権で直した"),
    "issue": _("書類を交付した"),
    "close": _("完結した"),
}
MARKS: dict[str, str | Promise] = {"self": "", "acting": _("代決"), "pulled_up": _("引上げ"), "skipped": ""}
VERDICTS: dict[str, str | Promise] = {
    "approved": _("承認"),
    "returned": _("差戻し"),
    "": _("まだ"),
    "skipped": _("省略（起案した人のほかに係長がいないため）"),
}
ROLES: dict[str, str | Promise] = {
    "section_staff": _("係"),
    "subsection_chief": _("係長"),
    "section_chief": _("課長"),
}
CHAIN: dict[str, str | Promise] = {
    "record": _("控え（PDF）の作成"),
    "routing": _("課への回付"),
    "notice": _("受付のお知らせ"),
    "hand_over": _("引渡しの準備"),
}


def state_status(state: CaseState, outcome: Outcome | None) -> Status:
    """The state in the words of the office; a closed case also says how it ended."""
    label, tone, icon = _STATES[state]
    words = f"{label}（{OUTCOMES[outcome]}）" if state == CaseState.CLOSED and outcome else str(label)
    return Status(words, tone, icon)


def act_words(act: str) -> str:
    """What happened; an act without a word of its own is shown by its code, which is a defect to be seen."""
    return str(ACTS.get(act, act))

"""Words for the states of a case and for what happened to it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.applications.domain.states import CaseState, Outcome
from shirube.ui.tables import Status

_STATES = {
    CaseState.SUBMITTED: (gettext_lazy("受け取りました。担当が確かめるのを待っています"), "info", "arrow"),
    CaseState.ACCEPTED: (gettext_lazy("受け付けました"), "info", "arrow"),
    CaseState.IN_REVIEW: (gettext_lazy("内容を確かめています"), "info", "arrow"),
    CaseState.RETURNED: (gettext_lazy("直していただきたいところがあります"), "warning", "warning"),
    CaseState.IN_APPROVAL: (gettext_lazy("結果を決める手続きをしています"), "info", "arrow"),
    CaseState.DECIDED: (gettext_lazy("結果が決まりました"), "success", "done"),
    CaseState.REJECTED: (gettext_lazy("お受けできないことに決まりました"), "neutral", "stop"),
    CaseState.WITHDRAWN: (gettext_lazy("取り下げられました"), "neutral", "stop"),
    CaseState.ISSUED: (gettext_lazy("結果の書類をお渡ししています"), "success", "done"),
    CaseState.CLOSED: (gettext_lazy("終わりました"), "neutral", "done"),
}
_ENDED = {
    Outcome.DECIDED: gettext_lazy("終わりました"),
    Outcome.REJECTED: gettext_lazy("お受けできないことに決まり、終わりました"),
    Outcome.WITHDRAWN: gettext_lazy("取り下げられ、終わりました"),
}
_STORY = {
    "submitted": gettext_lazy("申請を受け取りました"),
    "accept": gettext_lazy("受け付けました"),
    "start_review": gettext_lazy("内容を確かめ始めました"),
    "return": gettext_lazy("直していただくようお願いしました"),
    "resubmit": gettext_lazy("直した内容を受け取りました"),
    "decide": gettext_lazy("結果が決まりました"),
    "reject": gettext_lazy("お受けできないことに決まりました"),
    "withdraw": gettext_lazy("取り下げられました"),
    "issue": gettext_lazy("結果の書類をお渡ししました"),
    "correct": gettext_lazy("市が内容の一部を直しました"),
    "close": gettext_lazy("終わりました"),
}


def state_words(state: CaseState, outcome: Outcome | None) -> Status:
    """The state as residents read it; a closed case says how it ended."""
    label, tone, icon = _STATES[state]
    if state == CaseState.CLOSED and outcome is not None:
        label = _ENDED[outcome]
    return Status(str(label), tone, icon)


def story_words(act: str) -> str:
    """What happened, in words; an act that residents need not know by name is told as a step forward."""
    return str(_STORY.get(act, _("手続きが進みました")))

"""Proposals in the words of the office."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.headquarters.domain.proposals import BudgetState, Move, ProposalState
from shirube.headquarters.queries.proposals_words import (
    CATEGORIES,
    PARTS,
    SOURCES,
    STANCES,
    number_words,
    yen_words,
)
from shirube.ui.tables import Status

__all__ = [
    "CATEGORIES",
    "PARTS",
    "SOURCES",
    "STANCES",
    "budget_status",
    "cost_words",
    "number_words",
    "parts_words",
    "state_status",
    "yen_words",
]

Words = Mapping[StrEnum, Promise]
STATES: Mapping[ProposalState, tuple[Promise, str, str]] = {
    ProposalState.DRAFT: (gettext_lazy("作成中"), "neutral", "circle"),
    ProposalState.WITH_CHIEF: (gettext_lazy("課長の承認待ち"), "info", "arrow"),
    ProposalState.SUBMITTED: (gettext_lazy("事務局の受付待ち"), "info", "arrow"),
    ProposalState.TAKEN_UP: (gettext_lazy("意見の照会と検討"), "info", "arrow"),
    ProposalState.READY: (gettext_lazy("会議に付議できる"), "info", "arrow"),
    ProposalState.RETURNED: (gettext_lazy("差し戻し"), "warning", "warning"),
    ProposalState.DECIDED: (gettext_lazy("決定"), "success", "done"),
    ProposalState.REFUSED: (gettext_lazy("不採用"), "error", "stop"),
    ProposalState.WITHDRAWN: (gettext_lazy("取下げ"), "neutral", "stop"),
}
MOVE_BUTTONS: Words = {
    Move.SUBMIT: gettext_lazy("課長へ提出する"),
    Move.APPROVE: gettext_lazy("承認して事務局へ送る"),
    Move.TAKE_UP: gettext_lazy("受け付ける"),
    Move.MAKE_READY: gettext_lazy("会議に付議できる状態にする"),
    Move.TAKE_BACK: gettext_lazy("検討に戻す"),
    Move.RETURN: gettext_lazy("差し戻す"),
    Move.WITHDRAW: gettext_lazy("取り下げる"),
}
MOVES_DONE: Words = {
    Move.SUBMIT: gettext_lazy("課長へ提出しました。"),
    Move.APPROVE: gettext_lazy("承認し、推進本部の事務局へ送りました。"),
    Move.TAKE_UP: gettext_lazy("受け付けました。関係する課に意見を求められます。"),
    Move.MAKE_READY: gettext_lazy("会議の議題に選べるようになりました。"),
    Move.TAKE_BACK: gettext_lazy("検討に戻しました。"),
    Move.RETURN: gettext_lazy("理由を付けて差し戻しました。"),
    Move.WITHDRAW: gettext_lazy("取り下げました。"),
}
HISTORY: Words = {
    Move.SUBMIT: gettext_lazy("課長へ提出"),
    Move.APPROVE: gettext_lazy("課長が承認"),
    Move.TAKE_UP: gettext_lazy("事務局が受付"),
    Move.MAKE_READY: gettext_lazy("会議に付議できる状態に"),
    Move.TAKE_BACK: gettext_lazy("検討に戻した"),
    Move.RETURN: gettext_lazy("差し戻し"),
    Move.WITHDRAW: gettext_lazy("取下げ"),
    Move.DECIDE: gettext_lazy("会議で決定"),
    Move.SEND_BACK: gettext_lazy("会議が差し戻し"),
    Move.REFUSE: gettext_lazy("会議が不採用と決定"),
}
BUDGETS: Words = {
    BudgetState.NONE: gettext_lazy("これから"),
    BudgetState.WAITING: gettext_lazy("予算の結果待ち"),
    BudgetState.APPROVED: gettext_lazy("予算がついた"),
    BudgetState.REFUSED: gettext_lazy("予算がつかなかった"),
    BudgetState.NOT_NEEDED: gettext_lazy("予算は要らない"),
}


def state_status(state: ProposalState) -> Status:
    label, tone, icon = STATES[state]
    return Status(str(label), tone, icon)


def budget_status(budget: BudgetState) -> Status:
    tones = {BudgetState.APPROVED: "success", BudgetState.REFUSED: "error", BudgetState.WAITING: "info"}
    return Status(str(BUDGETS[budget]), tones.get(budget, "neutral"))


def cost_words(total_yen: int | None, *, needs_no_money: bool) -> str | None:
    """None where nothing was said of money."""
    if needs_no_money:
        return _("費用なし")
    return yen_words(total_yen) if total_yen is not None else None


def parts_words(parts: tuple[str, ...]) -> list[str]:
    """Names of parts, each once."""
    return list(dict.fromkeys(str(PARTS[part]) for part in parts))

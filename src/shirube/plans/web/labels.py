"""The fixed words of plans in the reader's language: grades, states, directions, relations, kinds of notes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shirube.plans.domain.changes import ChangeKind
from shirube.plans.domain.terms import (
    ActionState,
    Category,
    Direction,
    DocumentKind,
    Grade,
    LogicStage,
    NoteKind,
    Relation,
    ReviewMove,
    ReviewState,
)
from shirube.ui.tables import Status

Labels = Mapping[str, Promise]

GRADES: Mapping[Grade, Promise] = {
    Grade.AHEAD: _("予定より進んでいる"),
    Grade.ON_COURSE: _("順調"),
    Grade.BEHIND: _("遅れている"),
    Grade.CANNOT_JUDGE: _("まだ判定できない"),
}
_GRADE_PICTURES: Mapping[Grade, tuple[str, str]] = {
    Grade.AHEAD: ("success", "up"),
    Grade.ON_COURSE: ("success", "success"),
    Grade.BEHIND: ("warning", "warning"),
    Grade.CANNOT_JUDGE: ("unknown", "unknown"),
}
ACTION_STATES: Mapping[ActionState, Promise] = {
    ActionState.ON_TIME: _("予定どおり"),
    ActionState.LATE: _("遅れあり"),
    ActionState.DONE: _("完了"),
    ActionState.STOPPED: _("中止"),
}
_ACTION_PICTURES: Mapping[ActionState, tuple[str, str]] = {
    ActionState.ON_TIME: ("success", "success"),
    ActionState.LATE: ("warning", "clock"),
    ActionState.DONE: ("success", "done"),
    ActionState.STOPPED: ("error", "stop"),
}
REVIEW_STATES: Mapping[ReviewState, Promise] = {
    ReviewState.SECTION: _("担当課で作成中"),
    ReviewState.DX_PROMOTION: _("デジタル推進の担当が確認中"),
    ReviewState.HEADQUARTERS: _("推進本部で確認中"),
    ReviewState.PUBLISHED: _("公表済み"),
}
REVIEW_MOVES: Mapping[ReviewMove, Promise] = {
    ReviewMove.SUBMIT: _("提出"),
    ReviewMove.FORWARD: _("推進本部へ送付"),
    ReviewMove.PUBLISH: _("公表"),
    ReviewMove.RETURN: _("差戻し"),
}
DIRECTIONS: Mapping[Direction, Promise] = {
    Direction.INCREASE: _("増やす"),
    Direction.DECREASE: _("減らす"),
    Direction.KEEP: _("保つ"),
}
DOCUMENT_KINDS: Mapping[DocumentKind, Promise] = {
    DocumentKind.PLAN: _("計画"),
    DocumentKind.POLICY: _("方針"),
}
CATEGORIES: Mapping[Category, Promise] = {
    Category.A: _("A：市民に向けた取組"),
    Category.B: _("B：市役所の中の取組"),
}
RELATIONS: Mapping[Relation, Promise] = {
    Relation.UPPER: _("上位の計画"),
    Relation.IMPLEMENTATION: _("実施計画"),
    Relation.REFORM: _("行財政改革の計画"),
    Relation.BESIDE: _("並んで進める計画"),
    Relation.PREDECESSOR: _("前の計画"),
    Relation.ALSO_POSITIONED_AS: _("兼ねている計画"),
}
NOTE_KINDS: Mapping[NoteKind, Promise] = {
    NoteKind.BACKGROUND: _("背景"),
    NoteKind.ISSUE: _("課題"),
    NoteKind.RESPONSE: _("対応"),
    NoteKind.CASE: _("ほかのまちの例"),
    NoteKind.FIGURE: _("数字で見ると"),
    NoteKind.MEANS: _("使う仕組み"),
    NoteKind.GUIDELINE: _("よりどころ"),
    NoteKind.DEADLINE: _("期限"),
    NoteKind.BASE: _("土台"),
}
LOGIC_STAGES: Mapping[LogicStage, Promise] = {
    LogicStage.INPUT: _("使うもの（投入）"),
    LogicStage.ACTIVITY: _("すること（活動）"),
    LogicStage.OUTPUT: _("できあがること（産出）"),
    LogicStage.OUTCOME: _("くらしや仕事の変化（成果）"),
}
CHANGE_KINDS: Mapping[ChangeKind, Promise] = {
    ChangeKind.READING: _("新しい数値"),
    ChangeKind.REPORT: _("取組の報告"),
    ChangeKind.REVIEW: _("振り返りの公表"),
    ChangeKind.VERSION: _("計画の変更"),
}


# Units that plans use; another one is shown as the plan writes it.
UNITS: Mapping[str, Promise] = {
    "件": pgettext_lazy("unit", "件"),
    "人": pgettext_lazy("unit", "人"),
    "分": pgettext_lazy("unit", "分"),
    "日": pgettext_lazy("unit", "日"),
    "回": pgettext_lazy("unit", "回"),
    "円": pgettext_lazy("unit", "円"),
    "時間": pgettext_lazy("unit", "時間"),
    "業務": pgettext_lazy("unit", "業務"),
    "箇所": pgettext_lazy("unit", "箇所"),
}


def unit_word(unit: str) -> str:
    """The unit in the reader's language."""
    return str(UNITS.get(unit, unit))


def grade_status(grade: Grade) -> Status:
    """The grade as icon and word."""
    return Status(str(GRADES[grade]), *_GRADE_PICTURES[grade])


def action_status(state: ActionState) -> Status:
    """The state of a report as icon and word."""
    return Status(str(ACTION_STATES[state]), *_ACTION_PICTURES[state])

"""The support desk in the words of the office."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.headquarters.domain.support import SupportAct, SupportKind, SupportState, Urgency
from shirube.ui.tables import Status

Words = Mapping[StrEnum, Promise]
KINDS: Words = {
    SupportKind.SYSTEM: _("システムと機器"),
    SupportKind.ONLINE: _("手続のオンライン化"),
    SupportKind.PROCESS: _("仕事の進め方の見直し"),
    SupportKind.DATA: _("データの活用と公開"),
    SupportKind.AI: _("AI・RPA"),
    SupportKind.SECURITY: _("情報セキュリティ"),
    SupportKind.OTHER: _("そのほか"),
}
URGENCIES: Words = {
    Urgency.TODAY: _("きょう中に"),
    Urgency.WEEK: _("今週中に"),
    Urgency.NONE: _("急がない"),
}
STATES: Mapping[SupportState, tuple[Promise, str, str]] = {
    SupportState.WAITING: (_("返事を待っている"), "warning", "clock"),
    SupportState.TAKEN_UP: (_("対応中"), "info", "arrow"),
    SupportState.ANSWERED: (_("回答済み"), "success", "done"),
    SupportState.CLOSED: (_("終わり"), "neutral", "done"),
}
BUTTONS: Words = {
    SupportAct.TAKE_UP: _("自分が引き受ける"),
    SupportAct.ANSWER: _("回答する"),
    SupportAct.HAND_ON: _("選んだ人に引き継ぐ"),
    SupportAct.ADD: _("続けて相談する"),
    SupportAct.CLOSE: _("この相談を終える"),
}
DONE: Words = {
    SupportAct.TAKE_UP: _("引き受けました。"),
    SupportAct.ANSWER: _("回答しました。相談した課の仕事の一覧に出ます。"),
    SupportAct.HAND_ON: _("引き継ぎました。"),
    SupportAct.ADD: _("続きを送りました。"),
    SupportAct.CLOSE: _("この相談を終えました。"),
}
SAID: Words = {
    SupportAct.ASK: _("相談"),
    SupportAct.TAKE_UP: _("引き受けた"),
    SupportAct.ANSWER: _("回答"),
    SupportAct.HAND_ON: _("引き継いだ"),
    SupportAct.ADD: _("続けて相談"),
    SupportAct.CLOSE: _("終えた"),
}
SENTENCES: Mapping[str, Promise] = {
    "headquarters.support_request_not_found": _(
        "お探しの相談は見つかりませんでした。相談窓口の一覧から開き直してください。"
    ),
    "headquarters.not_your_support": _(
        "この操作ができるのは、相談窓口の担当か、相談した課の職員だけです。何も変えていません。相談窓口の一覧に戻ってください。"
    ),
    "headquarters.support_text_missing": _(
        "中身が空です。まだ送っていません。相談や回答の文を書いて、もう一度送ってください。"
    ),
    "headquarters.support_moved": _(
        "この画面を開いたあとに、ほかの人が「%(title)s」を進めました。今の操作は保存していません。"
        "今の内容を読んで、もう一度選んでください。"
    ),
    "headquarters.not_a_helper": _(
        "選んだ人は、相談窓口の担当ではありません。何も変えていません。一覧から担当を選んでください。"
    ),
    "headquarters.duty_not_found": _("お探しの担当は見つかりませんでした。担当の一覧を開き直してください。"),
    "headquarters.duty_held": _(
        "この人は、すでに%(section)sの担当です。何も変えていません。終わりの日を決めてから、加えてください。"
    ),
    "headquarters.duty_period": _(
        "終わりの日が、始まりの日より前か同じ日です。何も変えていません。始まりより後の日を選んでください。"
    ),
}
ACTIONS: Mapping[str, Promise] = {
    "headquarters.support_moved": _("相談窓口の相談を進めた"),
    "headquarters.support_duty_given": _("相談窓口の担当を決めた"),
    "headquarters.support_duty_ended": _("相談窓口の担当の終わりを決めた"),
}


def state_status(state: SupportState) -> Status:
    label, tone, icon = STATES[state]
    return Status(str(label), tone, icon)

"""States, reasons and languages as staff read them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.languages import EASY_JAPANESE, ENGLISH, JAPANESE
from shirube.notices.domain.states import Means, NoticeState, Reason
from shirube.notices.queries.log import AttemptLine, NoticeLine
from shirube.notices.registry import channels
from shirube.ui.tables import Status

LANGUAGES: Mapping[str, str | Promise] = {
    JAPANESE.code: gettext_lazy("日本語"),
    ENGLISH.code: gettext_lazy("英語"),
    EASY_JAPANESE.code: gettext_lazy("やさしい日本語"),
}
STATES: Mapping[NoticeState, str | Promise] = {
    NoticeState.FAILED: gettext_lazy("届かなかった"),
    NoticeState.WAITING: gettext_lazy("送信待ち"),
    NoticeState.SENDING: gettext_lazy("送信中"),
    NoticeState.SENT: gettext_lazy("送信済み"),
    NoticeState.TOLD: gettext_lazy("別の方法で伝えた"),
}
_TONES: Mapping[NoticeState, tuple[str, str]] = {
    NoticeState.FAILED: ("error", ""),
    NoticeState.WAITING: ("info", "clock"),
    NoticeState.SENDING: ("info", "arrow"),
    NoticeState.SENT: ("success", ""),
    NoticeState.TOLD: ("neutral", "done"),
}
REASONS: Mapping[Reason, str | Promise] = {
    Reason.ADDRESS_MISSING: gettext_lazy("メールアドレスがありません。"),
    Reason.ADDRESS_INVALID: gettext_lazy("メールアドレスの形になっていません。"),
    Reason.ADDRESS_REFUSED: gettext_lazy("相手のメールサーバーが、この宛先を受け取りませんでした。"),
    Reason.LETTER_REFUSED: gettext_lazy("相手のメールサーバーが、このメールを受け取りませんでした。"),
    Reason.BUSY: gettext_lazy("相手のメールサーバーに「あとで送ってほしい」と言われました。"),
    Reason.UNREACHABLE: gettext_lazy("メールサーバーにつながりませんでした。"),
    Reason.TIMED_OUT: gettext_lazy("メールサーバーから返事がありませんでした。"),
    Reason.SIGN_IN_REFUSED: gettext_lazy(
        "メールサーバーに入れませんでした。管理者に、メールの設定を確かめるよう伝えてください。"
    ),
    Reason.SUBJECT_UNSAFE: gettext_lazy("件名に入る内容に改行がありました。安全のため送っていません。"),
    Reason.CONTENTS_LOST: gettext_lazy("宛先と内容を読み出せません。"),
    Reason.KIND_GONE: gettext_lazy("このお知らせの種類は、今のしるべにはありません。"),
    Reason.INTERRUPTED: gettext_lazy("送る処理が途中で何度も止まりました。"),
}
MEANS: Mapping[Means, str | Promise] = {
    Means.PHONE: gettext_lazy("電話"),
    Means.LETTER: gettext_lazy("手紙"),
    Means.COUNTER: gettext_lazy("窓口"),
    Means.OTHER: gettext_lazy("そのほか"),
}


def status_of(line: NoticeLine) -> Status:
    tone, icon = _TONES[line.state]
    return Status(str(STATES[line.state]), tone, icon)


def reason_words(reason: Reason | None) -> str:
    return str(REASONS[reason]) if reason else ""


def attempt_words(line: AttemptLine) -> str:
    """What came of one attempt."""
    if line.is_delivered:
        return _("メールサーバーが受け取りました。")
    if line.reason is None:
        return _("途中です。2分たっても変わらないときは、自動でやり直します。")
    return reason_words(line.reason)


def channel_words(identifier: str) -> str:
    return str(channels[identifier].label) if identifier in channels else identifier


def text_words(line: NoticeLine) -> str | None:
    """「日本語・第2版」; None before anything was written."""
    if line.text_number is None:
        return None
    return _("%(language)s・%(version)s") % {
        "language": LANGUAGES.get(line.text_language, line.text_language),
        "version": version_words(line.text_number),
    }


def version_words(number: int) -> str:
    return _("第%(n)s版") % {"n": number} if number else _("標準の文面")

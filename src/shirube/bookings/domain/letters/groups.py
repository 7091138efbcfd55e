"""Letters to the representatives of groups, in each language."""

from __future__ import annotations

from collections.abc import Mapping

_JA_END = """
団体の名前: {group}
団体の番号: {number}
確認の合言葉: {secret}
登録の内容はこちらから見られます: {address}

このメールは自動で送っています。返信は届きません。
{city_name}"""
_EN_END = """
Group: {group}
Group number: {number}
Code: {secret}
See the registration here: {address}

This mail was sent automatically. Replies are not read.
{city_name}"""
_EASY_END = """
団体の名前: {group}
団体の番号: {number}
合言葉: {secret}
登録のことは、ここを見てください: {address}

このメールに返事をしても、だれも読みません。
{city_name}"""


def _ja(title: str, words: str) -> tuple[str, str]:
    return f"【{{city_name}}】{title}", f"{{recipient_name}} 様\n\n{words}\n{_JA_END}"


def _en(title: str, words: str) -> tuple[str, str]:
    return f"[{{city_name}}] {title}", f"Dear {{recipient_name}},\n\n{words}\n{_EN_END}"


def _easy(title: str, words: str) -> tuple[str, str]:
    return f"【{{city_name}}】{title}", f"{{recipient_name}} さん\n\n{words}\n{_EASY_END}"


OF_GROUPS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "ja": {
        "group_applied": _ja(
            "団体登録の申請を受け付けました",
            "団体登録の申請を受け付けました。担当が確かめて、あらためてお知らせします。まだ登録は決まっていません。",
        ),
        "group_accepted": _ja(
            "団体の登録が決まりました",
            "団体の登録が決まりました。{until}まで、団体として予約できます。予約のときに、団体の番号と合言葉を使います。",
        ),
        "group_returned": _ja(
            "団体登録の申請に直すところがあります",
            "団体登録の申請に、直すところがあります。下のページで直して、もう一度出してください。\n直すところ: {reason}",
        ),
        "group_refused": _ja(
            "団体の登録をお受けできませんでした",
            "申し訳ありません。団体の登録は、お受けできませんでした。\n理由: {reason}",
        ),
        "group_expired": _ja(
            "団体の登録の期限が過ぎました",
            "年度が終わったため、団体の登録の期限が過ぎました。続けて使うときは、下のページから、もう一度申請してください。",
        ),
    },
    "en": {
        "group_applied": _en(
            "We have received your group's registration",
            "We have received your registration. It is not decided yet: the section in charge will look at it and write to you.",
        ),
        "group_accepted": _en(
            "Your group is registered",
            "Your group is registered and can book as a group until {until}. You need the group number and the code to book.",
        ),
        "group_returned": _en(
            "Please correct your group's registration",
            "Something in the registration needs to be corrected. Please correct it on the page below and send it again.\nWhat to correct: {reason}",
        ),
        "group_refused": _en(
            "Your group could not be registered",
            "We are sorry: your group could not be registered.\nReason: {reason}",
        ),
        "group_expired": _en(
            "Your group's registration has ended",
            "The fiscal year is over, and the registration has ended with it. To go on, please apply again on the page below.",
        ),
    },
    "ja-easy": {
        "group_applied": _easy(
            "団体の登録の申し込みを受け取りました",
            "団体の登録の申し込みを受け取りました。まだ決まっていません。役所の人が見てから、お知らせします。",
        ),
        "group_accepted": _easy(
            "団体の登録ができました",
            "団体の登録ができました。{until}まで、団体で予約ができます。予約のとき、団体の番号と合言葉を使います。",
        ),
        "group_returned": _easy(
            "団体の登録を直してください",
            "登録の申し込みに、直すところがあります。下のページで直して、もう一度送ってください。\n直すところ: {reason}",
        ),
        "group_refused": _easy(
            "団体の登録ができませんでした",
            "団体の登録はできませんでした。\n理由: {reason}",
        ),
        "group_expired": _easy(
            "団体の登録が終わりました",
            "4月になったので、団体の登録が終わりました。また使うときは、下のページから、もう一度申し込んでください。",
        ),
    },
}

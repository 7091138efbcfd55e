"""Letters in Japanese."""

from __future__ import annotations

_WHAT = """
{title}
日時: {time}
場所: {place}
数: {quantity}
"""
_END = """
予約番号: {number}
確認の合言葉: {secret}
変更や取り消しはこちらから: {address}

このメールは自動で送っています。返信は届きません。
{city_name}"""

JAPANESE = {
    "confirmed": (
        "【{city_name}】予約を受け付けました",
        """{recipient_name} 様

予約を受け付けました。当日お待ちしています。
"""
        + _WHAT
        + _END,
    ),
    "asked": (
        "【{city_name}】予約の申し込みを受け付けました",
        """{recipient_name} 様

予約の申し込みを受け付けました。担当が確かめて、あらためてお知らせします。まだ予約は決まっていません。
"""
        + _WHAT
        + _END,
    ),
    "changed": (
        "【{city_name}】予約を変更しました",
        """{recipient_name} 様

予約を次のように変更しました。
"""
        + _WHAT
        + _END,
    ),
    "cancelled": (
        "【{city_name}】予約を取り消しました",
        """{recipient_name} 様

次の予約を取り消しました。
"""
        + _WHAT
        + _END,
    ),
    "withdrawn": (
        "【{city_name}】【大切なお知らせ】予約が取り消しになりました",
        """{recipient_name} 様

申し訳ありません。役所の都合により、次の予約を取り消しました。
理由: {reason}
ほかの日時をお探しのときは、下のページから予約し直してください。
"""
        + _WHAT
        + _END,
    ),
    "refused": (
        "【{city_name}】予約をお受けできませんでした",
        """{recipient_name} 様

申し訳ありません。お申し込みの予約は、お受けできませんでした。
理由: {reason}
"""
        + _WHAT
        + _END,
    ),
    "promoted": (
        "【{city_name}】空き待ちから予約になりました",
        """{recipient_name} 様

お待ちいただいていた枠に空きが出たため、予約になりました。来られないときは、下のページから取り消してください。
"""
        + _WHAT
        + _END,
    ),
    "offered": (
        "【{city_name}】空きが出ました（{until}までにお返事ください）",
        """{recipient_name} 様

お待ちいただいていた枠に空きが出ました。{until}まで、あなたのために取ってあります。下のページで「予約する」を押してください。押さないと、次の方に回ります。
"""
        + _WHAT
        + _END,
    ),
    "won": (
        "【{city_name}】抽選で当選しました（{until}までに確定してください）",
        """{recipient_name} 様

抽選の結果、次の枠に当選しました。{until}まで、あなたのために取ってあります。下のページで「予約する」を押すと、予約が決まります。押さないと、抽選の順番で次の方に回ります。
"""
        + _WHAT
        + _END,
    ),
    "won_later": (
        "【{city_name}】抽選の枠が回ってきました（{until}までに確定してください）",
        """{recipient_name} 様

当選した方が辞退したため、抽選の順番により、次の枠があなたに回ってきました。{until}まで取ってあります。下のページで「予約する」を押すと、予約が決まります。押さないと、次の方に回ります。
"""
        + _WHAT
        + _END,
    ),
    "lapsed": (
        "【{city_name}】取ってあった空きの期限が過ぎました",
        """{recipient_name} 様

お返事がなかったため、取ってあった空きは次の方に回しました。
"""
        + _WHAT
        + _END,
    ),
    "reminder": (
        "【{city_name}】明日の予約のお知らせ",
        """{recipient_name} 様

明日の予約のお知らせです。来られないときは、下のページから取り消してください。
"""
        + _WHAT
        + _END,
    ),
}

"""Letters in やさしい日本語."""

from __future__ import annotations

_WHAT = """
{title}
日と時間: {time}
場所: {place}
数: {quantity}
"""
_END = """
予約の番号: {number}
合言葉: {secret}
変えるとき、やめるときは、ここを見てください: {address}

このメールに返事をしても、だれも読みません。
{city_name}"""

EASY = {
    "confirmed": (
        "【{city_name}】予約ができました",
        """{recipient_name} さん

予約ができました。その日に来てください。
"""
        + _WHAT
        + _END,
    ),
    "asked": (
        "【{city_name}】予約の申し込みを受け取りました",
        """{recipient_name} さん

予約の申し込みを受け取りました。まだ決まっていません。役所の人が見てから、お知らせします。
"""
        + _WHAT
        + _END,
    ),
    "changed": (
        "【{city_name}】予約が変わりました",
        """{recipient_name} さん

予約が変わりました。
"""
        + _WHAT
        + _END,
    ),
    "cancelled": (
        "【{city_name}】予約をやめました",
        """{recipient_name} さん

この予約をやめました。
"""
        + _WHAT
        + _END,
    ),
    "withdrawn": (
        "【{city_name}】【大切】予約がなくなりました",
        """{recipient_name} さん

すみません。役所の都合で、この予約はなくなりました。
わけ: {reason}
ほかの日がよいときは、下のページでもう一度予約してください。
"""
        + _WHAT
        + _END,
    ),
    "refused": (
        "【{city_name}】予約はできませんでした",
        """{recipient_name} さん

すみません。この予約はできませんでした。
わけ: {reason}
"""
        + _WHAT
        + _END,
    ),
    "promoted": (
        "【{city_name}】空きが出ました。予約ができました",
        """{recipient_name} さん

待っていた時間に空きが出ました。予約ができました。来られないときは、下のページでやめてください。
"""
        + _WHAT
        + _END,
    ),
    "offered": (
        "【{city_name}】空きが出ました（{until}までに返事をしてください）",
        """{recipient_name} さん

待っていた時間に空きが出ました。{until}まで、取っておきます。下のページで「予約する」を押してください。押さないと、次の人の番になります。
"""
        + _WHAT
        + _END,
    ),
    "won": (
        "【{city_name}】くじに 当たりました（{until}までに 決めてください）",
        """{recipient_name} さん

くじに 当たりました。{until}まで、あなたの ために 取って おきます。下の ページで 「予約する」を 押してください。押さないと、次の 順番の 人の ものに なります。
"""
        + _WHAT
        + _END,
    ),
    "won_later": (
        "【{city_name}】くじの 順番が 来ました（{until}までに 決めてください）",
        """{recipient_name} さん

当たった 人が やめたので、あなたの 順番に なりました。{until}まで、取って おきます。下の ページで 「予約する」を 押してください。押さないと、次の 人の ものに なります。
"""
        + _WHAT
        + _END,
    ),
    "lapsed": (
        "【{city_name}】空きは次の人のものになりました",
        """{recipient_name} さん

返事がなかったので、空きは次の人のものになりました。
"""
        + _WHAT
        + _END,
    ),
    "reminder": (
        "【{city_name}】明日は予約の日です",
        """{recipient_name} さん

明日は予約の日です。来られないときは、下のページでやめてください。
"""
        + _WHAT
        + _END,
    ),
}

"""The letters of this room as delivered, in the languages of residents: subject and body. {kind: (name, {language: …})}"""

from __future__ import annotations

from collections.abc import Mapping

Texts = Mapping[str, tuple[str, str]]

_GRANTED: Texts = {
    "ja": (
        "減免を認めました（{room}）",
        """{recipient_name} 様

{room}の{day}の予約（番号 {number}）について、料金の減免を認めました。

払う額: {yen}円
払うところ: {pay_at}
担当からのひとこと: {words}

{city_name}
""",
    ),
    "en": (
        "Your fee reduction was granted ({room})",
        """Dear {recipient_name},

The fee for your booking of {room} on {day} (number {number}) has been reduced.

To pay: {yen} yen
Where: {pay_at}
From the section: {words}

{city_name}
""",
    ),
    "ja-easy": (
        "お金が 安く なりました（{room}）",
        """{recipient_name} さん

{room}の {day}の 予約（番号 {number}）の お金が 安く なりました。

払う お金: {yen}円
払う ところ: {pay_at}
市役所から: {words}

{city_name}
""",
    ),
}
_REFUSED: Texts = {
    "ja": (
        "減免は認められませんでした（{room}）",
        """{recipient_name} 様

{room}の{day}の予約（番号 {number}）について、料金の減免は認められませんでした。予約はそのまま残っています。

理由: {words}
払う額: {yen}円
払うところ: {pay_at}

使わないときは、予約のページから取り消してください。

{city_name}
""",
    ),
    "en": (
        "Your fee reduction was not granted ({room})",
        """Dear {recipient_name},

The fee for your booking of {room} on {day} (number {number}) could not be reduced. Your booking stands.

Reason: {words}
To pay: {yen} yen
Where: {pay_at}

If you no longer want the room, please cancel on the page of your booking.

{city_name}
""",
    ),
    "ja-easy": (
        "お金は 安く なりません（{room}）",
        """{recipient_name} さん

{room}の {day}の 予約（番号 {number}）の お金は 安く なりません。予約は そのまま あります。

わけ: {words}
払う お金: {yen}円
払う ところ: {pay_at}

部屋を 使わない ときは、予約の ページで 取り消して ください。

{city_name}
""",
    ),
}
LETTERS: Mapping[str, tuple[str, Texts]] = {
    "venues.reduction_decided_granted": ("施設の料金の減免を認めた", _GRANTED),
    "venues.reduction_decided_refused": ("施設の料金の減免を認めなかった", _REFUSED),
}

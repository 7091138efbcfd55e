"""What those who wait are written, in three languages: (subject, body)."""

from __future__ import annotations

SOON = {
    "ja": (
        "まもなくお呼びします（{ticket}）",
        (
            "{recipient_name}\n\n{branch}の番号札 {ticket} の順番が近づきました。前にお待ちの方は{ahead}人です。\n"
            "窓口の近くでお待ちください。順番を過ぎても番号札は使えます。窓口の職員に声をかけてください。\n\n{city_name}"
        ),
    ),
    "en": (
        "Your turn is coming ({ticket})",
        (
            "{recipient_name}\n\nTicket {ticket} at {branch} will be called soon. People before you: {ahead}.\n"
            "Please wait near the desks. If you miss the call, your ticket stays good: speak to the staff.\n\n{city_name}"
        ),
    ),
    "ja-easy": (
        "もうすぐ よびます（{ticket}）",
        (
            "{recipient_name}\n\n{branch}の {ticket} の 順番が 近く なりました。前に 待って いる 人は {ahead}人です。\n"
            "窓口の 近くで 待って ください。順番が 過ぎても だいじょうぶです。窓口の 人に 話して ください。\n\n{city_name}"
        ),
    ),
}
DESK_CLOSED = {
    "ja": (
        "窓口が変わりました（{ticket}）",
        (
            "{recipient_name}\n\n{branch}の窓口{closed_desk}を閉めたため、番号札 {ticket} は窓口{desk}でお呼びします。\n"
            "順番はそのままです。番号札を取り直す必要はありません。\n\n{city_name}"
        ),
    ),
    "en": (
        "Another desk serves you ({ticket})",
        (
            "{recipient_name}\n\nDesk {closed_desk} at {branch} has closed. Ticket {ticket} will be called to desk {desk}.\n"
            "You keep your place in line. You do not need a new ticket.\n\n{city_name}"
        ),
    ),
    "ja-easy": (
        "窓口が かわりました（{ticket}）",
        (
            "{recipient_name}\n\n{branch}の 窓口{closed_desk}を しめました。{ticket} は 窓口{desk}で よびます。\n"
            "順番は 同じです。番号札を もう一度 とらなくて いいです。\n\n{city_name}"
        ),
    ),
}

"""Letters to those who entered a lottery, in three languages."""

from __future__ import annotations

from shirube.kernel.languages import EASY_JAPANESE, ENGLISH, JAPANESE

_JA_END = """
受付番号: {number}
確認の合言葉: {secret}
申し込みの確認: {address}
抽選の確かめ方: {check_address}
照合の記号: {receipt}
約束の記号（抽選の前に公表したもの）: {commitment}

このメールは自動で送っています。返信は届きません。
{city_name}"""
_EN_END = """
Receipt number: {number}
Code: {secret}
Your entry: {address}
How to check the draw: {check_address}
Your mark in the list of entries: {receipt}
Commitment published before the draw: {commitment}

This mail was sent automatically. Replies do not reach us.
{city_name}"""
_EASY_END = """
受付番号（うけつけ ばんごう）: {number}
合言葉（あいことば）: {secret}
申し込みを 見る ページ: {address}
くじを 確かめる ページ: {check_address}
あなたの 記号: {receipt}
くじの 前に 見せた 記号: {commitment}

この メールに 返事を しても 届きません。
{city_name}"""

_JA = {
    "entered": (
        "【{city_name}】抽選の申し込みを受け付けました",
        """{recipient_name} 様

抽選の申し込みを受け付けました。
{title}（{place}）
{wishes}

{closes}までは、変更や取り下げができます。抽選は{draws}です。結果はメールでお知らせします。
"""
        + _JA_END,
    ),
    "lost": (
        "【{city_name}】抽選の結果のお知らせ（落選）",
        """{recipient_name} 様

申し訳ありません。抽選の結果、ご希望の枠はお取りできませんでした。抽選の順番は{rank}番でした。
{title}（{place}）
{wishes}

当選した方が辞退したときは、順番に次の方へお知らせします。残った枠は、{opens}から先着順で予約できます。
"""
        + _JA_END,
    ),
    "called_off": (
        "【{city_name}】【大切なお知らせ】抽選を取りやめました",
        """{recipient_name} 様

申し訳ありません。次の抽選を取りやめました。
理由: {reason}
{title}（{place}）
{wishes}

枠は先着順の予約に戻りました。
"""
        + _JA_END,
    ),
    "reclassed": (
        "【{city_name}】抽選の申し込みの区分を直しました",
        """{recipient_name} 様

担当が確かめたところ、申し込みの区分が事実とちがっていたため、次のように直しました。申し込みは、そのまま有効です。
直す前: {class_was}
直した後: {class_is}
理由: {reason}
{title}（{place}）
{wishes}

まちがいと思われるときは、抽選（{draws}）の前に、担当の課に連絡してください。
"""
        + _JA_END,
    ),
}
_EN = {
    "entered": (
        "[{city_name}] We have received your entry for the lottery",
        """Dear {recipient_name},

We have received your entry for the lottery.
{title} ({place})
{wishes}

You can change or withdraw it until {closes}. The draw is on {draws}. We will tell you the result by mail.
"""
        + _EN_END,
    ),
    "lost": (
        "[{city_name}] Result of the lottery: not drawn",
        """Dear {recipient_name},

We are sorry: none of the times you asked for could be given to you. Your place in the draw was {rank}.
{title} ({place})
{wishes}

If a winner declines, the next in the order is told. What is left can be booked by anybody from {opens}.
"""
        + _EN_END,
    ),
    "called_off": (
        "[{city_name}] [Important] The lottery was called off",
        """Dear {recipient_name},

We are sorry: this lottery was called off.
Reason: {reason}
{title} ({place})
{wishes}

The times can be booked directly again.
"""
        + _EN_END,
    ),
    "reclassed": (
        "[{city_name}] The class of your lottery entry was corrected",
        """Dear {recipient_name},

We found that your entry belongs to another class than the one it named, and have corrected it. Your entry still stands.
Before: {class_was}
Now: {class_is}
Reason: {reason}
{title} ({place})
{wishes}

If you think that this is wrong, please contact the section before the draw ({draws}).
"""
        + _EN_END,
    ),
}
_EASY = {
    "entered": (
        "【{city_name}】くじの 申し込みを 受け付けました",
        """{recipient_name} さん

くじ（抽選）の 申し込みを 受け付けました。
{title}（{place}）
{wishes}

{closes}まで、変えたり やめたり できます。くじは {draws}です。どうなったかは メールで お知らせします。
"""
        + _EASY_END,
    ),
    "lost": (
        "【{city_name}】くじに 外れました",
        """{recipient_name} さん

ごめんなさい。くじの 結果、あなたの 希望の 時間は 取れませんでした。くじの 順番は {rank}番でした。
{title}（{place}）
{wishes}

当たった 人が やめた ときは、次の 順番の 人に お知らせします。残った 時間は、{opens}から だれでも 予約できます。
"""
        + _EASY_END,
    ),
    "called_off": (
        "【{city_name}】【大切】くじを やめました",
        """{recipient_name} さん

ごめんなさい。この くじを やめました。
理由: {reason}
{title}（{place}）
{wishes}

いまは 早い 順に 予約できます。
"""
        + _EASY_END,
    ),
    "reclassed": (
        "【{city_name}】くじの 区分（くぶん）を 直しました",
        """{recipient_name} さん

市役所が 調べました。申し込みの 区分が ちがったので、直しました。申し込みは そのままです。
前: {class_was}
今: {class_is}
わけ: {reason}
{title}（{place}）
{wishes}

おかしいと 思ったら、くじ（{draws}）の 前に、市役所に 連絡（れんらく）して ください。
"""
        + _EASY_END,
    ),
}
LOTTERY_LETTERS = {JAPANESE.code: _JA, ENGLISH.code: _EN, EASY_JAPANESE.code: _EASY}

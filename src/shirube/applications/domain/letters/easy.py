"""Letters in やさしい日本語: short sentences, common words."""

from __future__ import annotations

_END = """
このメールは 自動で 送っています。返事は できません。
{city_name}"""

EASY = {
    "received": (
        "【{city_name}】申し込みを 受け取りました（{receipt_number}）",
        """{recipient_name} さん

あなたの 申し込みを 受け取りました。
手続き：{procedure_name}
受付番号：{receipt_number}

これから 市の 人が 中を 見ます。今の ようすは、{city_name}の サイトの 「申請の状況」で 見ることが できます。
市に 電話するときは、この 受付番号を 言ってください。
"""
        + _END,
    ),
    "returned": (
        "【{city_name}】直してほしい ところが あります（{receipt_number}）",
        """{recipient_name} さん

あなたの 申し込みに、直してほしい ところが あります。
手続き：{procedure_name}
受付番号：{receipt_number}

{city_name}の サイトの 「申請の状況」を 開いてください。直す ところが 書いてあります。
直したら、もう一度 送ってください。
"""
        + _END,
    ),
    "decided": (
        "【{city_name}】申し込みの 結果が 出ました（{receipt_number}）",
        """{recipient_name} さん

あなたの 申し込みの 結果が 出ました。
手続き：{procedure_name}
受付番号：{receipt_number}

結果は、{city_name}の サイトの 「申請の状況」で 見ることが できます。
"""
        + _END,
    ),
    "document_ready": (
        "【{city_name}】書類が できました（{receipt_number}）",
        """{recipient_name} さん

あなたの 書類が できました。
手続き：{procedure_name}
受付番号：{receipt_number}

{city_name}の サイトの 「申請の状況」で 受け取ってください。
受け取ることが できる 日は 決まっています。早く 保存してください。
"""
        + _END,
    ),
    "message": (
        "【{city_name}】市から お知らせが あります（{receipt_number}）",
        """{recipient_name} さん

あなたの 申し込みについて、市の 人が 書きました。
手続き：{procedure_name}
受付番号：{receipt_number}

{city_name}の サイトの 「申請の状況」を 開いて、読んでください。返事も そこで 書けます。
"""
        + _END,
    ),
    "represented_told": (
        "【{city_name}】ほかの 人が あなたの ために 申し込みました（{receipt_number}）",
        """{recipient_name} さん

ほかの 人が、あなたの ために 申し込みました。
手続き：{procedure_name}
受付番号：{receipt_number}

知らない ときは、すぐに {city_name}に 電話してください。
"""
        + _END,
    ),
    "draft_expiring": (
        "【{city_name}】書いている 途中の 申し込みが 消えます",
        """{recipient_name} さん

申し込みが 途中で 止まっています。
手続き：{procedure_name}
{expires_on}までに 続けないと、消えます。

続けるときは、{city_name}の サイトに 入って、「申請と下書き」を 開いてください。
続けないときは、何も しなくて いいです。
"""
        + _END,
    ),
}

"""Letters in Japanese."""

from __future__ import annotations

_END = """
このメールは自動で送っています。返信はできません。
{city_name}"""

JAPANESE = {
    "received": (
        "【{city_name}】申請を受け付けました（{receipt_number}）",
        """{recipient_name} 様

「{procedure_name}」の申請を受け付けました。
受付番号：{receipt_number}

これから担当の課が内容を確かめます。進み具合は、{city_name}のサイトの「申請の状況」で見られます。
お問い合わせのときは、この受付番号をお知らせください。
"""
        + _END,
    ),
    "returned": (
        "【{city_name}】申請に直していただきたいところがあります（{receipt_number}）",
        """{recipient_name} 様

「{procedure_name}」の申請に、直していただきたいところがあります。
受付番号：{receipt_number}

{city_name}のサイトの「申請の状況」を開くと、どこをどう直すかが書いてあります。その画面から直して、もう一度送信してください。
直していただいている間の日数は、処理の期間に数えません。
"""
        + _END,
    ),
    "decided": (
        "【{city_name}】申請の結果が出ました（{receipt_number}）",
        """{recipient_name} 様

「{procedure_name}」の申請の結果が出ました。
受付番号：{receipt_number}

結果は、{city_name}のサイトの「申請の状況」で見られます。個人の情報を守るため、このメールには結果を書いていません。
"""
        + _END,
    ),
    "document_ready": (
        "【{city_name}】書類を受け取れます（{receipt_number}）",
        """{recipient_name} 様

「{procedure_name}」の書類ができました。
受付番号：{receipt_number}

{city_name}のサイトの「申請の状況」から受け取ってください。受け取れる期間が決まっていますので、早めに保存してください。
期間が過ぎたときは、担当の課に相談してください。
"""
        + _END,
    ),
    "message": (
        "【{city_name}】担当の課から連絡があります（{receipt_number}）",
        """{recipient_name} 様

「{procedure_name}」の申請について、担当の課から連絡があります。
受付番号：{receipt_number}

{city_name}のサイトの「申請の状況」を開いて、読んでください。返事もその画面から送れます。
"""
        + _END,
    ),
    "represented_told": (
        "【{city_name}】あなたに代わって申請がありました（{receipt_number}）",
        """{recipient_name} 様

あなたに代わって、代理の方から「{procedure_name}」の申請がありました。
受付番号：{receipt_number}

心当たりがないときは、すぐに{city_name}の担当の課に知らせてください。
"""
        + _END,
    ),
    "draft_expiring": (
        "【{city_name}】入力途中の申請がもうすぐ消えます",
        """{recipient_name} 様

「{procedure_name}」の申請が、入力の途中のままになっています。
{expires_on}までに続きを入力しないと、安全のため下書きを消します。

続けるときは、{city_name}のサイトに入り、「申請と下書き」から開いてください。続けないときは、何もする必要はありません。
"""
        + _END,
    ),
}

STAFF = {
    "section_nagged": (
        "【{city_name}】{section_name}で待っている申請",
        """{recipient_name} 様

{section_name}で、次の申請が待っています。

受け付けて2日以上、受付の処理をしていないもの：{unhandled} 件
標準処理期間を過ぎたもの：{overdue} 件
3日以内に期限が来るもの：{due_soon} 件
読んでいない住民からの連絡：{unread} 件
回答期限を過ぎた意見照会：{opinions_late} 件
保存期間が終わり、まもなく消すもの：{to_forget} 件

職員用の画面の「申請の一覧」で確かめてください。
{city_name}""",
    ),
}

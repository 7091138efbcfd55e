"""The letters to sections and askers, as (subject, body); the facts stand in braces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_HOW = "\n\nしるべの「仕事の一覧」の「照会・回答」から開けます。\n{address}"

SECTION_FACTS: Mapping[str, str] = {
    "title": "行政手続のオンライン化の進み具合",
    "section_name": "市民課",
    "due": "2026年11月30日（月）",
    "address": "https://shirube.example/staff/inquiries/",
}
ASKER_FACTS: Mapping[str, str] = {
    "title": "行政手続のオンライン化の進み具合",
    "section_name": "市民課",
    "address": "https://shirube.example/staff/inquiries/",
}
# By occasion: what staff call it, the facts beside those above, and the letter.
TO_SECTIONS: Mapping[str, tuple[str, Mapping[str, str], tuple[str, str]]] = {
    "sent": (
        "照会が届いたとき",
        {},
        (
            "照会: {title}（{due}まで）",
            "{section_name}あてに、照会「{title}」が届きました。\n回答の期限は{due}です。" + _HOW,
        ),
    ),
    "due_soon": (
        "照会の期限が近いとき",
        {},
        (
            "照会の期限が近づいています: {title}（{due}）",
            "照会「{title}」に、{section_name}の回答がまだありません。\n期限は{due}です。\n"
            "間に合わないときは、照会の画面から期限の延長を頼めます。" + _HOW,
        ),
    ),
    "overdue": (
        "照会の期限を過ぎたとき",
        {},
        (
            "照会の期限を過ぎています: {title}（{due}）",
            "照会「{title}」の期限（{due}）を過ぎましたが、{section_name}の回答がまだありません。\n"
            "締め切られるまでは、期限のあとでも回答できます。" + _HOW,
        ),
    ),
    "sent_back": (
        "照会の回答が差し戻されたとき",
        {"comment": "2行目の予定日を確かめてください"},
        (
            "照会の回答を見直してください: {title}",
            "照会「{title}」の{section_name}の回答が、照会した課から差し戻されました。\n\n{comment}" + _HOW,
        ),
    ),
    "due_moved": (
        "照会の期限が変わったとき",
        {"reason": "国の締切が延びたため"},
        (
            "照会の期限が変わりました: {title}（{due}まで）",
            "照会「{title}」の{section_name}の期限は、{due}になりました。\n理由: {reason}" + _HOW,
        ),
    ),
    "extension_granted": (
        "照会の期限が延びたとき",
        {"reply": "わかりました"},
        (
            "期限が延びました: {title}（{due}まで）",
            "照会「{title}」の{section_name}の期限は、{due}になりました。\n照会した課から: {reply}" + _HOW,
        ),
    ),
    "extension_refused": (
        "照会の期限が延びなかったとき",
        {"reply": "国への報告に間に合いません"},
        (
            "期限はそのままです: {title}（{due}まで）",
            "照会「{title}」の期限の延長は、認められませんでした。{section_name}の期限は{due}のままです。\n"
            "照会した課から: {reply}" + _HOW,
        ),
    ),
    "talk_answered": (
        "照会についての質問に答えがあったとき",
        {"question": "試行は実績に入りますか", "answer": "入りません"},
        (
            "照会についての質問と答え: {title}",
            "照会「{title}」（{section_name}、{due}まで）について、質問と答えがあります。\n\n問: {question}\n答: {answer}"
            + _HOW,
        ),
    ),
}
TO_ASKERS: Mapping[str, tuple[str, Mapping[str, str], tuple[str, str]]] = {
    "extension_requested": (
        "照会の期限の延長を頼まれたとき",
        {"wanted": "2026年12月7日（月）", "reason": "数字の確認に時間がかかるため"},
        (
            "期限の延長の依頼: {title}（{section_name}）",
            "{section_name}から、照会「{title}」の期限を{wanted}まで延ばしたいという依頼がありました。\n理由: {reason}"
            + _HOW,
        ),
    ),
    "asked_about": (
        "照会について質問があったとき",
        {"question": "試行は実績に入りますか"},
        (
            "照会についての質問: {title}（{section_name}）",
            "{section_name}から、照会「{title}」について質問がありました。\n\n{question}\n\n答えは、照会を受けたすべての課に見えます。"
            + _HOW,
        ),
    ),
}

# A row that is no longer the section's, or no longer in the register, has no name to be asked by.
GONE = "台帳から外れた項目"


def words_for_again(names: Sequence[str]) -> str:
    """What a section reads where some of its answer could not be taken over."""
    listed = "".join(f"「{name}」" for name in names)
    return (
        f"{listed}は、回答のあとにほかの人が変えていたため、受け取れませんでした。"
        "今の値を見て、この項目だけ答え直してください。ほかの項目は受け取りました。"
    )

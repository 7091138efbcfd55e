"""Advice in words: what a reader may stumble over, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.forms.interface import LintNote
from shirube.forms.web.staff.field_types import NAMES

SENTENCES: Mapping[str, str | Promise] = {
    "long_sentence": _(
        "一文が長いです（%(length)s文字）。%(most)s文字くらいで区切ってください：「%(sentence)s」"
    ),
    "double_negative": _("「%(found)s」は打ち消しが重なっています。肯定の文に言いかえてください。"),
    "officialese": _("「%(found)s」は役所の言葉です。「%(plain)s」のように、ふだんの言葉にしてください。"),
    "vague_message": _(
        "「%(found)s」だけでは、どう直せばよいかがわかりません。何をどうするかを書いてください。"
    ),
    "click_word": _("「%(found)s」は、押せない人もいます。「%(plain)s」のように書いてください。"),
    "colour_or_place": _("「%(found)s」は、色や場所が見えない人に伝わりません。質問の名前で指してください。"),
    "decorative_symbol": _("飾りの記号「%(found)s」は、読み上げると意味がわかりません。消してください。"),
    "spaced_letters": _(
        "「%(found)s」は、字の間の空白のため、読み上げや検索で一つの言葉になりません。「%(plain)s」と書いてください。"
    ),
    "slashed_date": _(
        "「%(found)s」は、読み方が人によって違います。「2026年4月1日」のように書いてください。"
    ),
    "asks_for_seal": _(
        "「%(found)s」は、はんこを求めています。なくても受け付けられないか、確かめてください。"
    ),
    "translation_missing": _("訳がありません（%(language)s）。「英語とやさしい日本語」で入れられます。"),
    "label_symbol_only": _("質問「%(label)s」が記号や番号だけです。何を答えるのかを言葉で書いてください。"),
    "label_long": _(
        "質問が長いです（%(length)s文字）。%(most)s文字くらいにして、残りは「説明や例」へ移してください。"
    ),
    "label_twice": _("「%(label)s」が二つあります。だれの、いつの、を足して区別してください。"),
    "help_missing": _("何を用意すればよいのか、どこを見ればわかるのかを「説明や例」に書いてください。"),
    "other_without_text": _(
        "選択肢「%(option)s」を選んだ人が内容を書けません。「その他」を書けるようにしてください。"
    ),
    "better_type": _("この質問には、種類「%(better)s」が合います。書き方の違いをしるべが整えます。"),
    "number_in_the_open": _(
        "個人番号を普通の文字できくと、守りのない所に残ります。種類「%(better)s」に変えてください。"
    ),
    "too_many_questions": _(
        "このページには質問が%(count)s問あります。%(most)s問くらいまでで、ページを分けると答えやすくなります。"
    ),
    "fact_asked_twice": _("同じことを「%(first)s」でもきいています。一度にできないか、確かめてください。"),
}


def lint_sentence(note: LintNote) -> str:
    facts = dict(note.facts)
    if "better" in facts:
        facts["better"] = NAMES.get(str(facts["better"]), facts["better"])
    return str(SENTENCES[note.code]) % facts

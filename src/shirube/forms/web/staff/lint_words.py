"""Advice in words: what a reader may stumble over, and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.forms.domain.linting import LintNote

SENTENCES: Mapping[str, str | Promise] = {
    "no_intro": _("質問が%(count)s問あります。はじめに、何分かかるかと、手元に置くものを書くと安心です。"),
    "no_contact": _("電話かメールの質問がありません。あとで聞きたいことがあるときに困らないか、確かめてください。"),
    "long_page": _("このページには質問が%(count)s問あります。%(most)s問くらいまでで、ページを分けると答えやすくなります。"),
    "same_question": _("「%(label)s」が二つあります。だれの、いつの、を足して区別してください。"),
    "long_question": _("質問が長いです（%(count)s文字）。%(most)s文字までにして、残りは「説明や例」へ移してください。"),
    "two_questions": _("一つの質問で二つ以上をきいていませんか。分けると、答えもれがなくなります。"),
    "office_word": _("「%(word)s」は役所の言葉です。「%(plain)s」のように、ふだんの言葉にしてください。"),
    "place_or_colour": _(
        "「%(word)s」は、色や場所が見えない人に伝わりません。質問の名前で指してください。"
    ),
    "long_sentence": _("一文が長いです。%(most)s文字くらいで区切ってください。"),
    "abbreviation": _("「%(word)s」の意味がわからない人がいます。日本語の言葉も添えてください。"),
    "one_option": _("選択肢が一つしかありません。選択肢を足すか、別の種類の質問にしてください。"),
    "many_options": _("選択肢が%(count)s個あります。どう選べばよいかを「説明や例」に書いてください。"),
    "files_without_help": _("何を写した写真や、どの書類が要るのかを「説明や例」に書いてください。"),
    "files_required": _(
        "書類がないことだけを理由に、申請を断ることはできません（行政手続法第7条）。「できれば」で足りないか、確かめてください。"
    ),
    "digits_without_help": _("どこを見れば番号がわかるかを「説明や例」に書いてください。"),
    "my_number": _("個人番号は、法律や条例で認められた手続だけできけます。根拠を確かめてから公開してください。"),
    "number_without_unit": _("何の数かがわかるように、単位（人、個、回など）を入れてください。"),
}


def lint_sentence(note: LintNote) -> str:
    return str(SENTENCES[note.code]) % note.facts

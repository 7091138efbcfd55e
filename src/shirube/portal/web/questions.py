"""Residents' questions in their language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.portal.domain.questions import Question

QUESTIONS: Mapping[Question, Promise] = {
    Question.ONLINE: _("オンラインの手続は、予定どおり？"),
    Question.CARD: _("マイナンバーカードは、広まった？"),
    Question.COUNTER: _("窓口は、使いやすくなった？"),
    Question.PAYMENT: _("税や料金は、家から払えるようになる？"),
    Question.DIVIDE: _("スマートフォンが苦手でも、大丈夫？"),
    Question.DISASTER: _("災害のとき、知らせはすぐ届く？"),
    Question.CHILD_CARE: _("子育ての手続は、楽になる？"),
    Question.OPEN_DATA: _("市のデータは、公開されている？"),
    Question.SECURITY: _("わたしたちの情報は、守られている？"),
}

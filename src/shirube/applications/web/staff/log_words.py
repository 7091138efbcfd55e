"""What the log says of applications, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: Mapping[str, str | Promise] = {
    "applications.accept": _("申請を受付"),
    "applications.answer_opinion": _("ほかの課の質問に回答"),
    "applications.approve": _("決裁で承認"),
    "applications.ask_opinion": _("ほかの課の意見を求める"),
    "applications.assign": _("担当を変更"),
    "applications.back_to_officer": _("担当に差戻し"),
    "applications.chain_retried": _("止まった処理をやり直し"),
    "applications.close": _("申請を完結"),
    "applications.correct": _("職権で内容を修正"),
    "applications.decide": _("申請を決定"),
    "applications.draft_adopted": _("下書きを引き継ぎ"),
    "applications.draft_discarded": _("下書きを破棄"),
    "applications.entry_begun": _("紙や電話の申請の入力を開始"),
    "applications.entry_opened": _("途中の入力を開いた"),
    "applications.entry_discarded": _("途中の入力を破棄"),
    "applications.export_previewed": _("引渡しのファイルを試し見"),
    "applications.forgotten": _("申請の内容を廃棄"),
    "applications.hand_over": _("引渡しのファイルを作成"),
    "applications.handed_over": _("引渡しのファイルを受け取り"),
    "applications.held": _("廃棄を停止"),
    "applications.issue": _("書類を交付"),
    "applications.label": _("目印を付け直し"),
    "applications.message": _("メッセージを送信"),
    "applications.move_section": _("ほかの課に回付"),
    "applications.my_number_revealed": _("個人番号を表示"),
    "applications.note": _("内部メモを記入"),
    "applications.propose": _("結果の案を起案"),
    "applications.reissue": _("書類の期限を延長"),
    "applications.reject": _("申請を却下"),
    "applications.released": _("廃棄の停止を解除"),
    "applications.resubmit": _("補正を受け取り"),
    "applications.return": _("補正を求める"),
    "applications.start_review": _("審査を開始"),
    "applications.submitted": _("申請を受け取り"),
    "applications.substitute_removed": _("代わりの文字を取消し"),
    "applications.substitute_set": _("代わりの文字を決定"),
    "applications.take_opinion_back": _("ほかの課への質問を取下げ"),
    "applications.viewed": _("申請を閲覧"),
    "applications.withdraw": _("申請を取下げ"),
}

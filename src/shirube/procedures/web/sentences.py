"""Sentences for the broken rules of this room."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "procedures.procedure_not_found": _(
        "この手続きは、このまちの一覧にありません。「手続き・申請」のページで探し直してください。"
    ),
    "procedures.guide_not_found": _("この案内は見つかりませんでした。できごとの一覧から選び直してください。"),
    "procedures.not_your_procedure": _(
        "この手続きは、あなたの課のものではありません。変えるときは、担当の課長かDX推進課に頼んでください。"
    ),
    "procedures.procedure_moved": _(
        "ほかの人が先に保存しました。まだ何も上書きしていません。画面を開き直して、もう一度変えてください。"
    ),
    "procedures.nothing_changed": _("今の内容と同じです。何も変えていません。"),
    "procedures.section_missing": _(
        "担当の課が決まっていないため、受付を始められません。先に担当の課を決めてください。"
    ),
    "procedures.form_missing": _(
        "公開中の様式がないため、受付を始められません。先に様式を公開してください。"
    ),
    "procedures.second_person": _(
        "受付は、この手続を加えた人とは別の課長かDX推進課が始めます。まだ何も変わっていません。画面のアドレスを知らせて頼んでください。"
    ),
    "procedures.code_taken": _(
        "この記号は、ほかの手続が使っています。別の記号にするか、空のままにしてください。"
    ),
    "procedures.not_a_proposal": _(
        "この手続は、すでに確かめが終わっています。やめるときは「受付を切り替える」で取りやめにしてください。"
    ),
    "procedures.no_such_section": _("この課は今ありません。一覧から選び直してください。"),
    "procedures.window_reversed": _("受付の終わりの日が、始まりの日より前です。日付を確かめてください。"),
    "procedures.not_overridden": _("この項目はパックの値のままです。戻すものはありません。"),
}

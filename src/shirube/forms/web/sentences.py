"""What people are told when a rule of this room is broken: what happened, what was kept, what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "forms.code_taken": _(
        "「%(code)s」という名前のフォームは、すでにあります。何も変わっていません。別の名前を付けてください。"
    ),
    "forms.draft_exists": _(
        "このフォームには、すでに下書きがあります。下書きは残っています。続きを直すか、捨ててから始めてください。"
    ),
    "forms.draft_moved": _(
        "この画面を開いたあとに、下書きが別の画面かほかの人によって保存されました。先の内容はそのまま残っています。"
        "今の下書きを確かめてから、もう一度直してください。"
    ),
    "forms.edited_here": _(
        "フォーム「%(code)s」は、読み込んだあとに職員が直しています。パックからは上書きしていません。今の版は残っています。"
    ),
    "forms.form_not_found": _(
        "お探しのフォームか、その版は見つかりませんでした。フォームの一覧から開き直してください。"
    ),
    "forms.locked": _(
        "今は%(holder)sさんが編集しています。あなたの変更は保存していません。"
        "急ぐときは、声をかけてから「編集を引き継ぐ」を押してください。"
    ),
    "forms.not_in_force": _("このフォームは、すでに公開されていません。何も変わっていません。"),
    "forms.not_your_form": _(
        "このフォームの担当課ではないか、今の役割ではできない操作です。何も変わっていません。"
        "公開は、担当課の課長かDX推進担当に頼んでください。"
    ),
    "forms.nothing_changed": _(
        "公開中の版と同じ内容のため、新しい版は作っていません。下書きは残っています。直すところがなければ、下書きを捨ててください。"
    ),
    "forms.nothing_coming": _(
        "使い始めるのを待っている版は、もうありません。何も変えていません。今の版を確かめてください。"
    ),
    "forms.part_not_found": _(
        "お探しの質問かページは、下書きからなくなっています。フォームの画面を開き直してください。"
    ),
    "forms.step_not_found": _(
        "お探しのページは、このフォームにありません。はじめのページから開き直してください。"
    ),
}

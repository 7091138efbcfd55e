"""What people are told when a rule of this room is broken."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "notices.unknown_placeholder": _(
        "%(names)sという差し込みは、このお知らせにはありません。まだ保存していません。使えるのは %(known)s です。"
    ),
    "notices.stray_brace": _(
        "波かっこ { } の使い方に誤りがあります（本文の%(line)s行目。0は件名）。まだ保存していません。"
        "差し込みは {receipt_number} のように書き、ほかの波かっこは使わないでください。"
    ),
    "notices.subject_not_one_line": _(
        "件名が2行以上になっています。まだ保存していません。1行にしてください。"
    ),
    "notices.letter_empty": _("件名か本文が空のため、まだ保存していません。両方を書いてください。"),
    "notices.letter_too_long": _(
        "件名は%(subject)s文字、本文は%(body)s文字までです。まだ保存していません。短くしてください。"
    ),
    "notices.kind_not_found": _(
        "お探しのお知らせの種類は見つかりませんでした。文面の一覧から開き直してください。"
    ),
    "notices.version_not_found": _("その版は見つかりませんでした。文面の一覧から開き直してください。"),
    "notices.notice_not_found": _(
        "お探しの送信の記録は見つかりませんでした。「送信の記録」から探してください。"
    ),
    "notices.notice_not_failed": _(
        "このお知らせは、ほかの人がすでに送り直したか、別の方法で伝えています。今の状態を確かめてください。"
    ),
    "notices.cannot_be_sent_again": _(
        "宛先が使えないか、内容の保存の期間が終わったため、送り直せません。電話や手紙で伝え、そのことを記録してください。"
    ),
    "notices.may_not_settle": _(
        "送り直しと「伝えた」の記録は、課の職員と管理者だけができます。何も変わっていません。"
    ),
    "notices.may_not_edit_texts": _(
        "文面の変更は、DX推進担当と管理者だけができます。何も変わっていません。必要なときは相談してください。"
    ),
    "notices.text_edited_meanwhile": _(
        "この画面を開いたあとに、ほかの人が同じ文面を保存しました。その版は残っています。"
        "あなたの入力もこの画面に残っています。違いを確かめてから、もう一度保存してください。"
    ),
    "notices.text_unchanged": _(
        "今の文面と同じため、新しい版は作っていません。変えるところを直してから保存してください。"
    ),
}

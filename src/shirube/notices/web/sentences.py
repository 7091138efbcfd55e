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
}

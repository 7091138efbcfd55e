"""What people are told when a rule about residents was broken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

RESIDENT_SENTENCES = {
    "accounts.identity_not_linked": _(
        "カードのつながりは外していません。つないだカードでサインインしてから、もう一度外してください。"
        "カードをなくしたときは、窓口か電話で知らせてください。"
    ),
    "accounts.identity_taken": _(
        "そのカードは別のアカウントにつながっているか、このアカウントに別のカードがつながっています。何も変えていません。"
        "そのカードでサインインし直すか、窓口で確かめてください。"
    ),
    "accounts.resident_email_taken": _(
        "そのメールアドレスは、ほかのアカウントで使われています。アドレスは変わっていません。"
        "そのアドレスでサインインし直すか、別のアドレスを入力してください。"
    ),
    "accounts.resident_not_found": _(
        "このアカウントは見つからないか、閉じられています。サインインのページから、もう一度始めてください。"
    ),
}

"""What people are told when a rule about residents was broken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

RESIDENT_SENTENCES = {
    "accounts.resident_email_taken": _(
        "そのメールアドレスは、ほかのアカウントで使われています。アドレスは変わっていません。"
        "そのアドレスでサインインし直すか、別のアドレスを入力してください。"
    ),
    "accounts.resident_not_found": _(
        "このアカウントは見つからないか、閉じられています。サインインのページから、もう一度始めてください。"
    ),
}

"""What people are told when a rule of this room is broken."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "jobs.job_not_found": _("この仕事の記録は見つかりませんでした。一覧を開き直して、確かめてください。"),
    "jobs.job_not_failed": _(
        "この仕事は、すでにやり直されているか、終わっています。一覧を開き直して、今の状態を確かめてください。"
    ),
    "jobs.lease_lost": _("この仕事は、ほかの処理が引き継ぎました。そのままお待ちください。"),
}

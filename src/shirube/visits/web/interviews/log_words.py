"""What was done to interviews and sheets, in the words of the log."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "visits.interview_started": _("窓口の聞き取りを開始"),
    "visits.interview_taken_over": _("来庁前の準備を引き継ぎ"),
    "visits.interview_viewed": _("聞き取りを閲覧"),
    "visits.interview_card_read": _("カードから読み取り"),
    "visits.interview_checked": _("本人が内容を確認"),
    "visits.interview_reopened": _("聞き取りを直すために戻す"),
    "visits.interview_renewed": _("新しくなった用紙に移す"),
    "visits.interview_handed_in": _("聞き取りからすべての課に提出"),
    "visits.interview_abandoned": _("聞き取りを取りやめ"),
    "visits.interviews_forgotten": _("期限を過ぎた聞き取りを消去"),
    "visits.interviews_left_open": _("閉庁時に途中だった聞き取りに印"),
    "visits.sheet_printed": _("番号の付いた用紙を印刷"),
    "visits.sheet_typed_in": _("用紙を入力"),
}

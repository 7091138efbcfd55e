"""What the log calls the acts of this room."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "bookings.held": _("席を仮押さえ"),
    "bookings.booked": _("予約"),
    "bookings.changed": _("予約の日時を変更"),
    "bookings.cancelled": _("予約を取り消し"),
    "bookings.expired": _("仮押さえの期限切れ"),
    "bookings.approved": _("予約を承認"),
    "bookings.refused": _("予約を断った"),
    "bookings.marked": _("来た・来なかったを記録"),
    "bookings.promoted": _("空き待ちから予約"),
    "bookings.waiting_joined": _("空き待ちに入った"),
    "bookings.waiting_left": _("空き待ちをやめた"),
    "bookings.waiting_passed": _("空き待ちで数が足りず見送り"),
    "bookings.waiting_over_limit": _("空き待ちを終えた（予約の上限）"),
    "bookings.waiting_closed": _("空き待ちを終えた（受付停止）"),
    "bookings.calendar_defined": _("カレンダーを保存"),
    "bookings.day_changed": _("カレンダーの日の時間を変更"),
    "bookings.resource_defined": _("予約の決まりを保存"),
    "bookings.resource_opened": _("予約の受付を開始"),
    "bookings.resource_stopped": _("予約の受付を停止"),
    "bookings.slots_opened": _("予約の枠を追加"),
    "bookings.capacity_changed": _("枠の定員を変更"),
    "bookings.slot_closed": _("枠の受付を停止"),
    "bookings.slot_reopened": _("枠の受付を再開"),
}

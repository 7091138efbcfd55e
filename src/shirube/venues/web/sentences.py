"""What people are told when a rule of the venues room was broken: what happened, what was kept, what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "venues.code_taken": _("記号「%(code_taken)s」は、すでに使われています。別の記号を入力してください。"),
    "venues.course_not_found": _("お探しの講座・催しは見つかりませんでした。一覧から探してください。"),
    "venues.edited_here": _(
        "「%(venue)s」は読み込んだあとに画面で変えられているため、ファイルからは上書きしていません。今の内容は残っています。"
    ),
    "venues.facility_not_found": _("お探しの施設は見つかりませんでした。施設の一覧から探してください。"),
    "venues.not_your_venue": _("この施設や講座は、ほかの課が担当しています。何も変わっていません。"),
    "venues.room_not_found": _("お探しの部屋は見つかりませんでした。施設の一覧から探してください。"),
    "venues.session_not_found": _("お探しの回は見つかりませんでした。講座のページから探してください。"),
    "venues.session_times": _(
        "終わりの時刻が始まりより前か、1日を超えています。保存していません。時刻を確かめてください。"
    ),
    "venues.venue_moved": _(
        "この画面を開いたあとに、ほかの人が保存しました。先に保存された内容は残っています。"
        "画面を開き直して、もう一度入力してください。"
    ),
}

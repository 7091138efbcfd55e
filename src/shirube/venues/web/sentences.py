"""What people are told when a rule of the venues room was broken: what happened, what was kept, what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "venues.attended_twice": _("この人は、すでに出席になっています。"),
    "venues.cancel_reason_missing": _(
        "中止の理由が書かれていないため、まだ中止していません。理由を書いてください。"
    ),
    "venues.code_taken": _("記号「%(code_taken)s」は、すでに使われています。別の記号を入力してください。"),
    "venues.course_not_found": _("お探しの講座・催しは見つかりませんでした。一覧から探してください。"),
    "venues.decision_words_missing": _(
        "認めない理由が書かれていないため、まだ決めていません。申し込んだ人に伝わるように書いてください。"
    ),
    "venues.edited_here": _(
        "「%(venue)s」は読み込んだあとに画面で変えられているため、ファイルからは上書きしていません。今の内容は残っています。"
    ),
    "venues.facility_not_found": _("お探しの施設は見つかりませんでした。施設の一覧から探してください。"),
    "venues.fee_changed": _(
        "見ていた料金と今の料金が違うため、まだ予約していません。下の料金を確かめて、もう一度押してください。"
    ),
    "venues.fee_unknown": _(
        "選んだ区分や設備が、今はありません。予約はしていません。部屋のページから選び直してください。"
    ),
    "venues.given_by_lottery": _(
        "この日に使う人は抽選で決めるため、まだ予約できません。抽選のあと、残った区分を予約できます。"
    ),
    "venues.not_attended": _("受講証明書は、出席が記録された講座だけに出ます。担当の課に確かめてください。"),
    "venues.not_yet_held": _(
        "まだ始まっていない回には、出席を付けられません。始まる2時間前から付けられます。"
    ),
    "venues.not_your_venue": _("この施設や講座は、ほかの課が担当しています。何も変わっていません。"),
    "venues.room_needed": _(
        "選んだ区分は、市の講座で使うか、施設が休みのため、予約できません。予約はしていません。ほかの区分を選んでください。"
    ),
    "venues.room_not_found": _("お探しの部屋は見つかりませんでした。施設の一覧から探してください。"),
    "venues.people_count": _("人数を1人以上で入力してください。何も加えていません。"),
    "venues.reduction_settled": _(
        "この減免は、すでに決まっているか、予約が取り消されています。何も変えていません。一覧を開き直してください。"
    ),
    "venues.room_slots": _("使う区分が選ばれていません。部屋のページで区分に印を付けてください。"),
    "venues.session_closed": _("この回は、今は申し込めません。講座のページで、ほかの回を選んでください。"),
    "venues.session_not_found": _("お探しの回は見つかりませんでした。講座のページから探してください。"),
    "venues.session_times": _(
        "終わりの時刻が始まりより前か、1日を超えています。保存していません。時刻を確かめてください。"
    ),
    "venues.session_settled": _("この回は、すでに中止になったか、終わっています。何も変えていません。"),
    "venues.too_many_people": _(
        "この部屋に入れるのは%(most)s人までです。予約はしていません。人数を確かめるか、広い部屋を選んでください。"
    ),
    "venues.use_not_found": _("お探しの利用は見つかりませんでした。一覧から開き直してください。"),
    "venues.venue_moved": _(
        "この画面を開いたあとに、ほかの人が保存しました。先に保存された内容は残っています。"
        "画面を開き直して、もう一度入力してください。"
    ),
}
# What the log of staff's acts says.
ACTIONS = {
    "venues.attendance_recorded": _("講座の出席を記録"),
    "venues.course_added": _("講座・催しを追加"),
    "venues.course_changed": _("講座・催しを変更"),
    "venues.course_loaded": _("講座・催しのパックを読み込み"),
    "venues.facility_added": _("施設を追加"),
    "venues.facility_changed": _("施設を変更"),
    "venues.facility_loaded": _("施設のパックを読み込み"),
    "venues.names_read": _("予約した人の名簿を閲覧"),
    "venues.reduction_decided": _("料金の減免を決定"),
    "venues.room_saved": _("施設の部屋を保存"),
    "venues.session_added": _("講座の回を追加"),
    "venues.session_cancelled": _("講座の回を中止"),
    "venues.session_changed": _("講座の回を変更"),
    "venues.words_forgotten": _("施設と講座で聞いたことを消去"),
}

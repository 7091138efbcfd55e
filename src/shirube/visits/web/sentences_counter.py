"""What people are told when a rule of the counter was broken: what happened, what was kept, what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "visits.already_arrived": _(
        "受付はもう済んでいます（番号札 %(ticket)s）。二重には受け付けていません。番号札でお待ちください。"
    ),
    "visits.another_city": _(
        "これは%(city)sのQRコードです。ここでは使えません。%(city)sの窓口で使うか、番号札をお取りください。"
    ),
    "visits.branch_not_found": _(
        "お探しの窓口や用件は見つかりませんでした。窓口の一覧から選び直してください。"
    ),
    "visits.code_unreadable": _(
        "QRコードか番号を読み取れませんでした。受付はまだです。もう一度かざすか、お名前で受け付けるか、番号札をお取りください。"
    ),
    "visits.counter_closed": _(
        "この窓口の今日の受付は終わりました。番号札は出していません。受付時間を確かめてください。"
    ),
    "visits.day_closed": _("今日の窓口はもう締めてあります。何も変わっていません。"),
    "visits.desk_busy": _(
        "この窓口では、前の方の対応が終わっていません。何も変わっていません。終了か保留にしてから、次の方を呼んでください。"
    ),
    "visits.desk_not_open": _("この窓口は閉まっています。開けてから呼んでください。"),
    "visits.desk_taken": _(
        "窓口%(desk)sにはほかの職員がいるか、あなたがほかの窓口を開けています。先にその窓口を閉めてください。"
    ),
    "visits.letter_taken": _(
        "番号札の文字「%(letter)s」は、ほかの用件で使っています。別の文字にしてください。"
    ),
    "visits.name_differs": _(
        "番号とお名前が合いませんでした。受付はまだです。予約したときのお名前を入れるか、QRコードをかざすか、番号札をお取りください。"
    ),
    "visits.name_needed": _("番号だけでは受け付けられません。予約したときのお名前も入力してください。"),
    "visits.name_unknown": _(
        "そのお名前と時刻の予約は、今日は見つかりませんでした。受付はまだです。時刻を確かめるか、番号札をお取りください。"
    ),
    "visits.no_desk_left": _(
        "窓口%(desk)sを閉めると、%(waiting)s人の行き先がなくなります。まだ閉めていません。引き継ぐ窓口を選んでください。"
    ),
    "visits.no_mail": _("メールアドレスが入力されていません。お知らせの申込みはまだです。"),
    "visits.nobody_waiting": _("この窓口の用件で待っている方はいません。"),
    "visits.not_a_kiosk": _(
        "この端末は、まだ発券機になっていません。職員が「窓口の設定」でこの端末を発券機にすると使えます。"
    ),
    "visits.not_at_desk": _(
        "窓口%(desk)sにはあなたがいません。何も変わっていません。「窓口を開ける」からその窓口に着いてください。"
    ),
    "visits.not_counter_staff": _("窓口の操作は、課の役割を持つ職員ができます。何も変わっていません。"),
    "visits.not_served_here": _(
        "準備してこられた手続きは、ここでは受け付けていません。番号札は出していません。準備したことは残っています。受付でお尋ねください。"
    ),
    "visits.nothing_chosen": _(
        "用件が選ばれていません。番号札は出していません。一つ以上、%(most)sまで選んでください。"
    ),
    "visits.same_service": _(
        "番号札 %(ticket)s には、その用件がもう入っています。別の用件を選んでください。"
    ),
    "visits.step_moved": _(
        "番号札 %(ticket)s は、先にほかの職員が動かしました（いまの窓口: %(desk)s）。"
        "二重には呼んでいません。一覧を見て、次の方を呼んでください。"
    ),
    "visits.step_not_found": _("その番号札は見つかりませんでした。窓口の画面を開き直してください。"),
    "visits.still_serving": _(
        "窓口で対応中の方がいます（%(tickets)s）。まだ閉めていません。対応を終えるか、対応中のまま閉めることを選んでください。"
    ),
    "visits.too_many_begun": _(
        "同じネットワークから、短い時間にたくさん始められました。新しくは始めていません。%(until)sを過ぎてから、もう一度ためしてください。"
    ),
    "visits.visit_cancelled": _(
        "この予約は取り消されています。受付はしていません。今日の用件なら、番号札をお取りください。"
    ),
    "visits.visit_not_found": _(
        "この番号の受付は見つかりませんでした。番号を確かめるか、窓口でお尋ねください。"
    ),
    "visits.visit_over": _(
        "この番号札（%(ticket)s）の用件は終わっています。ご用があるときは、番号札を取り直してください。"
    ),
    "visits.wrong_branch": _(
        "この予約は、ほかの場所の窓口のものです。受付はまだです。予約の控えで場所を確かめてください。"
    ),
    "visits.wrong_day": _(
        "この予約は%(day)sのものです。今日の受付はまだです。今日の用件なら、番号札をお取りください。"
    ),
}

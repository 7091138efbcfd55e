"""What people are told: of broken rules, and in the log."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "headquarters.body_not_found": _(
        "お探しの会議体は見つかりませんでした。本部の一覧から開き直してください。"
    ),
    "headquarters.seat_not_found": _(
        "お探しの委員は見つかりませんでした。会議体のページから開き直してください。"
    ),
    "headquarters.meeting_not_found": _(
        "お探しの会議は見つかりませんでした。会議の一覧から開き直してください。"
    ),
    "headquarters.item_not_found": _(
        "お探しの議題は見つかりませんでした。次第から外されたのかもしれません。会議を開き直してください。"
    ),
    "headquarters.task_not_found": _(
        "お探しの課題は見つかりませんでした。課題の一覧から開き直してください。"
    ),
    "headquarters.sending_not_found": _(
        "お探しの資料は見つかりませんでした。会議の資料のページから開き直してください。"
    ),
    "headquarters.decision_not_found": _(
        "この議題の決定は、まだ記録されていません。議題のページから記録してください。"
    ),
    "headquarters.subject_not_found": _(
        "議題にしようとしたものが見つかりません。何も加えていません。一覧から選び直してください。"
    ),
    "headquarters.not_secretariat": _(
        "会議の準備ができるのは、DXを推進する課です。何も変えていません。管理者に役割を確かめてください。"
    ),
    "headquarters.not_decider": _(
        "会議の結果を記録できるのは、推進本部とDXを推進する課です。何も変えていません。管理者に役割を確かめてください。"
    ),
    "headquarters.meeting_over": _(
        "「%(meeting)s」は、終わったか中止になっています。何も変えていません。会議のページで今の様子を確かめてください。"
    ),
    "headquarters.changed_meanwhile": _(
        "この画面を開いたあとに、ほかの人が「%(what)s」を変えました。まだ何も保存していません。"
        "画面を開き直し、今の内容を確かめてから、もう一度入力してください。"
    ),
    "headquarters.body_code_taken": _(
        "この符号の会議体が、すでにあります。作っていません。別の符号を付けてください。"
    ),
    "headquarters.seat_taken": _(
        "この期間には、同じ役の人（%(holder)s）がいます。加えていません。前の人の終わりの日を先に入れてください。"
    ),
    "headquarters.seat_period": _("終わりの日が、始まりの日より後になっていません。日付を確かめてください。"),
    "headquarters.session_taken": _(
        "この会議体には「%(session)s」がすでにあります。保存していません。別の回の名前を付けてください。"
    ),
    "headquarters.meeting_times": _(
        "終わりの時刻が、始まりの時刻より後になっていません。時刻を確かめてください。"
    ),
    "headquarters.reason_missing": _(
        "理由か内容が空です。まだ保存していません。書いてから、もう一度送ってください。"
    ),
    "headquarters.papers_not_sent": _(
        "「%(meeting)s」の資料が、まだ送られていません。何も記録していません。先に、会議のページから資料を確定して送ってください。"
    ),
    "headquarters.not_yet_held": _(
        "会議の日がまだ来ていません。何も記録していません。会議の日になってから記録するか、会議の日付を直してください。"
    ),
    "headquarters.already_on_agenda": _(
        "「%(item)s」は、この会議の次第にすでにあります。二重には加えていません。次第から開いてください。"
    ),
    "headquarters.item_sent": _(
        "「%(item)s」の資料は、もう送られています。外していません。取り下げるときは、"
        "「その他」の欄にそのことを書き、追加の資料を送ってください。"
    ),
    "headquarters.item_decided": _(
        "「%(item)s」は、すでに決定が記録されています。何も変えていません。議題のページで決定を確かめてください。"
    ),
    "headquarters.minutes_out": _(
        "「%(meeting)s」の会議要旨は、承認されたか公開されています。何も変えていません。"
        "直すときは、先に会議要旨を差し戻すか取り下げてください。"
    ),
    "headquarters.agenda_empty": _(
        "「%(meeting)s」には議題がありません。送っていません。先に議題を加えてください。"
    ),
    "headquarters.papers_sent": _(
        "「%(meeting)s」の資料は、もう送られています。二重には送っていません。変わったところは、追加の資料として送れます。"
    ),
    "headquarters.nothing_changed": _("送った資料のあとに変わった議題はありません。何も送っていません。"),
    "headquarters.changed_since_papers": _(
        "「%(item)s」は、資料を送ったあとに変わっています。決定は記録していません。会議の資料のページから追加の資料を送るか、"
        "本部が変更を知ったうえで決めたのなら「変更を確認したうえで決めた」に印を付けて、もう一度記録してください。"
    ),
    "headquarters.report_not_decided": _(
        "「%(item)s」は報告事項です。記録していません。報告事項は「了承」だけを選べます。"
        "決めるときは、議題を審議事項に直してください。"
    ),
    "headquarters.not_your_task": _(
        "「%(task)s」を終えられるのは、担当の課か人、推進本部です。何も変えていません。担当の課に頼んでください。"
    ),
    "headquarters.task_closed": _(
        "「%(task)s」は、すでに終わっています。何も変えていません。課題の一覧で確かめてください。"
    ),
    "headquarters.minutes_not_found": _(
        "お探しの会議要旨は見つかりませんでした。まだ公開されていないのかもしれません。会議の一覧から開き直してください。"
    ),
    "headquarters.part_not_found": _(
        "お探しの部分は見つかりませんでした。会議要旨のページから開き直してください。"
    ),
    "headquarters.meeting_not_over": _(
        "「%(meeting)s」は、まだ終わっていません。作っていません。先に、会議のページで会議を終えてください。"
    ),
    "headquarters.minutes_begun": _(
        "「%(meeting)s」の会議要旨は、すでに作られています。二重には作っていません。会議要旨のページを開き直してください。"
    ),
    "headquarters.minutes_moved": _(
        "「%(meeting)s」の会議要旨は、ほかの人が先に進めたか戻しました。何も変えていません。"
        "会議要旨のページを開き直し、今の状態を確かめてください。"
    ),
    "headquarters.not_approver": _(
        "会議要旨を承認できるのは、推進本部の人で、承認を求めた本人ではない人です。承認していません。ほかの人に頼んでください。"
    ),
    "headquarters.names_undecided": _(
        "会議要旨の「%(part)s」に、申請をした人の名前と同じ言葉が%(count)sか所あります。まだ進めていません。"
        "会議要旨のページで、消すか、非公開にするか、そのまま載せるかを決めてください。"
    ),
    "headquarters.task_owner_missing": _("担当が空です。課か人のどちらかを入れてください。"),
}
# What the log of staff's acts says.
ACTIONS: Mapping[str, Promise] = {
    "headquarters.body_set_up": _("会議体を設置"),
    "headquarters.body_changed": _("会議体の内容を変更"),
    "headquarters.seat_added": _("会議体の委員を追加"),
    "headquarters.seat_changed": _("会議体の委員を変更"),
    "headquarters.meeting_fixed": _("会議の日程を決定"),
    "headquarters.meeting_changed": _("会議の日程や場所を変更"),
    "headquarters.meeting_cancelled": _("会議を中止"),
    "headquarters.meeting_held": _("会議の終了を記録"),
    "headquarters.meeting_loaded": _("会議のパックを読み込み"),
    "headquarters.attendance_recorded": _("会議の出席を記録"),
    "headquarters.item_added": _("議題を追加"),
    "headquarters.item_changed": _("議題を変更"),
    "headquarters.item_moved": _("議題の順番を変更"),
    "headquarters.item_removed": _("議題を外した"),
    "headquarters.notes_written": _("会議のメモを記入"),
    "headquarters.file_attached": _("議題にファイルを追加"),
    "headquarters.papers_sent": _("会議の資料を確定して送付"),
    "headquarters.item_decided": _("会議の決定を記録"),
    "headquarters.decision_reworded": _("決定の言葉を修正"),
    "headquarters.minutes_drafted": _("会議要旨の下書きを作成"),
    "headquarters.minutes_written": _("会議要旨を記入"),
    "headquarters.name_allowed": _("会議要旨の名前を確認して残した"),
    "headquarters.minutes_submitted": _("会議要旨の承認を依頼"),
    "headquarters.minutes_returned": _("会議要旨を差し戻し"),
    "headquarters.minutes_approved": _("会議要旨を承認"),
    "headquarters.minutes_published": _("会議要旨を公開"),
    "headquarters.minutes_taken_back": _("会議要旨の公開を取りやめ"),
    "headquarters.task_added": _("会議の課題を追加"),
    "headquarters.task_changed": _("会議の課題を変更"),
    "headquarters.task_closed": _("会議の課題を終了"),
}

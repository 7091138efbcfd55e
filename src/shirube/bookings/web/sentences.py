"""What people are told when a rule of this room is broken."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "bookings.slot_full": _("この枠は満席になりました。予約はまだできていません。ほかの枠を選んでください。"),
    "bookings.slot_over": _("この枠は、予約を受け付ける時間が過ぎました。ほかの枠を選んでください。"),
    "bookings.slot_closed": _("この枠は、受付を止めています。ほかの枠を選んでください。"),
    "bookings.not_yet_open": _(
        "この枠は、まだ予約の受付が始まっていません。受付が始まってから、もう一度お試しください。"
    ),
    "bookings.given_by_lottery": _(
        "この枠は、使う人を抽選で決めます。抽選のあとに残った枠を、先着順で予約できます。"
    ),
    "bookings.lottery_invalid": _(
        "抽選の日時か決まり（%(field)s）が正しくありません。申込みの開始、締切、抽選、先着順の開始の順になるように直してください。"
    ),
    "bookings.nothing_to_draw": _(
        "この期間に、抽選で決められる空きの枠がありません。期間を直してください。何も変わっていません。"
    ),
    "bookings.lottery_settled": _(
        "この抽選は、すでに次の段階に進んでいます。今の状態を画面で確かめてください。"
    ),
    "bookings.lottery_not_found": _("抽選が見つかりませんでした。一覧に戻って、選び直してください。"),
    "bookings.lottery_entry_not_found": _(
        "抽選の申し込みが見つかりませんでした。受付番号と合言葉を確かめてください。"
    ),
    "bookings.lottery_not_open": _(
        "抽選の申し込みの期間ではありません。すでに申し込んだ内容は、そのまま残っています。"
    ),
    "bookings.lottery_wish": _(
        "希望する枠を、1つから%(most)sまで、ちがうものを選んでください。申し込みはまだできていません。"
    ),
    "bookings.priority_class": _("申し込む人の区分を選んでください。申し込みはまだできていません。"),
    "bookings.entry_limit": _(
        "この抽選には、すでに%(most)s回申し込んでいます。前の申し込みは残っています。変えるときは、受付番号と合言葉で開いてください。"
    ),
    "bookings.entry_withdrawn": _(
        "この申し込みは、すでに取り下げられています。もう一度申し込むことができます。"
    ),
    "bookings.lottery_not_due": _("まだ抽選のできる時刻ではないか、加える数字が入っていません。"),
    "bookings.seed_broken": _(
        "しまってある数字が、公表した約束の記号と合いません。抽選はしていません。DX担当に連絡してください。"
    ),
    "bookings.entries_changed": _(
        "申し込みの一覧が、締切のときと変わっています。抽選はしていません。DX担当に連絡してください。"
    ),
    "bookings.public_value": _("公表された数字を入れてください。抽選はまだしていません。"),
    "bookings.slot_not_found": _("枠が見つかりませんでした。一覧に戻って、選び直してください。"),
    "bookings.resource_not_found": _("予約の対象が見つかりませんでした。一覧に戻って、選び直してください。"),
    "bookings.slot_elsewhere": _(
        "別の施設や講座には変更できません。予約はそのままです。新しく予約してから、今の予約を取り消してください。"
    ),
    "bookings.quantity": _("数は1から%(most)sまでにしてください。予約はまだできていません。"),
    "bookings.limit_reached": _(
        "予約できる数（%(most)s）に達しています。新しい予約はできていません。今ある予約を取り消すと、予約できるようになります。"
    ),
    "bookings.twice": _("この枠は、すでに予約しています。「予約の確認・変更」で確かめてください。"),
    "bookings.account_needed": _(
        "この予約には、サインインが必要です。サインインしてから、もう一度選んでください。"
    ),
    "bookings.group_needed": _(
        "この予約は、登録した団体だけができます。団体の登録をしてから、もう一度お試しください。"
    ),
    "bookings.booker_needed": _(
        "お名前と、メールアドレスか電話番号を入れてください。予約はまだできていません。"
    ),
    "bookings.key_taken": _(
        "この予約の受付番号は、別の予約に使われています。最初の画面から、やり直してください。"
    ),
    "bookings.hold_expired": _(
        "席を取っておく時間が過ぎました。予約はできていません。もう一度、枠を選んでください。"
    ),
    "bookings.reservation_not_found": _("予約が見つかりませんでした。予約番号と合言葉を確かめてください。"),
    "bookings.reservation_settled": _(
        "この予約は、すでに取り消されたか、終わっています。今の状態を画面で確かめてください。"
    ),
    "bookings.too_late": _(
        "ご自分で変更や取り消しができる時間が過ぎました。予約はそのままです。担当に電話でご相談ください。"
    ),
    "bookings.no_waiting_list": _("この枠では、空き待ちを受け付けていません。ほかの枠を選んでください。"),
    "bookings.not_waiting": _("この空き待ちは、すでに予約になったか、取り消されています。"),
    "bookings.waiting_not_found": _("空き待ちが見つかりませんでした。番号と合言葉を確かめてください。"),
    "bookings.too_many_guesses": _(
        "番号と合言葉の間違いが続いたため、%(until)sまで受け付けません。時間をおいて、もう一度お試しください。"
    ),
    "bookings.correction_reason": _("直す理由を入れてください。申し込んだ人に知らせます。"),
    "bookings.too_fast": _(
        "このネットワークから、サインインしない申し込みが続いています。今の申し込みは受けていません。1分ほど待って、もう一度お試しください。サインインすると、すぐに申し込めます。"
    ),
    "bookings.too_many_holds": _(
        "このネットワークから、予約しないままの席の確保が続いたため、%(until)sまで受け付けません。サインインすると、すぐに予約できます。"
    ),
    "bookings.too_early": _("開始までに時間があるため、まだ記録できません。日時を確かめてください。"),
    "bookings.not_your_resource": _("担当の課の職員だけができます。何も変わっていません。"),
    "bookings.capacity_below_booked": _(
        "すでに%(booked)s人分の予約があるため、定員を%(wanted)sにはできません。何も変わっていません。先に予約を取り消すか、「新しい順に取り消す」を選んでください。"
    ),
    "bookings.slot_in_past": _(
        "過ぎた時刻の枠や、終わりが始まりより早い枠は作れません。日時を直してください。"
    ),
    "bookings.day_in_past": _("過ぎた日の時間は変えられません。日付を直してください。"),
    "bookings.day_booked": _(
        "この日は、新しい時間の外に予約のある枠が%(booked)s件あります。何も変わっていません。「予約を取り消して知らせる」を選ぶか、日を変えてください。"
    ),
    "bookings.calendar_not_found": _("カレンダーが見つかりませんでした。一覧に戻って、選び直してください。"),
    "bookings.hours_invalid": _(
        "時間「%(text)s」が読み取れないか、重なっています。「09:00-12:00」のように書いてください。"
    ),
    "bookings.policy_invalid": _(
        "「%(field)s」は%(least)sから%(most)sまでにしてください。何も変わっていません。"
    ),
    "bookings.group_not_found": _("団体が見つかりませんでした。団体の番号と合言葉を確かめてください。"),
    "bookings.group_not_accepted": _(
        "この団体は、今は登録されていません。予約はできていません。団体の登録の画面で、今の様子を確かめてください。"
    ),
    "bookings.group_settled": _(
        "この団体の登録は、ほかの人が先に決めたか、まだ更新できる時期ではありません。画面を開き直して確かめてください。"
    ),
    "bookings.group_reviewer": _("課に所属する職員だけが、団体の登録を決められます。何も変わっていません。"),
    "bookings.group_invalid": _(
        "「%(field)s」を確かめてください。市内の会員は、会員の数より多くできません。何も変わっていません。"
    ),
    "bookings.turn_needed": _(
        "今は混み合っているため、順番に予約を受けています。予約はまだできていません。待合室で列に並んでください。"
    ),
    "bookings.doors_closed": _(
        "待合室は、まだ開いていません。開く時刻になってから、もう一度お試しください。"
    ),
    "bookings.not_your_turn": _(
        "まだあなたの番ではないか、番の時間が過ぎました。列の画面で確かめてください。"
    ),
    "bookings.turn_not_found": _("列の番号が見つかりませんでした。もう一度、列に並んでください。"),
    "bookings.no_rush": _("今は列に並ばずに予約できます。枠の一覧から予約してください。"),
    "bookings.rush_invalid": _(
        "「%(field)s」は%(least)sから%(most)sまでにしてください。何も変わっていません。"
    ),
    "bookings.key_needed": _(
        "見出し Idempotency-Key に、8文字から200文字の値を入れてください。予約はできていません。"
    ),
    "bookings.unreadable": _(
        "送られた内容が、この API の形に合いません。何も変わっていません。説明（openapi.json）を確かめてください。"
    ),
}

"""What people are told when a rule of this room is broken."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "bookings.slot_full": _("この枠は満席になりました。予約はまだできていません。ほかの枠を選んでください。"),
    "bookings.slot_over": _("この枠は、予約を受け付ける時間が過ぎました。ほかの枠を選んでください。"),
    "bookings.slot_closed": _("この枠は、受付を止めています。ほかの枠を選んでください。"),
    "bookings.not_yet_open": _(
        "この枠は、まだ予約の受付が始まっていません。受付が始まってから、もう一度お試しください。"
    ),
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
    "bookings.key_needed": _(
        "見出し Idempotency-Key に、8文字から200文字の値を入れてください。予約はできていません。"
    ),
    "bookings.unreadable": _(
        "送られた内容が、この API の形に合いません。何も変わっていません。説明（openapi.json）を確かめてください。"
    ),
}

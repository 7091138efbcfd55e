"""What people are told when a rule of this room is broken: what happened, what was kept, what to do next."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "applications.already_applied": _(
        "この手続は一人一回までで、すでに申請を受け付けています（受付番号 %(receipt_number)s）。"
        "二重には受け付けていません。入力した内容は下書きに残っています。"
    ),
    "applications.answers_not_ready": _(
        "まだ送信していません。直すところが%(count)s か所あります。入力した内容は残っています。"
        "印の付いたところを直して、もう一度送信してください。"
    ),
    "applications.case_not_found": _(
        "お探しの申請は見つかりませんでした。受付番号を確かめるか、マイページの一覧から開き直してください。"
    ),
    "applications.not_your_section": _(
        "この申請は、ほかの課の担当か、今の役割ではできない操作です。何も変わっていません。"
        "必要なときは担当の課に頼んでください。"
    ),
    "applications.draft_busy": _(
        "ほかの端末でも同時に保存していたため、いまの入力をまだ保存していません。画面の入力は残っています。もう一度保存してください。"
    ),
    "applications.draft_not_found": _(
        "お探しの下書きは見つかりませんでした。送信が終わったか、保存の期間が過ぎたか、別の人のものです。"
        "マイページで申請と下書きの一覧を確かめてください。"
    ),
    "applications.entry_not_found": _(
        "お探しの途中の入力は見つかりませんでした。受け取りが済んだか、捨てられたか、保存の期間が過ぎています。申請の一覧を確かめてください。"
    ),
    "applications.entry_moved": _(
        "ほかの画面で、この途中の入力の続きが保存されています。この画面の入力は保存していません。「紙や電話の申請を入れる」の一覧から開き直してください。"
    ),
    "applications.already_taken_in": _(
        "この入力は、もう申請として受け取っています。新しく保存はしていません。申請の一覧を確かめてください。"
    ),
    "applications.file_not_of_draft": _(
        "添付したファイルのうち%(count)s 件が、この下書きに見つかりません。まだ送信していません。"
        "ファイルを選び直してから、もう一度送信してください。"
    ),
    "applications.forgotten": _(
        "この申請は保存の期間が終わったため、内容を消しました。もう見ることはできません。必要なときは担当の課に相談してください。"
    ),
    "applications.form_changed": _(
        "入力している間に、申請の用紙が新しくなりました。まだ送信していません。入力した内容は残っています。"
        "変わったところを確かめて、続きを入力してください。"
    ),
    "applications.level_too_low": _(
        "この手続には、より確かな本人確認が必要です。まだ送信していません。入力した内容は下書きに残っています。"
        "本人確認をしてから、もう一度送信してください。"
    ),
    "applications.not_representable": _(
        "この手続は、本人だけが申請できます。まだ申請していません。書いたことがあれば、下書きに残っています。"
        "くわしくは担当の課に相談してください。"
    ),
    "applications.procedure_not_offered": _(
        "この手続は、いまオンラインでは受け付けていません。入力した内容があれば、下書きに残っています。"
        "窓口や郵送での申し込み方は、手続の案内を見てください。"
    ),
    "applications.reception_closed": _(
        "いまは受付の期間ではありません。まだ送信していません。入力した内容は下書きに残っています。"
        "受付の期間は手続の案内で確かめてください。"
    ),
    "applications.too_many_drafts": _(
        "この手続の下書きが%(limit)s 件あるため、新しい下書きは作っていません。いらない下書きを消してから、もう一度始めてください。"
    ),
    "applications.answers_changed": _(
        "この画面を開いたあとに、ほかの人がこの申請の内容を直しました。あなたの入力はまだ保存していません。"
        "今の内容を確かめてから、もう一度直してください。"
    ),
    "applications.case_moved": _(
        "この申請（%(receipt_number)s）は、ほかの人が先に処理したか、状態が変わっています。今の操作は行っていません。"
        "画面を開き直して、今の状態を確かめてください。"
    ),
    "applications.chain_done": _(
        "この申請の受付後の処理は、終わっているか、いま動いています。やり直していません。一覧を開き直してください。"
    ),
    "applications.conversation_closed": _(
        "この申請は完結しているため、連絡は送っていません。新しい用件は、担当の課に電話するか、新しく申請してください。"
    ),
    "applications.correction_empty": _(
        "どこをどう直してほしいかが書かれていないため、まだ返していません。項目を選ぶか、説明を書いてください。"
    ),
    "applications.document_expired": _(
        "この書類を受け取れる期間は%(download_until)sで終わりました。書類は残っています。もう一度受け取りたいときは、担当の課に相談してください。"
    ),
    "applications.document_not_found": _(
        "お探しの書類は見つかりませんでした。申請の状況の画面から開き直してください。"
    ),
    "applications.label_name": _(
        "ラベルの名前は1文字から%(limit)s文字までです。まだ作っていません。名前を直してください。"
    ),
    "applications.label_not_found": _(
        "お探しのラベルは見つかりませんでした。ほかの人が消したのかもしれません。画面を開き直してください。"
    ),
    "applications.label_taken": _("「%(name)s」というラベルは、すでにあります。新しくは作っていません。"),
    "applications.message_empty": _(
        "まだ送っていません。文を%(limit)s文字までで書くか、ファイルを付けてから送ってください。"
    ),
    "applications.no_document": _(
        "この手続には決まった書類がなく、本文も書かれていないため、まだ発行していません。本文を書くか、書類なしで完結してください。"
    ),
    "applications.not_your_turn": _(
        "この決裁は、今はあなたの番ではないか、自分で起案・承認したものです。何も変わっていません。"
        "代決や引上げが要るときは、画面の案内に従ってください。"
    ),
    "applications.nothing_corrected": _(
        "内容が前と同じため、新しい版は作っていません。直すところを入力してください。"
    ),
    "applications.opinion_not_found": _(
        "お探しの意見照会は見つかりませんでした。取り下げられたのかもしれません。一覧を開き直してください。"
    ),
    "applications.opinion_settled": _(
        "この意見照会は、すでに回答されたか、取り下げられています。何も変わっていません。画面を開き直してください。"
    ),
    "applications.outcome_not_allowed": _(
        "この手続では選べない結果です。まだ起案していません。結果を選び直してください。"
    ),
    "applications.proposal_moved": _(
        "この起案は、ほかの人が先に決裁したか、差し戻し・取り下げになっています。今の操作は行っていません。"
        "画面を開き直して、今の状態を確かめてください。"
    ),
    "applications.purpose_missing": _(
        "個人番号を開く目的が書かれていないため、開いていません。目的は記録に残ります。事務の名前を書いてください。"
    ),
    "applications.reason_missing": _(
        "理由が書かれていないため、まだ行っていません。入力した内容は残っています。理由を書いてください。"
    ),
    "applications.received_later": _(
        "受け取った日（%(received_on)s）が、今日より後か、1年より前になっています。まだ登録していません。日付を確かめてください。"
    ),
    "applications.too_many_cases": _(
        "一度に処理できるのは%(limit)s件までです。何も変わっていません。選ぶ件数を減らしてください。"
    ),
    "applications.unknown_field": _(
        "選んだ項目（%(path)s）は、この申請の用紙にありません。まだ返していません。画面を開き直して選び直してください。"
    ),
    "applications.handover_not_found": _(
        "お探しの連携ファイルの記録は見つかりませんでした。一覧から開き直してください。"
    ),
    "applications.no_export": _(
        "この手続には、連携ファイルの項目が決められていません。ファイルは作っていません。手続の設定で項目を決めてください。"
    ),
    "applications.nothing_to_hand_over": _(
        "連携を待っている申請はありません。ファイルは作っていません。前に渡した申請をもう一度渡すときは、申請を選んで作り直してください。"
    ),
    "applications.substitute_not_found": _(
        "この文字の代わりは決まっていません。ほかの人が取り消したところかもしれません。画面を開き直してください。"
    ),
    "applications.substitute_not_fitting": _(
        "「%(character)s」の代わりの文字は、相手のシステムで使える1文字にしてください。まだ登録していません。"
    ),
    "applications.unknown_act": _(
        "どの操作かわからなかったため、何も変えていません。申請の画面を開き直して、もう一度ボタンを押してください。"
    ),
}

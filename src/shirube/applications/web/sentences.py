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
        "この手続は、本人だけが申請できます。申請は始めていません。くわしくは担当の課に相談してください。"
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
}

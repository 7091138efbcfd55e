"""What residents are told when something at their pages cannot go on."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "applications.mandate_over": _(
        "%(name)sさんの代理の期間が終わっているか、代理が取り消されています。まだ申請していません。書いたことがあれば、下書きに残っています。"
        "続けるには、マイページの「代理」から、もう一度代理の登録を頼んでください。本人が自分で申請することもできます。"
    ),
    "applications.mandate_not_begun": _(
        "%(name)sさんの代理の期間は、まだ始まっていません。まだ申請していません。書いたことがあれば、下書きに残っています。"
        "始まりの日は、マイページの「代理」で見られます。その日になったら、続きから申請してください。"
    ),
    "applications.mandate_not_confirmed": _(
        "%(name)sさんの代理は、まだ確認が済んでいません。まだ申請していません。書いたことがあれば、下書きに残っています。"
        "本人か窓口の確認が済んだら、続きから申請してください。急ぐときは、担当の課に電話してください。"
    ),
    "applications.mandate_out_of_scope": _(
        "%(name)sさんの代理として登録されている手続きに、この手続きは入っていません。まだ申請していません。書いたことがあれば、下書きに残っています。"
        "マイページの「代理」から、この手続きの代理の登録を頼んでください。"
    ),
    "applications.step_not_found": _(
        "このページは、今の答えでは使いません。書いたことは残っています。マイページか下書きの画面から、続きを開いてください。"
    ),
    "applications.signature_missing": _(
        "まだ送信していません。この手続きには電子署名が必要です。署名する書類を受け取り、署名したファイルを選んでから、もう一度送ってください。"
    ),
    "applications.signature_too_large": _(
        "まだ送信していません。選んだファイルは署名のファイルではないようです。署名のソフトが作ったファイル（.p7s など）を選び直してください。"
    ),
    "applications.too_many_guesses": _(
        "番号と合言葉の間違いが続いたため、%(until)sまで止めています。そのあとで、もう一度お試しください。急ぐときは、担当の課に電話してください。"
    ),
}

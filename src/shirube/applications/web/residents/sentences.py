"""What residents are told when something at their pages cannot go on."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
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

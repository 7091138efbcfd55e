"""What people are told when a rule of the interview is broken."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "visits.package_not_found": _(
        "お探しの手続きのまとまりは、この市では用意していません。手続きの一覧から探してください。"
    ),
    "visits.interview_not_found": _(
        "お探しの聞き取りは見つかりませんでした。ほかの市区町村のものか、番号がちがいます。番号を確かめてください。"
    ),
    "visits.interview_forgotten": _(
        "この聞き取りの内容は、もう残っていません。時間が過ぎたか、終わったためです。はじめからやり直してください。"
    ),
    "visits.interview_moved": _(
        "この画面を開いたあとに、ほかの画面で内容が変わりました。今の操作は行っていません。"
        "画面を開き直して、今の内容を確かめてください。"
    ),
    "visits.code_of_elsewhere": _(
        "この二次元コードは、ほかの市区町村で作られたものです。何も開いていません。この市で作ったものを使ってください。"
    ),
    "visits.unknown_code": _(
        "この番号の準備は見つかりませんでした。期限が過ぎたか、読み取りがちがいます。番号を打ち直すか、窓口で聞き取りを始めてください。"
    ),
    "visits.nothing_to_hand_in": _(
        "出す手続きが一つもありません。まだ何も提出していません。はじめの質問の答えを確かめてください。"
    ),
    "visits.talk_step_not_found": _(
        "お探しの質問のページは、今の答えでは使いません。聞き取りの一覧から開き直してください。"
    ),
    "visits.reader_failed": _(
        "カードを読み取れませんでした。何も入れていません。カードを置き直すか、聞いて入力してください。"
    ),
    "visits.unknown_rating": _(
        "どのボタンかわからなかったため、感想は受け取っていません。もう一度押してください。"
    ),
    "visits.sheet_not_found": _(
        "お探しの用紙は見つかりませんでした。ほかの市区町村の用紙か、番号がちがいます。用紙の上の番号を確かめてください。"
    ),
    "visits.sheet_typed_already": _(
        "この用紙は、もう入力されています（受付番号 %(receipt_number)s）。二重には受け付けていません。"
    ),
}

"""What people are told when a rule of the accounts room was broken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "accounts.administrator_exists": _(
        "この自治体にはすでに管理者がいます。新しい管理者は、今の管理者が職員の管理ページから招待してください。"
    ),
    "accounts.already_joined": _("この職員はすでに利用を始めています。招待を送り直す必要はありません。"),
    "accounts.email_taken": _(
        "このメールアドレスの職員がすでにいます。何も登録していません。職員の一覧で探し、役割を変えてください。"
    ),
    "accounts.input_too_long": _(
        "入力が長すぎるため、とっておけませんでした。サインインしてから、もう一度入力してください。"
    ),
    "accounts.insecure_issuer": _(
        "シングルサインオンの提供元は https:// で始まるアドレスで指定してください。設定は変わっていません。"
    ),
    "accounts.invitation_not_open": _(
        "この招待のリンクは使えません。すでに使われたか、72時間の期限が過ぎたか、新しい招待が送られています。"
        "管理者に、招待を送り直すよう頼んでください。"
    ),
    "accounts.key_for_staff": _(
        "署名鍵で示せるのは、住民の提供元だけです。設定は変わっていません。職員の提供元には、クライアントの秘密を使ってください。"
    ),
    "accounts.no_client_key": _(
        "市の署名鍵がまだありません。管理者が「シングルサインオン」のページで提供元を保存し直すと、作られます。"
    ),
    "accounts.last_administrator": _(
        "管理者がいなくなるため、取り消しました。役割もアカウントも元のままです。"
        "先に、ほかの職員を管理者にしてください。"
    ),
    "accounts.nobody_to_keep_for": _(
        "だれの入力か分からないため、とっておけませんでした。サインインしてから、もう一度入力してください。"
    ),
    "accounts.no_second_factor": _(
        "この職員には、取り消す二つ目の確認がありません。次のサインインで、本人が設定します。"
    ),
    "accounts.not_active": _("このアカウントはすでに停止しています。何も変わっていません。"),
    "accounts.not_administrator": _("職員のアカウントを変えられるのは管理者だけです。何も変わっていません。"),
    "accounts.not_closed": _(
        "このアカウントは停止していません。まだ利用を始めていない職員には、招待を送り直してください。"
    ),
    "accounts.own_second_factor": _(
        "自分の二つ目の確認は、ここでは取り消せません。「アカウント」のページで変えるか、ほかの管理者に頼んでください。"
    ),
    "accounts.provider_not_found": _("そのシングルサインオンの設定はありません。名前を確かめてください。"),
    "accounts.role_already_held": _("この職員はすでにその役割を持っています。何も変わっていません。"),
    "accounts.role_incomplete": _(
        "課の職員と課長には課を選び、ほかの役割では課を選ばないでください。役割は変わっていません。"
    ),
    "accounts.role_not_held": _(
        "その役割はすでに外されています。ページを開き直して、今の役割を確かめてください。"
    ),
    "accounts.session_not_found": _("そのサインインはすでに終わっています。何もする必要はありません。"),
    "accounts.staff_not_found": _("その職員は見つかりませんでした。職員の一覧から探してください。"),
    "accounts.vouching_without_domain": _(
        "提供元のメールアドレスを確認済みとみなすには、ドメインを指定してください。設定は変わっていません。"
    ),
}

"""The log in words: what was done, and with what."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.ui.actions import action_words as taught_words

_ACTIONS: Mapping[str, Promise] = {
    "accounts.authority_added": _("認証局を登録"),
    "accounts.authority_crl_renewed": _("失効リストを更新"),
    "accounts.authority_removed": _("認証局を削除"),
    "accounts.demonstration_resident_created": _("実演用の住民を作成"),
    "accounts.demonstration_staff_created": _("実演用の職員を作成"),
    "accounts.first_administrator_created": _("最初の管理者を作成"),
    "accounts.input_kept": _("サインインが切れたときの入力を保管"),
    "accounts.invitation_renewed": _("招待を送り直し"),
    "accounts.kept_input_forgotten": _("保管した入力を削除"),
    "accounts.mandate_confirmed": _("代理を確認"),
    "accounts.mandate_ended": _("代理を終了"),
    "accounts.mandate_read": _("代理の届けを閲覧"),
    "accounts.mandate_refused": _("代理を認めない"),
    "accounts.mandate_requested": _("代理を届け出"),
    "accounts.other_sessions_ended": _("ほかのサインインを終了"),
    "accounts.password_changed": _("パスワードを変更"),
    "accounts.resident_address_changed": _("住民がメールアドレスを変更"),
    "accounts.resident_card_linked": _("住民がカードをつなぐ"),
    "accounts.resident_card_unlinked": _("住民がカードを外す"),
    "accounts.resident_closed": _("住民がアカウントを閉鎖"),
    "accounts.resident_described": _("住民が氏名などを変更"),
    "accounts.resident_other_sessions_ended": _("住民がほかのサインインを終了"),
    "accounts.resident_session_ended": _("住民がサインインを終了"),
    "accounts.resident_signed_in": _("住民がサインイン"),
    "accounts.role_assigned": _("役割を追加"),
    "accounts.role_withdrawn": _("役割を削除"),
    "accounts.second_factor_added": _("二つ目の確認を登録"),
    "accounts.second_factor_removed": _("二つ目の確認を削除"),
    "accounts.second_factor_reset": _("ほかの人の二つ目の確認を取り消し"),
    "accounts.session_ended": _("サインインを終了"),
    "accounts.sign_in_locked": _("サインインを一時停止"),
    "accounts.signed_in": _("サインイン"),
    "accounts.staff_deactivated": _("アカウントを停止"),
    "accounts.staff_invited": _("職員を招待"),
    "accounts.staff_joined": _("利用を開始"),
    "accounts.staff_reactivated": _("アカウントの停止を解除"),
    "accounts.staff_unlocked": _("サインインの停止を解除"),
    "files.document_made": _("文書を作成"),
    "files.file_attached": _("ファイルを添付"),
    "files.file_discarded": _("ファイルを削除"),
    "files.file_rejected": _("ファイルを拒否（ウイルス）"),
    "files.file_scanned": _("ファイルを検査"),
    "files.file_uploaded": _("ファイルを受け取り"),
    "files.key_made": _("ファイルの鍵を作成"),
    "forms.draft_discarded": _("フォームの下書きを破棄"),
    "forms.draft_saved": _("フォームの下書きを保存"),
    "forms.draft_started": _("フォームの下書きを開始"),
    "forms.form_announced": _("フォームの切替えを予約"),
    "forms.form_called_off": _("フォームの切替えを取りやめ"),
    "forms.form_published": _("フォームを公開"),
    "forms.form_withdrawn": _("フォームの公開を終了"),
    "forms.lock_released": _("フォームの編集を終了"),
    "forms.lock_taken": _("フォームの編集を開始"),
    "forms.lock_taken_over": _("フォームの編集を引き継ぎ"),
    "jobs.job_retried": _("止まった処理をやり直し"),
    "measures.snapshots_taken": _("自動の数値を記録"),
    "measures.rebuilt": _("数値をはじめから数え直した"),
    "measures.series_defined": _("取り込む数値の登録を保存"),
    "measures.series_imported": _("数値を取り込んだ"),
    "notices.sent_again": _("お知らせを送り直し"),
    "notices.text_saved": _("お知らせの文面を保存"),
    "notices.told_otherwise": _("お知らせを別の方法で伝達"),
    "notices.trial_sent": _("お知らせの試し送り"),
    "organizations.municipality_registered": _("自治体を登録"),
    "organizations.section_renamed": _("課の名前を変更"),
    "plans.action_reported": _("実施事項を報告"),
    "plans.ooda_written": _("OODAの記録を作成"),
    "plans.plan_edited": _("計画を変更"),
    "plans.plan_loaded": _("計画を読み込み"),
    "plans.reading_confirmed": _("測った値を確かめた"),
    "plans.reading_entered": _("指標の値を入力"),
    "plans.review_moved": _("振り返りを次へ送付・差戻し"),
    "plans.review_written": _("振り返りを保存"),
    "plans.section_reminded": _("課へお知らせを送付"),
    "procedures.procedure_added": _("まちの手続を提案"),
    "procedures.procedure_assigned": _("手続の担当の課を変更"),
    "procedures.procedure_edited": _("手続の内容を変更"),
    "procedures.procedure_loaded": _("手続をパックから読み込み"),
    "procedures.procedure_restored": _("手続をパックの値に戻した"),
    "procedures.procedure_switched": _("手続の受付を切替え"),
    "procedures.proposal_discarded": _("手続の提案を取下げ"),
}
_FACTS: Mapping[str, Promise] = {
    "attached_to": _("添付先"),
    "fiscal_year": _("年度"),
    "from": _("変更前"),
    "measured_on": _("いつの値か"),
    "methods": _("方法"),
    "move": _("動き"),
    "on": _("日付"),
    "reason": _("理由"),
    "replaced_edits": _("画面での変更を置き換え"),
    "role": _("役割"),
    "section": _("課"),
    "slug": _("計画"),
    "state": _("状態"),
    "to": _("変更後"),
    "value": _("値"),
    "version": _("版"),
    "waiting": _("件数"),
}


def action_words(action: str) -> str:
    """What was done; of rooms that teach their own words, in those; else the code itself."""
    return str(_ACTIONS[action]) if action in _ACTIONS else taught_words(action)


def fact_words(facts: Mapping[str, object]) -> str:
    """「理由: 議会の意見、版: 2」. Facts without a word of their own are ids and stay out."""
    return "、".join(f"{_FACTS[name]}: {_plain(value)}" for name, value in facts.items() if name in _FACTS)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(_("はい") if value else _("いいえ"))
    return "・".join(str(one) for one in value) if isinstance(value, list) else str(value)

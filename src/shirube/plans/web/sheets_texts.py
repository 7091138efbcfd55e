"""The sentences inside an update sheet, for those who fill it in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from shirube.plans.domain.sheets.xlsx_file import SheetTexts


def sheet_texts() -> SheetTexts:
    """In the language in force."""
    return SheetTexts(
        guide=_guide(),
        kpi_hint=_("色の付いたセルに記入します。記入しない行は空のままで構いません。"),
        action_hint=_("色の付いたセルに記入します。「遅れ」と「中止」には理由が必要です。"),
        no_rows=_("この課が記入する項目はありません。"),
        day_prompt=_("値を測った日を、この年度のうちから入力してください。例: 2026/4/1、R8.4.1"),
        value_prompt=_("単位の欄に書かれた単位で、数だけを入力してください。"),
        state_prompt=_("予定どおり、遅れ、完了、中止 から選んでください。"),
        reason_prompt=_("市民に公開されます。2000字まで。"),
    )


def _guide() -> list[str]:
    return [
        _(
            "1. 「評価指標」と「実施事項」のシートの、色の付いたセルに記入します。ほかのセルは保護されています。"
        ),
        _(
            "2. 評価指標: 測定日、値、出典は必ず、備考は必要なときに記入します。まだ測っていない行は空のままにします。"
        ),
        _("3. 測定日は 2026/4/1、2026年4月1日、令和8年4月1日、R8.4.1 のどの形でも構いません。"),
        _(
            "4. 値は数だけを記入します。全角の数字も読み取れます。単位が % の指標は、50%なら 50 と記入します。"
        ),
        _("5. 実施事項: 状況を一覧から選びます。「遅れ」と「中止」には、市民に伝わる理由を書きます。"),
        _("6. 数式は使えません。別の表から写すときは「値の貼り付け」を使います。"),
        _("7. 行の追加、削除、セルの結合、列の並べ替えはしないでください。"),
        _(
            "8. 保存したら、ダウンロードしたページで送ります。適用の前に、変わるところを画面で確かめられます。"
        ),
        _("9. 1か所でも直すところがあると、何も適用されません。直すセルの番地が画面に出ます。"),
    ]

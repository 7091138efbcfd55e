"""What people are told about an update sheet: each kind of problem with its remedy, and each broken rule."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.kernel.sheets.problems import Fault
from shirube.plans.domain.sheets.faults import PlanFault
from shirube.ui.sheet_problems import SHEET_PROBLEMS, ProblemText

SENTENCES: Mapping[str, Promise] = {
    "plans.sheet_not_found": _(
        "その更新シートは見つかりませんでした。更新シートのページから選び直してください。"
    ),
    "plans.sheet_year": _(
        "この計画には、その年度の更新シートがありません。更新シートのページで、年度を選び直してください。"
    ),
    "plans.sheet_already_applied": _(
        "この更新シートは、すでに適用されています。二重には適用していません。今の値は計画のページで確かめられます。"
    ),
    "plans.sheet_outdated": _(
        "シートを確かめたあとに、ほかの人が値を変えました。まだ何も適用していません。新しい違いを確かめてください。"
    ),
}

_DOWNLOAD = _("この課の更新シートをダウンロードし直し、新しいシートに記入してください。")

# Beside what any sheet may have wrong (ui.sheet_problems).
PROBLEMS: Mapping[StrEnum, ProblemText] = {
    **SHEET_PROBLEMS,
    Fault.NOT_A_SHEET: ProblemText(
        _("更新シートのファイル（ExcelブックかCSV）ではありません。"),
        _("ダウンロードした更新シートに記入し、そのファイルを選んでください。"),
    ),
    PlanFault.OTHER_PLAN: ProblemText(
        _("ほかの計画（%(found)s）の更新シートです。ここは%(wanted)sです。"), _DOWNLOAD
    ),
    PlanFault.OTHER_SECTION: ProblemText(
        _("ほかの課（%(found)s）の更新シートです。ここは%(wanted)sです。"),
        _("%(wanted)sのシートを選び直すか、%(found)sのページから送ってください。"),
    ),
    PlanFault.OTHER_YEAR: ProblemText(
        _("%(found)sの更新シートです。ここは%(wanted)sです。"),
        _("%(wanted)sのシートを選び直すか、年度を%(found)sに変えて送ってください。"),
    ),
    PlanFault.NOTHING_FILLED_IN: ProblemText(
        _("記入されたセルがありません。"), _("色の付いたセルに記入し、保存してから送ってください。")
    ),
    PlanFault.UNKNOWN_KIND: ProblemText(
        _("種類が「評価指標」でも「実施事項」でもありません。"),
        _("ダウンロードしたときの種類に戻してください。"),
    ),
    PlanFault.TOKEN_MISSING: ProblemText(
        _("識別番号のない行に記入されています。行を足すことはできません。"),
        _("同じ項目のもとの行に記入し、足した行は消してください。"),
    ),
    PlanFault.ROW_MISSING: ProblemText(
        _("「%(name)s」の行がありません。消されたか、シートを作ったあとに計画へ加わった項目です。"), _DOWNLOAD
    ),
    Fault.ROW_UNKNOWN: ProblemText(_("この行の項目は、今の計画ではこの課の項目ではありません。"), _DOWNLOAD),
    PlanFault.WRONG_COLUMN: ProblemText(
        _("この種類の行には「%(heading)s」を記入できません。"),
        _("このセルを空にし、正しい行に記入してください。"),
    ),
    PlanFault.DATE_OUTSIDE_YEAR: ProblemText(
        _("%(day)sは、このシートの%(year)sの日ではありません。"),
        _("%(year)s（4月1日から翌年3月31日まで）の日を入力するか、その日の年度のシートに記入してください。"),
    ),
    PlanFault.DATE_MISSING: ProblemText(_("測定日が空です。"), _("値を測った日を入力してください。")),
    PlanFault.VALUE_MISSING: ProblemText(
        _("値が空です。"),
        _("値を入力してください。まだ測っていないときは、この行の記入をすべて消してください。"),
    ),
    PlanFault.SOURCE_MISSING: ProblemText(
        _("出典が空です。"), _("値をどこから取ったか（集計表の名前など）を入力してください。")
    ),
    PlanFault.UNKNOWN_STATE: ProblemText(
        _("状況の言葉が一覧にありません。"), _("予定どおり、遅れ、完了、中止 のどれかを選んでください。")
    ),
    PlanFault.STATE_MISSING: ProblemText(
        _("理由だけがあり、状況が空です。"), _("状況を一覧から選ぶか、理由も消してください。")
    ),
    PlanFault.REASON_MISSING: ProblemText(
        _("状況が「%(state)s」ですが、理由が空です。理由は市民にも公開されます。"),
        _("理由を、市民に伝わる言葉で入力してください。"),
    ),
}

"""What people are told about an update sheet: each kind of problem with its remedy, and each broken rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.plans.domain.sheets.problems import Fault

SENTENCES: Mapping[str, Promise] = {
    "plans.invalid_sheet": _(
        "シートに直すところが%(count)s件あります。何も保存していません。直して、もう一度送ってください。"
    ),
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


@dataclass(frozen=True, slots=True)
class ProblemText:
    """What is wrong, and what to do about it; `%(name)s` stands for a fact of the problem."""

    wrong: str | Promise
    remedy: str | Promise


_DOWNLOAD = _("この課の更新シートをダウンロードし直し、新しいシートに記入してください。")
_SAVE_AS_XLSX = _(
    "表計算ソフトで開き、「名前を付けて保存」で「Excelブック（.xlsx）」を選んで保存し直してください。"
)

FILE_PROBLEMS: Mapping[Fault, ProblemText] = {
    Fault.EMPTY_FILE: ProblemText(
        _("ファイルの中身がありません。"), _("記入したシートを保存してから、そのファイルを選んでください。")
    ),
    Fault.TOO_LARGE: ProblemText(
        _("ファイルが大きすぎます。受け付けられるのは%(limit)sMBまでです。"),
        _("貼り付けた画像などを取り除くか、更新シートをダウンロードし直して、値だけを書き写してください。"),
    ),
    Fault.NOT_A_SHEET: ProblemText(
        _("更新シートのファイル（ExcelブックかCSV）ではありません。"),
        _("ダウンロードした更新シートに記入し、そのファイルを選んでください。"),
    ),
    Fault.OLD_EXCEL: ProblemText(_("古い形式のExcelファイル（.xls）です。"), _SAVE_AS_XLSX),
    Fault.ENCRYPTED: ProblemText(
        _("パスワードで暗号化されているため、中を読めません。"),
        _("Excelの「ファイル」→「情報」→「ブックの保護」でパスワードを外し、保存してから送ってください。"),
    ),
    Fault.MACROS: ProblemText(_("マクロを含むファイルは、安全のため受け付けていません。"), _SAVE_AS_XLSX),
    Fault.UNPACKS_TOO_LARGE: ProblemText(
        _("ファイルを広げると大きくなりすぎるため、読み取りを止めました。"),
        _("表の外の行や列を削除して保存し直すか、更新シートをダウンロードし直して書き写してください。"),
    ),
    Fault.TOO_MANY_CELLS: ProblemText(
        _("行やセルの数が多すぎます。表の外まで書式や値が広がっているようです。"),
        _("表の下の行と右の列を選んで「削除」し、保存し直してください。"),
    ),
    Fault.UNSAFE_XML: ProblemText(
        _("表計算ソフトが作るファイルにはない、危険な記述がありました。"), _DOWNLOAD
    ),
    Fault.BROKEN: ProblemText(
        _("ファイルが壊れているため、読み取れませんでした。"),
        _(
            "表計算ソフトで開けるか確かめて保存し直してください。開けないときは、シートをダウンロードし直してください。"
        ),
    ),
    Fault.UNKNOWN_ENCODING: ProblemText(
        _("CSVの文字コードを読み取れませんでした。"),
        _("「CSV UTF-8」か「CSV（Shift_JIS）」を選んで保存し直してください。"),
    ),
    Fault.NOT_OUR_SHEET: ProblemText(_("しるべからダウンロードした更新シートではありません。"), _DOWNLOAD),
    Fault.OTHER_FORMAT: ProblemText(_("前の版のしるべで作られた更新シートです。"), _DOWNLOAD),
    Fault.OTHER_MUNICIPALITY: ProblemText(
        _("ほかの自治体（%(found)s）の更新シートです。ここは%(wanted)sです。"), _DOWNLOAD
    ),
    Fault.OTHER_PLAN: ProblemText(
        _("ほかの計画（%(found)s）の更新シートです。ここは%(wanted)sです。"), _DOWNLOAD
    ),
    Fault.OTHER_SECTION: ProblemText(
        _("ほかの課（%(found)s）の更新シートです。ここは%(wanted)sです。"),
        _("%(wanted)sのシートを選び直すか、%(found)sのページから送ってください。"),
    ),
    Fault.OTHER_YEAR: ProblemText(
        _("%(found)sの更新シートです。ここは%(wanted)sです。"),
        _("%(wanted)sのシートを選び直すか、年度を%(found)sに変えて送ってください。"),
    ),
    Fault.NOTHING_FILLED_IN: ProblemText(
        _("記入されたセルがありません。"), _("色の付いたセルに記入し、保存してから送ってください。")
    ),
    Fault.NOTHING_CHANGED: ProblemText(
        _("記入された%(count)s件は、すべて今の値と同じです。"),
        _("適用するものはありません。値を変えるときは、色の付いたセルを書き直して送ってください。"),
    ),
}

PLACE_PROBLEMS: Mapping[Fault, ProblemText] = {
    Fault.SHEET_MISSING: ProblemText(
        _("このシートがありません。名前が変わったか、削除されています。"), _DOWNLOAD
    ),
    Fault.COLUMN_MISSING: ProblemText(_("「%(heading)s」の列がありません。"), _DOWNLOAD),
    Fault.COLUMN_TWICE: ProblemText(
        _("「%(heading)s」の列が2つあります。"), _("あとから足した列を削除してください。")
    ),
    Fault.MERGED: ProblemText(
        _("セルが結合されています。"), _("結合を解除し、それぞれのセルに値を書いてください。")
    ),
    Fault.UNKNOWN_KIND: ProblemText(
        _("種類が「評価指標」でも「実施事項」でもありません。"),
        _("ダウンロードしたときの種類に戻してください。"),
    ),
    Fault.TOKEN_MISSING: ProblemText(
        _("識別番号のない行に記入されています。行を足すことはできません。"),
        _("同じ項目のもとの行に記入し、足した行は消してください。"),
    ),
    Fault.TOKEN_CHANGED: ProblemText(
        _("識別番号が書き換わっているか、ほかのシートから貼り付けた行です。"), _DOWNLOAD
    ),
    Fault.ROW_TWICE: ProblemText(
        _("「%(name)s」の行が2つあります（はじめは%(first)s行目）。"),
        _("どちらか一方の行を消してください。"),
    ),
    Fault.ROW_MISSING: ProblemText(
        _("「%(name)s」の行がありません。消されたか、シートを作ったあとに計画へ加わった項目です。"), _DOWNLOAD
    ),
    Fault.ROW_UNKNOWN: ProblemText(_("この行の項目は、今の計画ではこの課の項目ではありません。"), _DOWNLOAD),
    Fault.ROW_MIXED: ProblemText(
        _("識別番号は「%(name)s」のものですが、行の名前が違います。一部の列だけ並べ替えたようです。"),
        _("並べ替えを元に戻すか、シートをダウンロードし直して記入してください。"),
    ),
    Fault.OUTDATED: ProblemText(
        _("シートを作ったあとに、「%(name)s」の値か項目が変わりました。"),
        _("シートをダウンロードし直し、今の値を見てから、この行を書き直してください。"),
    ),
    Fault.FORMULA: ProblemText(
        _("数式が入っています。"),
        _("数式ではなく値を入力してください（コピーして「値の貼り付け」でも直せます）。"),
    ),
    Fault.ERROR_VALUE: ProblemText(
        _("計算のエラー（#DIV/0! など）になっています。"), _("正しい値を入力してください。")
    ),
    Fault.WRONG_COLUMN: ProblemText(
        _("この種類の行には「%(heading)s」を記入できません。"),
        _("このセルを空にし、正しい行に記入してください。"),
    ),
    Fault.NOT_A_DATE: ProblemText(
        _("日付として読み取れません。"),
        _("2026/4/1、2026年4月1日、令和8年4月1日、R8.4.1 のどれかの形で入力してください。"),
    ),
    Fault.DATE_IN_FUTURE: ProblemText(
        _("%(day)sは、まだ来ていない日です。"), _("今日までの、実際に測った日を入力してください。")
    ),
    Fault.DATE_OUTSIDE_YEAR: ProblemText(
        _("%(day)sは、このシートの%(year)sの日ではありません。"),
        _("%(year)s（4月1日から翌年3月31日まで）の日を入力するか、その日の年度のシートに記入してください。"),
    ),
    Fault.DATE_MISSING: ProblemText(_("測定日が空です。"), _("値を測った日を入力してください。")),
    Fault.NOT_A_NUMBER: ProblemText(
        _("数として読み取れません。"),
        _("数だけを入力してください（全角の数字でも読み取れます）。単位は「%(unit)s」です。"),
    ),
    Fault.PERCENT: ProblemText(
        _("％の値ですが、この指標の単位は「%(unit)s」です。"),
        _("セルの表示形式を「標準」に直し、「%(unit)s」で数えた数を入力してください。"),
    ),
    Fault.TOO_MANY_DECIMALS: ProblemText(
        _("小数点の下が長すぎます。"), _("小数は4けたまでにして（四捨五入など）、入力し直してください。")
    ),
    Fault.NUMBER_TOO_LARGE: ProblemText(
        _("数が大きすぎます。整数の部分は14けたまでです。"), _("けたと単位「%(unit)s」を確かめてください。")
    ),
    Fault.VALUE_MISSING: ProblemText(
        _("値が空です。"),
        _("値を入力してください。まだ測っていないときは、この行の記入をすべて消してください。"),
    ),
    Fault.SOURCE_MISSING: ProblemText(
        _("出典が空です。"), _("値をどこから取ったか（集計表の名前など）を入力してください。")
    ),
    Fault.TOO_LONG: ProblemText(_("文が長すぎます。"), _("%(longest)s字までに縮めてください。")),
    Fault.UNKNOWN_STATE: ProblemText(
        _("状況の言葉が一覧にありません。"), _("予定どおり、遅れ、完了、中止 のどれかを選んでください。")
    ),
    Fault.STATE_MISSING: ProblemText(
        _("理由だけがあり、状況が空です。"), _("状況を一覧から選ぶか、理由も消してください。")
    ),
    Fault.REASON_MISSING: ProblemText(
        _("状況が「%(state)s」ですが、理由が空です。理由は市民にも公開されます。"),
        _("理由を、市民に伝わる言葉で入力してください。"),
    ),
}
PROBLEMS: Mapping[Fault, ProblemText] = {**FILE_PROBLEMS, **PLACE_PROBLEMS}

"""What is wrong with a sheet that somebody filled in: a sentence and a remedy for each place, as tables for its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from shirube.kernel.sheets.problems import Fault, Place, SheetProblem
from shirube.ui.tables import Cell, Column, Table

# More than anybody mends in one go; the rest shows after the next upload.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ProblemText:
    """What is wrong, and what to do about it; `%(name)s` stands for a fact of the problem."""

    wrong: str | Promise
    remedy: str | Promise


_DOWNLOAD = gettext_lazy("シートをダウンロードし直し、新しいシートに記入してください。")
_SAVE_AS_XLSX = gettext_lazy(
    "表計算ソフトで開き、「名前を付けて保存」で「Excelブック（.xlsx）」を選んで保存し直してください。"
)
# Rooms add those of their own faults.
SHEET_PROBLEMS: Mapping[StrEnum, ProblemText] = {
    Fault.EMPTY_FILE: ProblemText(
        gettext_lazy("ファイルの中身がありません。"),
        gettext_lazy("記入したシートを保存してから、そのファイルを選んでください。"),
    ),
    Fault.TOO_LARGE: ProblemText(
        gettext_lazy("ファイルが大きすぎます。受け付けられるのは%(limit)sMBまでです。"),
        gettext_lazy(
            "貼り付けた画像などを取り除くか、シートをダウンロードし直して、値だけを書き写してください。"
        ),
    ),
    Fault.NOT_A_SHEET: ProblemText(
        gettext_lazy("Excelブック（.xlsx）として読めません。"),
        gettext_lazy("ダウンロードしたシートに記入し、そのファイルを選んでください。"),
    ),
    Fault.OLD_EXCEL: ProblemText(gettext_lazy("古い形式のExcelファイル（.xls）です。"), _SAVE_AS_XLSX),
    Fault.ENCRYPTED: ProblemText(
        gettext_lazy("パスワードで暗号化されているため、中を読めません。"),
        gettext_lazy(
            "Excelの「ファイル」→「情報」→「ブックの保護」でパスワードを外し、保存してから送ってください。"
        ),
    ),
    Fault.MACROS: ProblemText(
        gettext_lazy("マクロを含むファイルは、安全のため受け付けていません。"), _SAVE_AS_XLSX
    ),
    Fault.UNPACKS_TOO_LARGE: ProblemText(
        gettext_lazy("ファイルを広げると大きくなりすぎるため、読み取りを止めました。"),
        gettext_lazy(
            "表の外の行や列を削除して保存し直すか、シートをダウンロードし直して書き写してください。"
        ),
    ),
    Fault.TOO_MANY_CELLS: ProblemText(
        gettext_lazy("行やセルの数が多すぎます。表の外まで書式や値が広がっているようです。"),
        gettext_lazy("表の下の行と右の列を選んで「削除」し、保存し直してください。"),
    ),
    Fault.UNSAFE_XML: ProblemText(
        gettext_lazy("表計算ソフトが作るファイルにはない、危険な記述がありました。"), _DOWNLOAD
    ),
    Fault.BROKEN: ProblemText(
        gettext_lazy("ファイルが壊れているため、読み取れませんでした。"),
        gettext_lazy(
            "表計算ソフトで開けるか確かめて保存し直してください。開けないときは、シートをダウンロードし直してください。"
        ),
    ),
    Fault.UNKNOWN_ENCODING: ProblemText(
        gettext_lazy("CSVの文字コードを読み取れませんでした。"),
        gettext_lazy("「CSV UTF-8」か「CSV（Shift_JIS）」を選んで保存し直してください。"),
    ),
    Fault.NOT_OUR_SHEET: ProblemText(
        gettext_lazy("しるべからダウンロードしたシートではありません。"), _DOWNLOAD
    ),
    Fault.OTHER_FORMAT: ProblemText(gettext_lazy("前の版のしるべで作られたシートです。"), _DOWNLOAD),
    Fault.OTHER_MUNICIPALITY: ProblemText(
        gettext_lazy("ほかの自治体（%(found)s）のシートです。ここは%(wanted)sです。"), _DOWNLOAD
    ),
    Fault.NOTHING_CHANGED: ProblemText(
        gettext_lazy("記入された%(count)s件は、すべて今の値と同じです。"),
        gettext_lazy(
            "適用するものはありません。値を変えるときは、色の付いたセルを書き直して送ってください。"
        ),
    ),
    Fault.SHEET_MISSING: ProblemText(
        gettext_lazy("このシートがありません。名前が変わったか、削除されています。"), _DOWNLOAD
    ),
    Fault.COLUMN_MISSING: ProblemText(gettext_lazy("「%(heading)s」の列がありません。"), _DOWNLOAD),
    Fault.COLUMN_TWICE: ProblemText(
        gettext_lazy("「%(heading)s」の列が2つあります。"),
        gettext_lazy("あとから足した列を削除してください。"),
    ),
    Fault.MERGED: ProblemText(
        gettext_lazy("セルが結合されています。"),
        gettext_lazy("結合を解除し、それぞれのセルに値を書いてください。"),
    ),
    Fault.TOKEN_CHANGED: ProblemText(
        gettext_lazy("識別番号が書き換わっているか、ほかのシートから貼り付けた行です。"), _DOWNLOAD
    ),
    Fault.ROW_TWICE: ProblemText(
        gettext_lazy("「%(name)s」の行が2つあります（はじめは%(first)s行目）。"),
        gettext_lazy("どちらか一方の行を消してください。"),
    ),
    Fault.ROW_UNKNOWN: ProblemText(gettext_lazy("この行の項目は、今はここの項目ではありません。"), _DOWNLOAD),
    Fault.ROW_MIXED: ProblemText(
        gettext_lazy(
            "識別番号は「%(name)s」のものですが、行の名前が違います。一部の列だけ並べ替えたようです。"
        ),
        gettext_lazy("並べ替えを元に戻すか、シートをダウンロードし直して記入してください。"),
    ),
    Fault.OUTDATED: ProblemText(
        gettext_lazy("シートを作ったあとに、「%(name)s」の値か項目が変わりました。"),
        gettext_lazy("シートをダウンロードし直し、今の値を見てから、この行を書き直してください。"),
    ),
    Fault.FORMULA: ProblemText(
        gettext_lazy("数式が入っています。"),
        gettext_lazy("数式ではなく値を入力してください（コピーして「値の貼り付け」でも直せます）。"),
    ),
    Fault.ERROR_VALUE: ProblemText(
        gettext_lazy("計算のエラー（#DIV/0! など）になっています。"),
        gettext_lazy("正しい値を入力してください。"),
    ),
    Fault.NOT_A_DATE: ProblemText(
        gettext_lazy("日付として読み取れません。"),
        gettext_lazy("2026/4/1、2026年4月1日、令和8年4月1日、R8.4.1 のどれかの形で入力してください。"),
    ),
    Fault.DATE_IN_FUTURE: ProblemText(
        gettext_lazy("%(day)sは、まだ来ていない日です。"), gettext_lazy("今日までの日を入力してください。")
    ),
    Fault.NOT_A_NUMBER: ProblemText(
        gettext_lazy("数として読み取れません。"),
        gettext_lazy("数だけを入力してください（全角の数字でも読み取れます）。単位は「%(unit)s」です。"),
    ),
    Fault.PERCENT: ProblemText(
        gettext_lazy("％の値ですが、ここの単位は「%(unit)s」です。"),
        gettext_lazy("セルの表示形式を「標準」に直し、「%(unit)s」で数えた数を入力してください。"),
    ),
    Fault.TOO_MANY_DECIMALS: ProblemText(
        gettext_lazy("小数点の下が長すぎます。"),
        gettext_lazy("小数は4けたまでにして（四捨五入など）、入力し直してください。"),
    ),
    Fault.NUMBER_TOO_LARGE: ProblemText(
        gettext_lazy("数が大きすぎます。整数の部分は14けたまでです。"),
        gettext_lazy("けたと単位「%(unit)s」を確かめてください。"),
    ),
    Fault.TOO_LONG: ProblemText(
        gettext_lazy("文が長すぎます。"), gettext_lazy("%(longest)s字までに縮めてください。")
    ),
}


@dataclass(frozen=True, slots=True)
class FileProblem:
    wrong: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """`whole` are about the file, `tables` about places in it; `more` counts what is not shown."""

    count: int
    whole: Sequence[FileProblem]
    tables: Sequence[Table]
    more: int


Texts = Mapping[StrEnum, ProblemText]


def report_problems(problems: Sequence[SheetProblem], texts: Texts) -> ProblemReport:
    """The problems in the order of sheets and rows in which they were found, in the words of `texts`."""
    shown = problems[:MOST_SHOWN]
    places = [problem for problem in shown if problem.place != Place()]
    sheets = dict.fromkeys(problem.place.sheet for problem in places)
    return ProblemReport(
        count=len(problems),
        whole=[_sentences(problem, texts) for problem in shown if problem.place == Place()],
        tables=[_table(sheet, [p for p in places if p.place.sheet == sheet], texts) for sheet in sheets],
        more=len(problems) - len(shown),
    )


def _sentences(problem: SheetProblem, texts: Texts) -> FileProblem:
    text = texts[problem.code]
    return FileProblem(str(text.wrong) % problem.facts, str(text.remedy) % problem.facts)


def _table(sheet: str, problems: Iterable[SheetProblem], texts: Texts) -> Table:
    rows = tuple(_row(problem, texts) for problem in problems)
    words = ngettext(
        "シート「%(sheet)s」の直すところ %(count)s件",
        "シート「%(sheet)s」の直すところ %(count)s件",
        len(rows),
    )
    columns = (
        Column(_("セル")),
        Column(_("今の内容")),
        Column(_("直すところ")),
        Column(_("直し方")),
    )
    return Table(words % {"sheet": sheet, "count": len(rows)}, columns, rows)


def _row(problem: SheetProblem, texts: Texts) -> tuple[Cell, ...]:
    sentences = _sentences(problem, texts)
    return (
        Cell(problem.place.cell or _("シート全体")),
        Cell(problem.found or None, missing=_("空")),
        Cell(sentences.wrong),
        Cell(sentences.remedy),
    )

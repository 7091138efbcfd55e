"""What people are told: of broken rules, of what is wrong in a value or a sheet, and in the log."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.kernel.sheets.problems import Fault
from shirube.registers.domain.fields import LONGEST_LINE, Field
from shirube.registers.domain.sheet_check import SheetFault
from shirube.registers.domain.values import ValueFault
from shirube.ui.sheet_problems import SHEET_PROBLEMS, ProblemText

SENTENCES: Mapping[str, Promise] = {
    "registers.register_not_found": _(
        "お探しの台帳は見つかりませんでした。台帳の一覧から開き直してください。"
    ),
    "registers.item_not_found": _(
        "お探しの項目は見つかりませんでした。台帳から外されたのかもしれません。台帳を開き直して確かめてください。"
    ),
    "registers.not_your_item": _(
        "この項目を変えられるのは、担当の課とDXを推進する課です。何も変えていません。担当の課に頼むか、管理者に役割を確かめてください。"
    ),
    "registers.item_moved": _(
        "この画面を開いたあとに、ほかの人が「%(item)s」を変えました。まだ何も保存していません。下の違いを確かめ、もう一度保存してください。"
    ),
    "registers.value_refused": _(
        "この値は保存できません。何も変えていません。入力を確かめて、もう一度保存してください。"
    ),
    "registers.reason_missing": _(
        "理由が空です。まだ外していません。台帳から外す理由を書いてください。履歴に残ります。"
    ),
    "registers.sheet_not_found": _(
        "お探しのシートは見つかりませんでした。台帳のシートのページから送り直してください。"
    ),
    "registers.sheet_applied": _(
        "このシートは、すでに適用されています。二重には適用していません。台帳で今の値を確かめてください。"
    ),
    "registers.sheet_outdated": _(
        "シートを確かめたあとに、ほかの人が「%(item)s」を変えました。何も適用していません。"
        "同じシートをもう一度送ると、今の内容と比べ直します。"
    ),
    "registers.ordinance_unreadable": _(
        "このファイルからは文を読み取れませんでした。何も保存していません。"
        "文字の入ったTXT、HTML、Word（.docx）のどれかで保存し直して、もう一度送ってください。"
    ),
    "registers.ordinance_known": _(
        "同じ文の例規（%(ordinance)s）が、すでに入っています。二重には入れていません。一覧から開いてください。"
    ),
    "registers.ordinance_title_missing": _("例規の名前が空です。名前を書いて、もう一度送ってください。"),
    "registers.ordinance_not_found": _(
        "お探しの例規は見つかりませんでした。例規の一覧から開き直してください。"
    ),
    "registers.hit_decided": _(
        "この文は、ほかの人がすでに判断しました。二重には保存していません。画面を開き直して確かめてください。"
    ),
}
# What the log of staff's acts says.
ACTIONS: Mapping[str, Promise] = {
    "registers.register_loaded": _("台帳のパックを読み込み"),
    "registers.item_added": _("台帳の項目を追加"),
    "registers.item_changed": _("台帳の項目を変更"),
    "registers.item_removed": _("台帳の項目を外した"),
    "registers.file_attached": _("台帳の項目にファイルを追加"),
    "registers.sheet_checked": _("台帳のシートを確認"),
    "registers.sheet_applied": _("台帳のシートを適用"),
    "registers.ordinance_kept": _("例規の文を取り込み"),
    "registers.hit_decided": _("例規の文を判断"),
}

# Beside what any sheet may have wrong (ui.sheet_problems); the same sentences stand at the fields of forms.
PROBLEMS: Mapping[StrEnum, ProblemText] = {
    **SHEET_PROBLEMS,
    Fault.NOT_A_NUMBER: ProblemText(
        _("数として読み取れません。"), _("数だけを入力してください（全角の数字でも読み取れます）。")
    ),
    Fault.DATE_IN_FUTURE: ProblemText(
        _("実績の日が、まだ来ていない日です。"), _("今日までの日を入力するか、予定の欄に書いてください。")
    ),
    Fault.OUTDATED: ProblemText(
        _("シートを作ったあとに、「%(name)s」が変わりました。"),
        _("シートをダウンロードし直し、今の値を見てから、この行を書き直してください。"),
    ),
    ValueFault.TITLE_MISSING: ProblemText(_("名前が空です。"), _("この項目の名前を書いてください。")),
    ValueFault.UNKNOWN_CHOICE: ProblemText(
        _("選択肢にない言葉です。"), _("%(words)s のどれかを選んでください。")
    ),
    ValueFault.UNKNOWN_SECTION: ProblemText(
        _("この名前の課はありません。"), _("課の名前を一覧から選んでください。")
    ),
    ValueFault.SECTION_ENDED: ProblemText(
        _("この課は、もうありません。"), _("仕事を引き継いだ課を選んでください。")
    ),
    ValueFault.NOT_WHOLE: ProblemText(_("円の値に小数があります。"), _("1円単位の整数で入力してください。")),
    ValueFault.BAD_LINK: ProblemText(
        _("アドレスとして読み取れません。"),
        _("名前のあとに空白を入れ、https:// で始まるアドレスを書いてください。"),
    ),
    SheetFault.OTHER_REGISTER: ProblemText(
        _("ほかの台帳（%(found)s）のシートです。ここは%(wanted)sです。"),
        _("%(found)sのページから送るか、この台帳のシートをダウンロードしてください。"),
    ),
    SheetFault.NOT_YOURS: ProblemText(
        _("「%(name)s」は、ほかの課の項目です。"),
        _("この行を元の値に戻すか、担当の課に直してもらってください。"),
    ),
    SheetFault.NOT_TO_ADD: ProblemText(
        _("この課の項目を足す役割がありません。"),
        _("担当課の欄を自分の課にするか、この行を消してください。"),
    ),
    SheetFault.NOT_TO_MOVE: ProblemText(
        _("担当の課を変えられるのは、DXを推進する課だけです。"),
        _("担当課の欄を元に戻してください。"),
    ),
    SheetFault.MEANWHILE: ProblemText(
        _("シートを作ったあとに、ほかの人がこの値を「%(now)s」に変えました。"),
        _("今の値でよければセルをその値に直し、変えるときはシートをダウンロードし直してください。"),
    ),
}


def fault_sentence(field: Field, fault: StrEnum) -> str:
    """What is wrong with a value typed into a form, and what to do."""
    text = PROBLEMS[fault]
    facts = {
        "unit": field.unit,
        "longest": str(field.longest or LONGEST_LINE),
        "words": "、".join(option.label for option in field.options),
        "heading": field.label,
    }
    return f"{text.wrong % facts}{text.remedy % facts}"

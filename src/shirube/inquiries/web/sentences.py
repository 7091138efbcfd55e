"""What people are told: of broken rules, of what is wrong in a value or a sheet, and in the log."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.inquiries.queries.sheets import AnswerFault
from shirube.kernel.sheets.problems import Fault
from shirube.registers.interface import ValueFault
from shirube.ui.sheet_problems import SHEET_PROBLEMS, ProblemText

SENTENCES: Mapping[str, Promise] = {
    "inquiries.inquiry_not_found": _(
        "お探しの照会は見つかりませんでした。照会・回答の一覧から開き直してください。"
    ),
    "inquiries.not_yours": _(
        "この照会を扱えるのは、照会した課と、照会を受けた課です。何も変えていません。担当の課に頼むか、管理者に役割を確かめてください。"
    ),
    "inquiries.not_approver": _(
        "課の外に出すには、課長の承認が要ります。何も変えていません。課長に承認を頼んでください。"
    ),
    "inquiries.inquiry_moved": _(
        "画面を開いたあとに、ほかの人がこの照会を変えました。この画面の変更は保存していません。開き直して、今の内容を確かめてください。"
    ),
    "inquiries.answer_moved": _(
        "画面を開いたあとに、同じ課の%(by)sさんがこの回答を保存しました。あなたの入力は、まだ保存していません。違いを確かめてください。"
    ),
    "inquiries.closed": _(
        "この照会は締め切られたため、回答を受け付けていません。書いた下書きは残っています。回答が必要なときは、照会した課に受付の再開を頼んでください。"
    ),
    "inquiries.incomplete": _(
        "まだ送れません。聞く内容、送る課、今日からあとの回答期限がそろっているか確かめてください。下書きは残っています。"
    ),
    "inquiries.unknown_contents": _(
        "選んだ課、台帳、計画のどれかが今はありません。何も保存していません。選び直してください。計画の値を聞くときは、いつの値かも書いてください。"
    ),
    "inquiries.reason_missing": _(
        "理由やコメントが空です。まだ何も送っていません。相手に伝わる言葉を書いてください。"
    ),
    "inquiries.answer_incomplete": _(
        "直すところが%(count)s件あります。下書きは保存しました。直して、もう一度出してください。"
    ),
    "inquiries.not_of_this_section": _(
        "選んだ人は、今この課にいません。担当者は変えていません。一覧から選び直してください。"
    ),
    "inquiries.accepted": _(
        "この回答は、すでに確認されています。二重には反映していません。直すときは、台帳や計画の画面で直してください。"
    ),
    "inquiries.extension_exists": _("期限の延長は、すでに頼んであります。照会した課の返事をお待ちください。"),
    "inquiries.extension_decided": _(
        "この延長の依頼には、ほかの人がすでに返事をしました。画面を開き直して確かめてください。"
    ),
    "inquiries.not_later": _(
        "今の期限（%(due)s）よりあとの、まだ来ていない日を書いてください。期限は変えていません。"
    ),
    "inquiries.same_due": _(
        "今の期限（%(due)s）とちがう、今日からあとの日を書いてください。期限は変えていません。"
    ),
    "inquiries.nobody_added": _(
        "選んだ課は、すでに照会を受けています。新しくは送っていません。画面を開き直して確かめてください。"
    ),
    "inquiries.talk_not_found": _("お探しの質問は見つかりませんでした。照会を開き直してください。"),
    "inquiries.talk_answered": _(
        "この質問には、ほかの人がすでに答えました。二重には送っていません。照会を開き直して確かめてください。"
    ),
    "inquiries.section_ended": _(
        "選んだ課は、今はありません。引き継いでいません。今ある課を選んでください。"
    ),
    "inquiries.nobody_to_remind": _(
        "お知らせを送る課がありません。すべて回答済みか、24時間のうちに送ったばかりです。"
    ),
}
# What the log of staff's acts says.
ACTIONS: Mapping[str, Promise] = {
    "inquiries.drafted": _("照会の下書きを作成"),
    "inquiries.loaded": _("照会をパックから読み込み"),
    "inquiries.edited": _("照会の下書きを変更"),
    "inquiries.discarded": _("照会の下書きを削除"),
    "inquiries.submitted": _("照会の承認を依頼"),
    "inquiries.returned": _("照会の下書きを差し戻し"),
    "inquiries.taken_back": _("照会の承認の依頼を取り下げ"),
    "inquiries.sent": _("照会を各課に送付"),
    "inquiries.received": _("照会が課に届いた"),
    "inquiries.opened": _("照会を開封"),
    "inquiries.begun": _("照会の回答の記入を開始"),
    "inquiries.assigned": _("照会の担当者を変更"),
    "inquiries.handed_in": _("照会の回答の承認を依頼"),
    "inquiries.returned_inside": _("照会の回答を課内で差し戻し"),
    "inquiries.answer_taken_back": _("照会の回答の承認の依頼を取り下げ"),
    "inquiries.answered": _("照会に回答"),
    "inquiries.accepted": _("照会の回答を確認して反映"),
    "inquiries.sent_back": _("照会の回答を差し戻し"),
    "inquiries.asked_again": _("照会の回答の一部を課に聞き直し"),
    "inquiries.due_moved": _("照会の期限を変更"),
    "inquiries.sections_added": _("照会を送る課を追加"),
    "inquiries.extension_requested": _("照会の期限の延長を依頼"),
    "inquiries.extension_granted": _("照会の期限の延長を承諾"),
    "inquiries.extension_refused": _("照会の期限の延長を断り"),
    "inquiries.asked_about": _("照会について質問"),
    "inquiries.talk_answered": _("照会の質問に回答"),
    "inquiries.passed_on": _("照会をほかの課に引き継ぎ"),
    "inquiries.merged": _("照会を引き継いだ課の回答にまとめ"),
    "inquiries.reminded": _("照会のお知らせを課へ送付"),
    "inquiries.closed": _("照会を締め切り"),
    "inquiries.reopened": _("照会の受付を再開"),
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
    AnswerFault.OTHER_ANSWER: ProblemText(
        _("ほかの照会か、ほかの課のシート（%(found)s）です。ここは%(wanted)sです。"),
        _("この画面からシートをダウンロードして、書いてください。"),
    ),
    AnswerFault.ANSWER_MOVED: ProblemText(
        _("シートを作ったあとに、この回答が画面かほかのシートで保存されました。"),
        _("シートをダウンロードし直すと、今の回答が入っています。そこに書いて送ってください。"),
    ),
    AnswerFault.NOT_READ: ProblemText(_("この質問の答えとして読み取れません。"), _("%(words)s")),
}


def fault_sentence(fault: StrEnum, *, unit: str = "", words: str = "", longest: int = 0) -> str:
    """What is wrong with a value typed into a form, and what to do."""
    text = PROBLEMS[fault]
    facts = {"unit": unit, "words": words, "longest": str(longest), "day": "", "heading": "", "name": ""}
    return f"{text.wrong % facts}{text.remedy % facts}"

"""What people are told of broken rules of proposals, and what the log says of them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    "headquarters.proposal_not_found": _(
        "お探しの提案は見つかりませんでした。提案の一覧から開き直してください。"
    ),
    "headquarters.not_your_proposal": _(
        "この提案は、今はほかの人の手元にあります。何も変えていません。提案のページで今の状態を確かめてください。"
    ),
    "headquarters.proposal_incomplete": _(
        "決めるのに足りないところがあります（%(parts)s）。まだ送っていません。書き足してから、もう一度送ってください。"
    ),
    "headquarters.proposal_contradicts": _(
        "年度や費用がほかの欄と合っていません。まだ保存していません。"
        "終える年度は始める年度より後に、費用は行う年度の中に書き、「費用はかからない」と費用はどちらか一つにしてください。"
    ),
    "headquarters.proposal_moved": _(
        "この画面を開いたあとに、ほかの人が「%(title)s」を変えたか、先へ進めました。何も保存していません。"
        "提案のページを開き直して、今の内容を確かめてください。"
    ),
    "headquarters.proposal_reason_missing": _(
        "理由が空です。まだ何も変えていません。履歴に残る理由を書いてください。"
    ),
    "headquarters.plan_place_gone": _(
        "選んだ計画の柱や取組は、今の計画にありません。計画は変えていません。今ある柱か取組を選び直してください。"
    ),
    "headquarters.category_differs": _(
        "選んだ取組の分類は%(category)sで、この提案の分類と違います。計画は変えていません。"
        "分類を合わせるか、別の取組か柱を選んでください。"
    ),
    "headquarters.opinion_not_found": _(
        "お探しの意見の照会は見つかりませんでした。仕事の一覧から開き直してください。"
    ),
    "headquarters.opinion_unaskable": _(
        "意見を求められませんでした。まだどの課にも送っていません。今ある課、聞きたいこと、今日以降の期限を確かめてください。"
    ),
    "headquarters.already_asked": _(
        "%(sections)sには、すでに意見を求めていて、回答を待っています。どの課にも送っていません。その課を外してください。"
    ),
    "headquarters.opinion_settled": _(
        "この照会は、もう回答されたか、提案が先へ進んでいます。今の回答は保存していません。提案のページを確かめてください。"
    ),
    "headquarters.answer_missing": _(
        "条件や課題の中身が空です。まだ回答していません。どんな条件や課題があるかを書いてください。"
    ),
    "headquarters.asked_lately": _(
        "この課には、24時間以内にお知らせを送っています。今は送っていません。あすになってから、もう一度押してください。"
    ),
    "headquarters.proposal_not_ready": _(
        "提案「%(title)s」は、いま会議で決められる状態にありません。すでに決まったか、差し戻されています。"
        "この決定は記録していません。提案のページで今の状態を確かめてください。"
    ),
    "headquarters.already_placed": _(
        "この決定は、もう計画に載っています。二重には載せていません。計画のページで確かめてください。"
    ),
    "headquarters.budget_settled": _(
        "予算の結果は、もう記録されているか、この提案には要りません。二重には記録していません。提案のページを確かめてください。"
    ),
    "headquarters.budget_amount_missing": _(
        "ついた額が空です。まだ記録していません。予算でついた額を書いてください。"
    ),
}
ACTIONS: Mapping[str, Promise] = {
    "headquarters.proposal_written": _("提案を書き始め"),
    "headquarters.proposal_changed": _("提案の内容を変更"),
    "headquarters.proposal_file_attached": _("提案にファイルを追加"),
    "headquarters.proposal_moved": _("提案を先へ進めたか戻した"),
    "headquarters.opinions_asked": _("提案への意見を求めた"),
    "headquarters.opinion_given": _("提案への意見を回答"),
    "headquarters.opinion_reminded": _("提案への意見を催促"),
    "headquarters.proposal_placed": _("決定した提案を計画に記載"),
    "headquarters.placing_failed": _("決定した提案を計画に載せられなかった"),
    "headquarters.budget_recorded": _("決定した提案の予算の結果を記録"),
}

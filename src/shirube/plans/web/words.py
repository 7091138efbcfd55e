"""The words that files, feeds and printed reports carry, by code, in the language in force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shirube.plans.web import labels

_COLUMNS: Mapping[str, Promise] = {
    "achievements": _("成果"),
    "action": _("実施事項"),
    "action_code": _("実施事項番号"),
    "action_state": _("実施状況"),
    "address": _("計画のページ"),
    "adopted": _("策定"),
    "baseline": _("現状値"),
    "baseline_state": _("現状値の状態"),
    "baseline_year": _("現状値の年度（西暦）"),
    "category": _("区分"),
    "changed_at": _("更新日時"),
    "city": _("市区町村名"),
    "city_code": _("全国地方公共団体コード"),
    "clause": _("条項"),
    "demonstration": _("実演用の架空データ"),
    "direction": _("目指す方向"),
    "duties": _("役割"),
    "dx_mark": _("DXマーク"),
    "dx_mark_basis": _("DXマークの根拠"),
    "end_year": _("終了年度（西暦）"),
    "entered_at": _("入力日時"),
    "fiscal_year": _("年度（西暦）"),
    "formula": _("算定式"),
    "grade": _("評価"),
    "grade_by_rule": _("数値からの評価"),
    "graded_on": _("評価の基準日"),
    "initiative": _("取組事項"),
    "initiative_code": _("取組事項番号"),
    "issues": _("課題"),
    "kind": _("文書の種類"),
    "kpi": _("評価指標"),
    "kpi_code": _("評価指標コード"),
    "kpi_count": _("評価指標の数"),
    "kpi_note": _("評価指標について"),
    "kpi_state": _("評価指標の設定"),
    "law": _("関係する法令"),
    "linked_plan": _("関係する計画"),
    "logic_measure": _("示す数値"),
    "logic_stage": _("ロジックモデルの段階"),
    "logic_step": _("ロジックモデルの内容"),
    "measured_on": _("測定日"),
    "measured_state": _("測定の状態"),
    "newest": _("最新値"),
    "next_steps": _("今後の進め方"),
    "note": _("備考"),
    "note_kind": _("備考の種類"),
    "notices": _("お知らせ"),
    "override_reason": _("評価を変えた理由"),
    "part": _("該当箇所"),
    "period": _("計画期間"),
    "phase": _("段階"),
    "philosophy": _("基本理念"),
    "pillar": _("基本方針"),
    "pillar_code": _("基本方針番号"),
    "plan": _("計画名"),
    "point": _("値の種類"),
    "progress_method": _("進捗管理の方法"),
    "published_at": _("公表日時"),
    "reason": _("理由"),
    "relation": _("計画との関係"),
    "reported_at": _("報告日時"),
    "reported_year": _("報告の年度（西暦）"),
    "responsible": _("担当課"),
    "revision": _("版"),
    "section": _("課"),
    "source": _("出典"),
    "start_year": _("開始年度（西暦）"),
    "summary": _("概要"),
    "target": _("目標値"),
    "target_state": _("目標値の状態"),
    "target_year": _("目標の年度（西暦）"),
    "unit": _("単位"),
    "value": _("値"),
    "value_state": _("値の状態"),
}
_TABLES: Mapping[str, Promise] = {
    "plan": _("計画"),
    "initiatives": _("取組事項"),
    "logic": _("ロジックモデル"),
    "actions": _("実施事項"),
    "kpis": _("評価指標"),
    "readings": _("測定値"),
    "reviews": _("振り返り・評価"),
}
_STATES: Mapping[str, Promise] = {
    "yes": _("はい"),
    "no": _("いいえ"),
    "known": _("値あり"),
    "unknown": _("不明"),
    "not_set": _("設定なし"),
    "measured": _("測定済み"),
    "not_measured": _("未測定"),
    "not_reported": _("未報告"),
    "kpi_set": _("設定あり"),
    "kpi_not_set": _("評価指標の設定なし"),
    "list_comma": _("、"),
    "demonstration": _("実演用の架空データです。実在の自治体のものではありません。"),
}
_POINTS: Mapping[str, Promise] = {
    "baseline": _("現状"),
    "intermediate": _("中間目標"),
    "target": _("目標"),
}
_REPORT: Mapping[str, Promise] = {
    "report": _("進捗報告書"),
    "as_of": _("%(day)s現在"),
    "contents": _("目次"),
    "page": _("ページ"),
    "about": _("計画のあらまし"),
    "links": _("ほかの計画との関係"),
    "summary": _("評価のまとめ"),
    "grade_rule": _(
        "評価は、最新の測定値を、現状値から目標値へ向かう道筋の上でその日に見込まれる値と比べて決めています。"
        "道のり全体の%(percent)sまでの差は「順調」とし、それより良ければ「予定より進んでいる」、悪ければ「遅れている」です。"
        "測定値がないか古いときは「まだ判定できない」とし、0とはみなしません。"
    ),
    "road_map": _("ロードマップ"),
    "road_map_note": _(
        "それぞれの実施事項が、どの年度にどの段階にあるかを示します。色のない欄には予定がありません。"
    ),
    "initiatives": _("取組事項"),
    "initiative": _("取組事項"),
    "kpis": _("評価指標"),
    "kpi": _("評価指標"),
    "baseline": _("現状値"),
    "newest": _("最新値"),
    "target": _("目標値"),
    "grade": _("評価"),
    "formula": _("算定式"),
    "responsible": _("担当課と役割"),
    "section": _("課"),
    "duties": _("役割"),
    "notes": _("背景と課題"),
    "laws": _("関係する法令"),
    "logic": _("どのように効くか（ロジックモデル）"),
    "actions": _("実施事項"),
    "phase": _("段階"),
    "state": _("実施状況"),
    "reviews": _("公表した振り返り・評価"),
    "achievements": _("成果"),
    "issues": _("課題"),
    "next_steps": _("今後の進め方"),
    "override": _("数値からの評価は「%(rule)s」でした。変えた理由：%(reason)s"),
    "sources": _("出典"),
    "notices": _("お知らせ"),
    "no_kpi": _("評価指標の設定なし"),
    "no_action": _("実施事項の記載なし"),
    "no_review": _("公表した振り返り・評価はまだありません"),
    "not_written": _("記載なし"),
    "month": _("%(year)s年%(month)s月"),
    "unassigned": _("基本方針に分けていない取組事項"),
    "legend_path": _("目標への道筋"),
    "legend_reading": _("測定値"),
    "legend_baseline": _("現状値"),
    "legend_target": _("目標値"),
    "dx_mark": _("DXマーク"),
    "chart_alt": _("%(name)sの折れ線グラフ。現状値：%(baseline)s。最新値：%(newest)s。目標値：%(target)s。"),
}
_FILES: Mapping[str, Promise] = {
    "plan": _("計画データ"),
    "kpis": _("評価指標一覧"),
    "report": _("進捗報告書"),
}
_FEED: Mapping[str, Promise] = {
    "title": _("%(city)sの計画の更新情報"),
    "entry": _("%(kind)s：%(title)s"),
}


def word(code: str) -> str:
    """The words of a code in the language in force. KeyError for a code that nobody has words for."""
    return str(_WORDS[code])


def _gathered() -> dict[str, str | Promise]:
    groups: Mapping[str, Mapping[Any, Promise]] = {
        "column": _COLUMNS,
        "table": _TABLES,
        "point": _POINTS,
        "report": _REPORT,
        "file": _FILES,
        "feed": _FEED,
        "grade": labels.GRADES,
        "action_state": labels.ACTION_STATES,
        "direction": labels.DIRECTIONS,
        "document_kind": labels.DOCUMENT_KINDS,
        "relation": labels.RELATIONS,
        "note_kind": labels.NOTE_KINDS,
        "logic_stage": labels.LOGIC_STAGES,
        "change_kind": labels.CHANGE_KINDS,
    }
    words: dict[str, str | Promise] = dict(_STATES)
    for group, entries in groups.items():
        words |= {f"{group}.{code}": text for code, text in entries.items()}
    return words


_WORDS = _gathered()

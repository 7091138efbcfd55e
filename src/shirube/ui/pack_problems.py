"""What is wrong with a pack, in a sentence that says where and what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.packs import PackProblem

_SENTENCES: dict[str, str | Promise] = {
    "unknown_key": gettext_lazy("この名前の項目はありません。つづりを確かめるか、行を消してください。"),
    "missing_key": gettext_lazy("必要な項目がありません。書き足してください。"),
    "twin_key": gettext_lazy("同じ名前の項目が二つあります。一つにしてください。"),
    "out_of_range": gettext_lazy(
        "年度や桁数が使える範囲にありません。年度は2026のように西暦で書いてください。"
    ),
    "not_a_whole_number": gettext_lazy("整数で書いてください。年度は2026のように西暦で書きます。"),
    "not_a_number": gettext_lazy("数値で書いてください。値がないときは null と書きます。"),
    "not_a_text": gettext_lazy("文字で書いてください。数字だけの値は引用符で囲みます。"),
    "not_yes_or_no": gettext_lazy("true か false で書いてください。"),
    "unknown_choice": gettext_lazy(
        "決められた言葉のどれでもありません。docs/recipes にある言葉から選んでください。"
    ),
    "not_understood": gettext_lazy("読み取れませんでした。ほかのパックの書き方と比べてください。"),
    "slug": gettext_lazy("アドレスに使う名前は、英小文字・数字・ハイフンだけで書いてください。"),
    "adopted": gettext_lazy("日付は 2026、2026-04、2026-04-01 のどれかの形で書いてください。"),
    "period_reversed": gettext_lazy("終わりの年度が始まりの年度より前です。順番を確かめてください。"),
    "target_before_baseline": gettext_lazy("目標の年度が現状の年度より前です。どちらかを直してください。"),
    "intermediate_years": gettext_lazy(
        "中間目標の年度は、早い順に、目標の年度より前になるように書いてください。"
    ),
    "twin_pillar": gettext_lazy("同じ記号の柱が二つあります。別の記号にしてください。"),
    "twin_initiative": gettext_lazy("同じ記号の取組が二つあります。別の記号にしてください。"),
    "twin_action": gettext_lazy("同じ記号の実施事項が一つの取組に二つあります。別の記号にしてください。"),
    "twin_kpi": gettext_lazy("同じ記号の指標が計画の中に二つあります。別の記号にしてください。"),
    "unknown_pillar": gettext_lazy("この記号の柱はありません。柱の一覧にある記号を書いてください。"),
    "unknown_municipality": gettext_lazy(
        "この市区町村はまだ登録されていません。先に市区町村のパックを読み込んでください。"
    ),
    "municipality_code": gettext_lazy("検査数字を含む6桁の全国地方公共団体コードを書いてください。"),
    "invalid_check_digit": gettext_lazy("検査数字が合いません。全国地方公共団体コードを確かめてください。"),
    "empty": gettext_lazy("空です。言葉を書いてください。"),
    "not_in_this_form": gettext_lazy(
        "決められた形で書かれていません。ほかのパックの書き方と比べてください。"
    ),
    "too_long": gettext_lazy("長すぎます。短くしてください。"),
    "measure_formula": gettext_lazy(
        "測る数値の式が読めません。数値のコードと + - * /、括弧だけで書いてください。"
    ),
    "figure_range": gettext_lazy("数値は、整数14桁、小数4桁までで書いてください。"),
    "phase_years": gettext_lazy("同じ年度に始まる段階が二つあります。始まりの年度をずらしてください。"),
    "repeated": gettext_lazy("同じ値が前にもあります。どちらかを直してください。"),
    "total_differs": gettext_lazy("合計が、並んだ値を足したものと合いません。元の資料と見比べてください。"),
    "cells_differ": gettext_lazy("三つの件数を足しても市町村の数になりません。元の資料と見比べてください。"),
    "all_none_differs": gettext_lazy(
        "全市町村が未対応の行なのに、件数が市町村の数と違います。元の資料と見比べてください。"
    ),
    "reserved_slug": gettext_lazy("この名前はシステムが使っています。ほかの名前にしてください。"),
    "too_large": gettext_lazy(
        "ファイルが大きすぎます。パックではないファイルを選んでいないか確かめてください。"
    ),
    "not_a_form": gettext_lazy(
        "フォームのファイルではありません。「YAMLで書き出す」でつくったファイルか、手続のパックを選んでください。"
    ),
    "not_a_pack": gettext_lazy("パックの形をしていません。ほかのパックの書き方と比べてください。"),
    "not_yaml": gettext_lazy("YAMLとして読めません。字下げと引用符を確かめてください。"),
    "too_few_entries": gettext_lazy("一つも書かれていません。一つ以上書いてください。"),
    "too_many_entries": gettext_lazy("数が多すぎます。分けるか、減らしてください。"),
    "not_a_list": gettext_lazy("「- 」で始まる一覧の形で書いてください。"),
    "not_a_mapping": gettext_lazy("「名前: 値」の形で書いてください。"),
    "key": gettext_lazy("項目の名前（key）は、英小文字で始め、英小文字・数字・_ だけで書いてください。"),
    "reserved_key": gettext_lazy("この名前（key）は条件の中で使います。ほかの名前にしてください。"),
    "form_code": gettext_lazy(
        "様式の名前（code）は、英小文字で始め、英小文字・数字・ハイフンだけで書いてください。"
    ),
    "step_code": gettext_lazy(
        "ページの名前（code）は、英小文字で始め、英小文字・数字・ハイフン・_ だけで書いてください。"
    ),
    "used_twice": gettext_lazy("同じ名前が様式の中で二度使われています。どちらかを変えてください。"),
    "unknown_concept": gettext_lazy("この語彙（concept）はありません。一覧から選ぶか、行を消してください。"),
    "unknown_name": gettext_lazy(
        "条件や計算が、ここより前にない項目を指しています。項目の名前を確かめるか、順番を変えてください。"
    ),
    "unknown_operator": gettext_lazy("条件や計算で使えない演算子です。つづりを確かめてください。"),
    "rule_too_deep": gettext_lazy("条件や計算の入れ子が深すぎます。二つに分けてください。"),
    "rule_too_large": gettext_lazy("条件や計算が大きすぎます。二つに分けてください。"),
    "rule_not_json": gettext_lazy(
        "条件や計算に使えない値があります。文字・数値・true・false・null だけを使ってください。"
    ),
    "rule_needs_one_operator": gettext_lazy("条件や計算の一段には、演算子を一つだけ書いてください。"),
    "rule_operands": gettext_lazy("この演算子に渡す値の数が合いません。"),
    "rule_var_not_plain": gettext_lazy(
        "var には項目の名前をそのまま書いてください。計算した名前は使えません。"
    ),
    "bounds_reversed": gettext_lazy("下限が上限より大きくなっています。入れ替えてください。"),
    "not_a_date": gettext_lazy("日付は 2026-04-01 の形か today と書いてください。"),
    "option_value": gettext_lazy("選択肢の値は、「other:」で始めず、余分な空白なしで書いてください。"),
    "same_option_twice": gettext_lazy(
        "同じ値の選択肢が二つあります。どちらかを変えてください（other を使うと other も選択肢になります）。"
    ),
    "window_reversed": gettext_lazy("受付の終わりの日が始まりの日より前です。順番を確かめてください。"),
    "unknown_placeholder": gettext_lazy(
        "通知書の波かっこの中は、決められた言葉か answers.項目名 だけです。つづりを確かめてください。"
    ),
    "unknown_answer": gettext_lazy("この名前の答えは様式にありません。項目のキーを確かめてください。"),
    "unknown_pack": gettext_lazy(
        "この名前の手続のパックはまだ読み込まれていません。先にパックを読み込んでください。"
    ),
    "unknown_section": gettext_lazy("この課はこの市区町村にありません。課の名前か記号を確かめてください。"),
    "unknown_procedure": gettext_lazy("この手続はパックにありません。手続の記号を確かめてください。"),
    "unknown_field": gettext_lazy("この項目はパックの様式にありません。項目のキーを確かめてください。"),
    "unknown_step": gettext_lazy(
        "このステップはパックの様式にありません。ステップの記号を確かめてください。"
    ),
    "unknown_question": gettext_lazy(
        "この質問は、これより前にありません。条件には、前にある質問だけを書けます。"
    ),
    "not_a_rule": gettext_lazy("条件として読めません。使えるのは var、!、and、or、==、!=、in だけです。"),
    "task_without_title": gettext_lazy("手続の記号か題名のどちらかを書いてください。"),
    "venue_code": gettext_lazy(
        "記号（code）は、英小文字で始め、英小文字・数字・ハイフンだけで書いてください。"
    ),
    "ends_before_it_starts": gettext_lazy("終わりの時刻が始まりの時刻より前です。入れ替えてください。"),
    "blocks_overlap": gettext_lazy("利用区分の時間が重なっています。時刻を確かめてください。"),
    "days_out_of_order": gettext_lazy(
        "抽選の日付は、申込みの初日、最終日、抽選日、利用の初日、最終日の順になるように書いてください。"
    ),
    "fee_without_a_place_to_pay": gettext_lazy("料金があるときは、どこで払うか（pay_at）も書いてください。"),
    "session_place": gettext_lazy(
        "会場は、施設と部屋（facility と room）か、言葉（place）のどちらか一方で書いてください。"
    ),
    "unknown_room": gettext_lazy(
        "この部屋はこの市区町村にありません。先に施設のパックを読み込んでください。"
    ),
    "unknown_register": gettext_lazy(
        "この名前の台帳はありません。先に台帳のパックを読み込むか、register の名前を確かめてください。"
    ),
    "unknown_column": gettext_lazy(
        "この列は台帳の定めにありません。台帳のパックの columns を確かめてください。"
    ),
    "unknown_stage": gettext_lazy(
        "この段階は台帳の定めにありません。台帳のパックの stages を確かめてください。"
    ),
    "options_missing": gettext_lazy("選択の列には、選択肢（options）を一つ以上書いてください。"),
    "options_unwanted": gettext_lazy("選択肢（options）は、選択（choice）の列だけに書いてください。"),
    "twin_column": gettext_lazy(
        "同じ記号か見出しの列が二つあるか、どの台帳にもある見出し（担当課、備考など）と重なっています。別の名前にしてください。"
    ),
    "twin_stage": gettext_lazy("同じ記号か名前の段階が二つあります。別の名前にしてください。"),
    "twin_option": gettext_lazy("同じ値の選択肢が二つあります。どちらかを変えてください。"),
    "twin_item": gettext_lazy("同じ記号（key）の項目が二つあります。別の記号にしてください。"),
    "section_ended": gettext_lazy("この課は、もうありません。仕事を引き継いだ課を書いてください。"),
    "day_ahead": gettext_lazy(
        "実績の日が、まだ来ていない日です。予定（planned）に書くか、日付を直してください。"
    ),
    "bad_link": gettext_lazy(
        "アドレスとして読めません。名前、空白、https:// で始まるアドレスの順に書いてください。"
    ),
    "alias": gettext_lazy("YAMLの別名（& と *）は使えません。同じ内容をもう一度書いてください。"),
}


def describe_problem(problem: PackProblem) -> str:
    """「initiatives[2] › kpis[1]「abc」：…」: the place, what stands there, and the remedy."""
    sentence = str(_SENTENCES.get(problem.code, _SENTENCES["not_understood"]))
    shown = f"「{problem.value}」" if problem.value else ""
    return f"{problem.path or _('ファイル全体')}{shown}：{sentence}"


def knows_problem(code: str) -> bool:
    return code in _SENTENCES

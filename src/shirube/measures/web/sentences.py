"""What people are told when a rule of this room is broken."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "measures.measure_not_found": _(
        "指標「%(measure)s」は、このしるべでは測れません。計画の設定で、一覧にある指標を選び直してください。"
    ),
    "measures.invalid_formula": _(
        "数値の式を%(place)s文字目から先で読めませんでした。まだ保存していません。"
        "数値のコードは一覧からそのまま写し、記号は + - * / と括弧だけを使ってください。"
    ),
    "measures.not_series_keeper": _(
        "ほかの機関の数値を取り込めるのは、DX推進担当と課長だけです。何も変わっていません。"
    ),
    "measures.invalid_point": _(
        "%(day)sの数値を取り込めませんでした。これからの日付、同じ日付が二つ、けたの多すぎる数のどれかです。"
        "表を直してから、もう一度取り込んでください。何も変わっていません。"
    ),
    "measures.series_not_found": _(
        "お探しの取り込む数値は見つかりませんでした。一覧から選び直してください。"
    ),
    "measures.comparison_not_found": _(
        "お探しの比較表は見つかりませんでした。比較表の一覧から選び直してください。"
    ),
}

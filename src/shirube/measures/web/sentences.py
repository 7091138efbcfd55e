"""What people are told when a rule of this room is broken."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "measures.measure_not_found": _(
        "指標「%(measure)s」は、このしるべでは測れません。計画の設定で、一覧にある指標を選び直してください。"
    ),
    "measures.comparison_not_found": _(
        "お探しの比較表は見つかりませんでした。比較表の一覧から選び直してください。"
    ),
}

"""What readers are told when a part of a plan is not there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "plans.plan_not_found": _(
        "お探しの計画は見つかりませんでした。上の「計画」から、計画の一覧をご覧ください。"
    ),
    "plans.pillar_not_found": _("お探しの柱は、この計画にありません。上の「計画」から選び直してください。"),
    "plans.initiative_not_found": _(
        "お探しの取組は、この計画にありません。上の「計画」から選び直してください。"
    ),
    "plans.kpi_not_found": _(
        "お探しの評価指標は、この計画にありません。上の「計画」から選び直してください。"
    ),
    "plans.review_year_not_found": _(
        "その年度の振り返りは、まだ公表されていません。計画のページの「年ごとの振り返り」をご覧ください。"
    ),
    "plans.version_not_found": _(
        "そのときの計画は、このサイトに残っていません。計画のページの「以前の計画と比べる」から、残っている版をご覧ください。"
    ),
}

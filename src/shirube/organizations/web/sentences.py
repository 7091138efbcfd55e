"""What people are told when a rule of this room is broken."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "organizations.municipality_not_found": _(
        "お探しの市区町村は、このしるべに登録されていません。最初のページの一覧から選び直してください。"
    ),
    "organizations.section_not_found": _(
        "お探しの課は見つかりませんでした。課の一覧から選び直してください。"
    ),
    "organizations.section_closed": _(
        "この課は、すでに名前が変わったか、なくなっています。課の一覧を開き直し、今ある課を選んでください。"
    ),
    "organizations.invalid_code": _(
        "「%(code)s」は全国地方公共団体コードではありません。検査数字を含む6桁の数字を確かめてください。何も変えていません。"
    ),
}

"""What procedures put into the registries of lower rooms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.forms import interface as forms
from shirube.measures import interface as measures
from shirube.procedures.commands.guards import can_propose
from shirube.procedures.queries.catalogue import list_entries, list_procedures
from shirube.procedures.queries.coverage import list_nationwide, list_received
from shirube.procedures.web.words import reception_status

_SOURCE = "手続カタログの受付の設定"
_NOTHING_RECEIVED = "このしるべでオンラインの受付をしている手続が、まだありません。"


def _online_share(municipality_id: UUID, on: date) -> measures.Computed:  # noqa: ARG001 - see list_received
    whole = list_nationwide(municipality_id=municipality_id)
    received = list_received(whole)
    if not received:
        # A city that receives nothing here may receive everything elsewhere: that is unknown, and not 0.
        return measures.not_measured(source=_SOURCE, reason=_NOTHING_RECEIVED)
    rows = [f"procedures.procedure:{one.id}" for one in whole]
    return measures.share(part=len(received), whole=len(whole), source=_SOURCE, rows=rows)


def _online_count(municipality_id: UUID, on: date) -> measures.Computed:  # noqa: ARG001
    received = list_received(list_procedures(municipality_id=municipality_id))
    if not received:
        return measures.not_measured(source=_SOURCE, reason=_NOTHING_RECEIVED)
    rows = [f"procedures.procedure:{one.id}" for one in received]
    return measures.Computed(value=Decimal(len(received)), source=_SOURCE, rows=rows)


@dataclass(frozen=True, slots=True)
class Reception:
    """A published form is received as a procedure of the catalogue."""

    identifier: str = "procedures.reception"

    @property
    def title(self) -> str:
        return _("市民からの受付")

    def list_uses(self, *, municipality_id: UUID, form_code: str, on: date) -> Sequence[forms.Use]:
        entries = list_entries(municipality_id=municipality_id)
        return [
            forms.Use(
                one.short.ja,
                str(reception_status(one, one.refusal_on(on), "ja").label),
                reverse("procedures_staff:procedure", args=[one.code]),
            )
            for one in entries
            if one.form_code == form_code
        ]

    def find_beginning(
        self, *, municipality_id: UUID, form_code: str, section_id: UUID | None, actor: Actor
    ) -> forms.Beginning | None:
        if not can_propose(actor, section_id):
            return None
        url = reverse("procedures_staff:add", args=[form_code])
        if any(one.form_code == form_code for one in list_entries(municipality_id=municipality_id)):
            return forms.Beginning(
                _("別の手続でも使う"), _("同じフォームを、ほかの名前でも受け付けられます。"), url
            )
        text = _("まだ市民は申請できません。名前や本人確認のしかたを決めると、市民のページに出せます。")
        return forms.Beginning(_("受付を始める"), text, url)


forms.form_uses.register(Reception())
measures.measures.register(
    measures.Measure(
        identifier="procedures.online_share",
        names=measures.named(
            "行政手続のオンライン化率（28手続）",
            "Share of the 28 nationwide procedures received online",
            "インターネットで　できる　手続（てつづ）きの　わりあい",
        ),
        unit="%",
        kind=measures.Kind.RATIO,
        window=measures.Window.MOMENT,
        formula="オンラインの受付を行っている手続の数 ÷ 市町村が対象の「特に国民の利便性向上に資する手続」のうちカタログにある数",
        source=_SOURCE,
        how=measures.Standing(compute=_online_share),
    )
)
measures.measures.register(
    measures.Measure(
        identifier="procedures.online_count",
        names=measures.named(
            "オンラインで受け付けている手続の数",
            "Procedures received online",
            "インターネットで　できる　手続（てつづ）きの　数（かず）",
        ),
        unit="件",
        kind=measures.Kind.LATEST,
        window=measures.Window.MOMENT,
        formula="カタログの手続のうち、オンラインの受付を行っているものの数",
        source=_SOURCE,
        how=measures.Standing(compute=_online_count),
    )
)

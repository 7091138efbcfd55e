"""What procedures put into the registries of lower rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.measures import interface as measures
from shirube.procedures.queries.catalogue import list_procedures
from shirube.procedures.queries.coverage import list_nationwide, list_received

_SOURCE = "手続カタログの受付の設定"


@dataclass(frozen=True, slots=True)
class OnlineShare:
    """Of the nationwide procedures in the city's catalogue, the share that is received online."""

    identifier: str = "procedures.online_share"
    title: str = "行政手続のオンライン化率（28手続）"
    unit: str = "%"
    formula: str = "オンラインの受付を行っている手続の数 ÷ 市町村が対象の「特に国民の利便性向上に資する手続」のうちカタログにある数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:  # noqa: ARG002 - see list_received
        whole = list_nationwide(municipality_id=municipality_id)
        rows = [f"procedures.procedure:{one.id}" for one in whole]
        return measures.share(part=len(list_received(whole)), whole=len(whole), source=_SOURCE, rows=rows)


@dataclass(frozen=True, slots=True)
class OnlineCount:
    """How many procedures, nationwide or the city's own, are received online."""

    identifier: str = "procedures.online_count"
    title: str = "オンラインで受け付けている手続の数"
    unit: str = "件"
    formula: str = "カタログの手続のうち、オンラインの受付を行っているものの数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:  # noqa: ARG002
        whole = list_procedures(municipality_id=municipality_id)
        if not whole:
            return measures.not_measured(source=_SOURCE)
        received = list_received(whole)
        rows = [f"procedures.procedure:{one.id}" for one in received]
        return measures.Computed(value=Decimal(len(received)), source=_SOURCE, rows=rows)


measures.measures.register(OnlineShare())
measures.measures.register(OnlineCount())

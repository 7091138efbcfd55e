"""The hours of the work in `tasks`, and the procedures for which one may act for another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import get_language, gettext_noop

from shirube.accounts import interface as accounts
from shirube.headquarters import interface as headquarters
from shirube.jobs import interface as jobs
from shirube.measures import interface as measures
from shirube.portal import tasks
from shirube.portal.queries import agenda
from shirube.portal.queries.catalogue import REGISTER, look_at_procedures
from shirube.portal.web.page_views import PAGE_VIEWS
from shirube.procedures import interface as procedures
from shirube.registers import interface as registers

jobs.schedules.register(
    jobs.Schedule(identifier="portal.snapshots", task=tasks.take_snapshots, when=jobs.Daily(1, 30))
)
jobs.schedules.register(
    jobs.Schedule(identifier="portal.sign_ins", task=tasks.forget_sign_ins, when=jobs.Daily(2, 10))
)
jobs.schedules.register(
    jobs.Schedule(identifier="portal.client_keys", task=tasks.tend_client_keys, when=jobs.Daily(3, 40))
)
jobs.schedules.register(jobs.Schedule(identifier="portal.files", task=tasks.tidy_files, when=jobs.Hourly(10)))
jobs.schedules.register(
    jobs.Schedule(identifier="portal.kept_inputs", task=tasks.forget_kept_inputs, when=jobs.Hourly(40))
)


@dataclass(frozen=True, slots=True)
class CatalogueOfMandates:
    """The procedures of the catalogue that take a representative. One query where the catalogue is remembered."""

    identifier: str = "portal.catalogue"

    def list_choices(self, *, municipality_id: UUID) -> Sequence[tuple[str, str]]:
        language = get_language() or "ja"
        return [
            (one.code, one.short.in_language(language))
            for one in procedures.list_procedures(municipality_id=municipality_id)
            if one.representative and one.state is not procedures.State.WITHDRAWN
        ]


accounts.procedure_sources.register(CatalogueOfMandates())
registers.mirrors.register(registers.Mirror(identifier=REGISTER, look=look_at_procedures))
headquarters.agenda_kinds.register(
    headquarters.AgendaKind(
        identifier="inquiry",
        label=gettext_noop("照会の回答の様子"),
        list_choices=agenda.list_inquiry_choices,
        paper=agenda.inquiry_paper,
    )
)
measures.measures.register(
    measures.Measure(
        identifier="portal.page_views",
        names=measures.named(
            "ページの閲覧数（今年度）",
            "Page views (this fiscal year)",
            "ページを　見（み）た　回数（かいすう）",
        ),
        unit="PV",
        kind=measures.Kind.SUM,
        window=measures.Window.YEAR,
        formula="今年度にしるべの市民向けページが開かれた回数。検索エンジンなどの機械による閲覧は除く",
        source="しるべの閲覧の集計（日ごと・ページごとの数だけ。だれが見たかは記録しない）",
        how=measures.Rolled(facts=PAGE_VIEWS, number="views", dimensions=("page",)),
    )
)

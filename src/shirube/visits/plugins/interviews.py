"""The interview's background work, its figures, and the simulated reader where a setting asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.jobs import interface as jobs
from shirube.measures import interface as measures
from shirube.procedures import interface as procedures
from shirube.visits.domain.interview.states import Source
from shirube.visits.queries.interviews import figures
from shirube.visits.queries.interviews.packages import find_package_of_event
from shirube.visits.registry import Reading, readers
from shirube.visits.tasks import forget_interviews

_SOURCE = "窓口の聞き取りの記録（個人の情報を含まない）"


@dataclass(frozen=True, slots=True)
class SheetsNotWritten:
    """Each application of an interview is a sheet that nobody had to write by hand."""

    identifier: str = "visits.sheets_not_written"
    title: str = "書かずに済んだ申請書の枚数"
    unit: str = "枚"
    formula: str = "今年度に窓口の聞き取りから出した申請の数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        count = figures.count_sheets_not_written(municipality_id=municipality_id, on=on)
        return measures.Computed(value=Decimal(count), source=_SOURCE)


@dataclass(frozen=True, slots=True)
class OneStopInterviews:
    """Interviews that ended in applications of two sections or more."""

    identifier: str = "visits.one_stop_interviews"
    title: str = "一つの窓口で済んだ聞き取りの件数"
    unit: str = "件"
    formula: str = "今年度の窓口の聞き取りのうち、2つ以上の課への申請を一度に出したものの数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        count = figures.count_one_stop(municipality_id=municipality_id, on=on)
        return measures.Computed(value=Decimal(count), source=_SOURCE)


@dataclass(frozen=True, slots=True)
class Satisfaction:
    identifier: str = "visits.satisfaction"
    title: str = "窓口の聞き取りの満足度"
    unit: str = "%"
    formula: str = "今年度に「よかった」を押した人の数 ÷ 感想を押した人の数"

    def compute(self, municipality_id: UUID, on: date) -> measures.Computed:
        good, rated = figures.count_ratings(municipality_id=municipality_id, on=on)
        return measures.share(part=good, whole=rated, source=_SOURCE)


@dataclass(frozen=True, slots=True)
class SimulatedReader:
    """A card that does not exist, for trying and for tests. Nobody is called so."""

    source: Source
    identifier: str
    name: str

    def read(self, posted: Mapping[str, str]) -> Reading:  # noqa: ARG002 — there is no device.
        facts = {
            "person.name": {
                "family": "見本", "given": "しるべ", "family_kana": "ミホン", "given_kana": "シルベ",
            },
            "person.born_on": "1966-05-04",
            "address.current": {"free": "架空の県標市しるべ町1-2-3"},
        }  # fmt: skip
        return Reading(self.source, facts)


@dataclass(frozen=True, slots=True)
class AtOneCounter:
    """「窓口で一度に」 beside the guide's result."""

    identifier: str = "visits.at_one_counter"

    def find(self, *, municipality_id: UUID, event: str, language: str) -> procedures.EventOffer | None:
        package = find_package_of_event(municipality_id=municipality_id, life_event=event)
        if package is None:
            return None
        url = reverse("interviews:prepare", args=[package.code])
        return procedures.EventOffer(_("窓口で一度に"), package.summary.in_language(language), url)


procedures.event_offers.register(AtOneCounter())
for measure in (SheetsNotWritten(), OneStopInterviews(), Satisfaction()):
    measures.measures.register(measure)
jobs.schedules.register(
    jobs.Schedule(identifier="visits.forget_interviews", task=forget_interviews, when=jobs.Hourly(7))
)
if settings.SIMULATED_READER:
    readers.register(SimulatedReader(Source.CARD, "simulated_card", "マイナンバーカード（模擬）"))
    readers.register(SimulatedReader(Source.LICENCE, "simulated_licence", "運転免許証（模擬）"))

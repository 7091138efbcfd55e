"""The interview's background work, its place beside the guide, and the simulated reader where a setting asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.files import interface as files
from shirube.jobs import interface as jobs
from shirube.procedures import interface as procedures
from shirube.visits.commands.interviews.forgetting import forget_interview_again
from shirube.visits.domain.interview.states import Source
from shirube.visits.queries.interviews.packages import find_package_of_event
from shirube.visits.queries.interviews.sealing import KEY
from shirube.visits.registry import Reading, readers
from shirube.visits.tasks import forget_interviews


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
files.forgetters.register(files.Forgetter(identifier=KEY, forget=forget_interview_again))
jobs.schedules.register(
    jobs.Schedule(identifier="visits.forget_interviews", task=forget_interviews, when=jobs.Hourly(7))
)
if settings.SIMULATED_READER:
    readers.register(SimulatedReader(Source.CARD, "simulated_card", "マイナンバーカード（模擬）"))
    readers.register(SimulatedReader(Source.LICENCE, "simulated_licence", "運転免許証（模擬）"))

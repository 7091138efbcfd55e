"""A city that offers おくやみ at one counter, with the sections that receive, and somebody who comes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from shirube.accounts.interface import SYSTEM, Actor
from shirube.forms import interface as forms
from shirube.kernel.clock import JAPAN, japan_date
from shirube.organizations.models import Municipality
from shirube.procedures import interface as procedures
from shirube.procedures.queries.catalogue import forget_catalogues
from shirube.visits import interface as visits
from shirube.visits.queries.interviews.reading import InterviewView, get_interview
from tests.factories.organizations import SectionFactory
from tests.visits.interviews.packages import package_content, procedure_pack, ready_package

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=JAPAN)
PACK = "counter"


def offer_package(city: Municipality, code: str, only: tuple[str, ...] = ()) -> dict[str, Any]:
    """The city receives the procedures of the package, all or `only` some; its sections by name."""
    forget_catalogues()
    codes = only or tuple(one.procedure for one in ready_package(code).procedures)
    packs = [procedure_pack(one) for one in codes]
    for pack in packs:
        procedures.load_procedure(pack_name=PACK, content=pack, actor=SYSTEM, now=NOW)
    names = sorted({pack["section_kind"] for pack in packs})
    sections = {
        name: SectionFactory(municipality=city, code=f"s{place}", name=name)
        for place, name in enumerate(names)
    }
    adoption = {
        "kind": "adoption",
        "municipality": city.code,
        "pack": PACK,
        "reception": "on",
        "sections": {name: name for name in names},
    }
    procedures.load_adoption(
        municipality_id=city.pk, pack=procedures.parse_adoption_pack(adoption), actor=SYSTEM, now=NOW
    )
    visits.load_package(content=package_content(code), now=NOW)
    return sections


@dataclass(frozen=True)
class Desk:
    """A clerk with a tablet."""

    city: Municipality
    clerk: Actor
    now: datetime = NOW

    def later(self, **span: float) -> Desk:
        return replace(self, now=self.now + timedelta(**span))

    @property
    def by(self) -> dict[str, Any]:
        return {"actor": self.clerk, "now": self.now}

    @property
    def act(self) -> dict[str, Any]:
        return {"municipality_id": self.city.pk, **self.by}

    def start(self, package: str = "okuyami", **facts: Any) -> InterviewView:
        started = visits.start_interview(**self.act, package=package, language="ja", **facts)
        return self.look(started.interview_id)

    def look(self, interview_id: UUID) -> InterviewView:
        return get_interview(municipality_id=self.city.pk, interview_id=interview_id, now=self.now)

    def answer(self, interview: InterviewView, answers: dict[str, Any]) -> InterviewView:
        """As if all of it had been typed."""
        bound = forms.Bound({**interview.answers, **answers})
        visits.save_answers(interview=interview, bound=bound, now=self.now)
        return self.look(interview.id)

    def check(self, interview: InterviewView) -> InterviewView:
        """Asked for, and said to be right."""
        visits.ask_check(interview=interview, **self.by)
        visits.confirm_spoken(interview=self.look(interview.id), **self.by)
        return self.look(interview.id)

    def hand_in(self, interview: InterviewView) -> Any:
        return visits.hand_in(
            interview=interview, identity_seen="運転免許証", papers_seen=["会葬礼状"], **self.by
        )

    def codes_of(self, interview: InterviewView) -> list[str]:
        return [one.code for one in interview.applying(japan_date(self.now))]

"""港市の子育て支援課 receives 児童手当 online; people who apply and people who work on it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from shirube.accounts.interface import Actor, Role
from shirube.accounts.models import User
from shirube.applications import interface as applications
from shirube.applications.domain.people import Holder
from shirube.applications.models import Case
from shirube.forms import interface as forms
from shirube.kernel.clock import JAPAN, japan_date
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality, Section
from tests.applications.forms import allowance_form
from tests.conftest import CityClient
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory
from tests.factories.procedures import adopt, load_content, procedure_content
from tests.people import MORITA, SATO, SUZUKI

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=JAPAN)
TODAY = japan_date(NOW)
COLUMNS = [
    {"header": "受付番号", "value": "receipt_number"},
    {"header": "氏", "value": "answers.applicant_name.family"},
    {"header": "生年月日", "value": "answers.born_on"},
]


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


PNG = _picture()
TYPED = {
    "applicant_name.family": ["髙橋"],
    "applicant_name.given": ["凪"],
    "applicant_name.family_kana": ["タカハシ"],
    "applicant_name.given_kana": ["ナギ"],
    "born_on.era": ["western"],
    "born_on.year": ["1990"],
    "born_on.month": ["4"],
    "born_on.day": ["1"],
    "mail": ["takahashi@resident.example"],
}


@pytest.fixture
def section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="kosodate", name="子育て支援課")


@pytest.fixture
def other_section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="zeimu", name="税務課")


@pytest.fixture
def offer(in_city: Municipality, section: Section) -> Callable[..., None]:
    """`offer(level="none", reception={…})`: the city takes the procedure over, with these facts."""

    def load(**facts: Any) -> None:
        usual = {
            "level": "mail",
            "form": allowance_form(),
            "route": ["section_chief"],
            "document": {"title": "認定通知書", "body": "{applicant_name} 様\n{officer_note}"},
            "export": {"encoding": "cp932", "columns": COLUMNS},
        }
        load_content(procedure_content(**{**usual, **facts}))
        adopt(in_city, sections={section.name: section.name})

    return load


@pytest.fixture
def offered(offer: Callable[..., None]) -> None:
    offer()


@pytest.fixture
def yamada() -> Holder:
    """A resident signed in by mail."""
    return Holder(resident_id=new_id(), level=IdentityLevel.MAIL, name="", mail="yamada@resident.example")


@pytest.fixture
def clerk(in_city: Municipality, section: Section) -> Actor:
    return worker(in_city, section, Role.SECTION_STAFF, **SATO.account)


@pytest.fixture
def colleague(in_city: Municipality, section: Section) -> Actor:
    return worker(in_city, section, Role.SECTION_STAFF, email="mori@city.example", name="森 健")


@pytest.fixture
def chief(in_city: Municipality, section: Section) -> Actor:
    return worker(in_city, section, Role.SECTION_CHIEF, **SUZUKI.account)


@pytest.fixture
def stranger(in_city: Municipality, other_section: Section) -> Actor:
    """The chief of another section."""
    return worker(in_city, other_section, Role.SECTION_CHIEF, email="abe@city.example", name="阿部 学")


def worker(city: Municipality, section: Section, role: Role, **facts: Any) -> Actor:
    """Somebody with an account who works in the section."""
    user = UserFactory(**{role.value: True, "municipality": city, "section": section, **facts})
    return Actor(staff_id=user.pk, roles=frozenset({role}), sections=frozenset({(role, section.pk)}))


@pytest.fixture
def deed(in_city: Municipality) -> Callable[..., Any]:
    """`deed(command, **facts)`: run the command for the city, now."""

    def run(command: Callable[..., Any], **facts: Any) -> Any:
        return command(**{"municipality_id": in_city.pk, "now": NOW, **facts})

    return run


@dataclass(frozen=True)
class Applicant:
    """A resident at the screen: begins, types, and sends in."""

    city: Municipality
    holder: Holder
    now: datetime = NOW

    def begin(self, code: str = "allowance", **facts: Any) -> applications.DraftStarted:
        return applications.start_draft(
            municipality_id=self.city.pk, procedure_code=code, holder=self.holder, now=self.now, **facts
        )

    def with_secret(self, secret: str) -> Applicant:
        return replace(self, holder=replace(self.holder, secret=secret))

    def open(self, draft_id: UUID) -> applications.DraftView:
        today = japan_date(self.now)
        return applications.open_draft(
            municipality_id=self.city.pk, draft_id=draft_id, holder=self.holder, today=today
        )

    def type(
        self,
        draft_id: UUID,
        posted: dict[str, list[str]] | None = None,
        *,
        step: str = "applicant",
        device: str = "telephone",
        seen: int | None = None,
        files: Any = None,
        draft: applications.DraftView | None = None,
    ) -> applications.DraftSaved:
        draft = draft or self.open(draft_id)
        bound = forms.bind_step(
            draft.form,
            step,
            TYPED if posted is None else posted,
            draft.answers,
            today=japan_date(self.now),
            typed=draft.typed,
            files=files,
            partial=True,
        )
        return applications.save_draft(
            draft=draft,
            step_code=step,
            bound=bound,
            holder=self.holder,
            device=device,
            seen=draft.revision if seen is None else seen,
            now=self.now,
        )

    def upload(self, draft_id: UUID, content: bytes = PNG, name: str = "photo.png") -> Any:
        return applications.add_draft_file(
            municipality_id=self.city.pk,
            draft_id=draft_id,
            holder=self.holder,
            name=name,
            declared_type="image/png",
            content=io.BytesIO(content),
            now=self.now,
        )

    def send(self, draft_id: UUID, key: str = "page", **facts: Any) -> applications.Receipt:
        return applications.submit_application(
            municipality_id=self.city.pk,
            draft_id=draft_id,
            holder=self.holder,
            submission_key=key,
            now=self.now,
            **facts,
        )

    def apply(self, **facts: Any) -> applications.Receipt:
        """From the beginning to the receipt."""
        started = self.begin(**facts)
        me = self.with_secret(started.secret) if started.secret else self
        me.type(started.draft_id)
        return me.send(started.draft_id)


@pytest.fixture
def resident(in_city: Municipality, yamada: Holder) -> Applicant:
    return Applicant(in_city, yamada)


@pytest.fixture
def visitor(in_city: Municipality) -> Applicant:
    """Somebody without account."""
    return Applicant(in_city, Holder())


@pytest.fixture
def case(offered: None, resident: Applicant) -> Case:
    """An application of 髙橋 凪, just received."""
    return Case.objects.get(pk=resident.apply().case_id)


@pytest.fixture
def subchief(in_city: Municipality, section: Section) -> Actor:
    """The 係長 of the section. Sections without one skip that desk."""
    return worker(in_city, section, Role.SUBSECTION_CHIEF, **MORITA.account)


@pytest.fixture
def at_desk(city: Municipality) -> Callable[[Actor], CityClient]:
    """The browser of somebody who works here."""
    return lambda actor: CityClient(city).enter(User.objects.get(pk=actor.staff_id))


@pytest.fixture
def office(at_desk: Any, clerk: Actor) -> CityClient:
    """The clerk's browser."""
    browser: CityClient = at_desk(clerk)
    return browser

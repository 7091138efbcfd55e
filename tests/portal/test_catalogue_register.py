"""The register of procedures is held against the catalogue: what both say differently is shown to those who keep them."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.accounts.interface import Role
from shirube.organizations.models import Municipality, Section
from shirube.portal.queries.catalogue import REGISTER, look_at_procedures
from shirube.registers import interface as registers
from tests.conftest import CityClient
from tests.factories.organizations import SectionFactory
from tests.factories.procedures import adopt, load_content, procedure_content
from tests.factories.registers import TODAY, load_register, register_content

TITLE = "しるべの今の様子とちがう項目"


@pytest.fixture
def family(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="kosodate", name="子育て支援課")


@pytest.fixture
def catalogue(in_city: Municipality, family: Section) -> Municipality:
    """The allowance is received online, the care is not."""
    load_content(procedure_content(), procedure_content("care", number=16))
    adopt(in_city, sections={"子育て支援課": "子育て支援課"}, overrides={"care": {"reception": "off"}})
    return in_city


def keep(city: Municipality, **allowance: Any) -> None:
    """A register that knows nothing of the allowance but what is given, and of a procedure that is not here."""
    items = [
        {"key": "allowance", "title": "児童手当", "section": "kosodate", **allowance},
        {"key": "care", "title": "介護", "section": "kosodate"},
        {"key": "elsewhere", "title": "しるべにない手続", "section": "kosodate"},
    ]
    load_register(city, definition=register_content(code=REGISTER), items=items, register=REGISTER)


def test_the_catalogue_tells_what_is_received_now(catalogue: Municipality) -> None:
    found = look_at_procedures(municipality_id=catalogue.pk)

    assert {code: one.is_done for code, one in found.items()} == {"allowance": True, "care": False}


def test_who_keeps_the_register_sees_what_differs(catalogue: Municipality, signed_in: Any) -> None:
    keep(catalogue)

    page = signed_in(Role.DX_PROMOTION).get(f"staff/registers/{REGISTER}/").content.decode()

    note = page.split(TITLE)[1].split("</ul>")[0]
    assert "児童手当" in note
    assert "オンラインで受付中" in note
    assert "介護" not in note
    assert "しるべにない手続" not in note


def test_what_agrees_needs_no_note(catalogue: Municipality, signed_in: Any) -> None:
    keep(catalogue, stages={"live": {"planned": "2026-04-01", "actual": "2026-04-01"}})
    client: CityClient = signed_in(Role.DX_PROMOTION)

    assert TITLE not in client.get(f"staff/registers/{REGISTER}/").content.decode()


def test_the_items_page_leads_to_the_procedure(catalogue: Municipality, signed_in: Any) -> None:
    keep(catalogue)
    register = registers.find_register(municipality_id=catalogue.pk, code=REGISTER, on=TODAY)
    assert register is not None
    item = next(one for one in register.items if one.key == "allowance")

    page = signed_in(Role.DX_PROMOTION).get(f"staff/registers/{REGISTER}/items/{item.id}/").content.decode()

    assert "/staff/procedures/allowance/" in page
    assert "台帳の実績と合っていません" in page

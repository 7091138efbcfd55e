"""Founding a municipality and renaming its sections."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shirube.audit import interface as audit
from shirube.kernel.scope import municipality_scope
from shirube.organizations import interface as organizations
from shirube.organizations.models import Municipality
from tests.factories.organizations import SectionFactory

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
ENTRY = organizations.MunicipalityEntry(
    code="990019",
    slug="shirube",
    name="標市",
    kana="しるべし",
    english="Shirube City",
    prefecture="架空の県",
    sections=[organizations.SectionEntry(code="shimin", name="市民課")],
)


@pytest.mark.django_db
def test_registering_twice_makes_one_municipality() -> None:
    first = organizations.register_municipality(entry=ENTRY, actor=audit.SYSTEM, now=NOW)
    second = organizations.register_municipality(entry=ENTRY, actor=audit.SYSTEM, now=NOW)

    assert first == second
    with municipality_scope(first):
        assert len(organizations.list_sections(municipality_id=first)) == 1


@pytest.mark.django_db
def test_a_wrong_check_digit_is_refused() -> None:
    with pytest.raises(organizations.InvalidCodeError):
        organizations.register_municipality(
            entry=organizations.MunicipalityEntry(
                code="990018", slug="x", name="x", kana="x", english="x", prefecture="x"
            ),
            actor=audit.SYSTEM,
            now=NOW,
        )


def test_a_renamed_section_keeps_its_old_name_for_older_days(in_city: Municipality) -> None:
    section = SectionFactory(municipality=in_city, name="情報課")

    organizations.rename_section(
        municipality_id=in_city.pk,
        section_id=section.pk,
        code="dx",
        name="DX推進課",
        on=date(2026, 4, 1),
        actor=audit.SYSTEM,
        now=NOW,
    )

    before = organizations.list_sections(municipality_id=in_city.pk, on=date(2026, 3, 31))
    after = organizations.list_sections(municipality_id=in_city.pk, on=date(2026, 4, 1))
    assert [item.name for item in before] == ["情報課"]
    assert [item.name for item in after] == ["DX推進課"]


def test_a_section_is_renamed_once(in_city: Municipality) -> None:
    section = SectionFactory(municipality=in_city)
    facts = {
        "municipality_id": in_city.pk,
        "section_id": section.pk,
        "on": date(2026, 4, 1),
        "actor": audit.SYSTEM,
        "now": NOW,
    }
    organizations.rename_section(code="new", name="新課", **facts)

    with pytest.raises(organizations.SectionClosedError):
        organizations.rename_section(code="newer", name="新々課", **facts)

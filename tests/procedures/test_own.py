"""Entries that a city makes itself from its own forms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shirube.accounts.interface import Actor, Role
from shirube.audit.models import Entry
from shirube.organizations.models import Municipality, Section
from shirube.procedures import interface as procedures
from shirube.procedures.commands import editing
from shirube.procedures.commands.guards import NotYourProcedureError, ProcedureMovedError
from shirube.procedures.commands.own import CodeTakenError, NotAProposalError, discard_proposal
from shirube.procedures.commands.refusals import FormMissingError, NotOverriddenError, SecondPersonError
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory
from tests.factories.procedures import LOADED_AT, adopt, load_content, procedure_content
from tests.people import SATO, SUZUKI
from tests.procedures.own import agree, own_facts, propose, publish_own

LATER = LOADED_AT + timedelta(days=1)


@pytest.fixture
def form(children_section: Section) -> None:
    publish_own(children_section)


@pytest.fixture
def sato(children_section: Section) -> Actor:
    """A clerk of the section."""
    return UserFactory(section_staff=True, section=children_section, **SATO.account).as_actor()


@pytest.fixture
def suzuki(children_section: Section) -> Actor:
    """Its chief."""
    return UserFactory(section_chief=True, section=children_section, **SUZUKI.account).as_actor()


@pytest.fixture
def proposed(in_city: Municipality, form: None, sato: Actor) -> Municipality:
    propose(in_city, sato)
    return in_city


def entry(city: Municipality, code: str = "absence") -> procedures.ProcedureSummary:
    return procedures.get_entry(municipality_id=city.pk, code=code)


def test_residents_see_nothing_of_a_proposal(proposed: Municipality) -> None:
    look = {"municipality_id": proposed.pk}

    assert entry(proposed).is_proposed
    assert procedures.list_procedures(**look) == ()
    assert procedures.find_procedure(**look, code="absence") is None
    assert procedures.search_procedures(**look, query="おやすみ").hits == ()


def test_another_person_opens_reception(proposed: Municipality, suzuki: Actor) -> None:
    agree(proposed, suzuki)

    found = procedures.get_procedure(municipality_id=proposed.pk, code="absence")
    hits = procedures.search_procedures(municipality_id=proposed.pk, query="おやすみ").hits
    assert found.is_receiving(LATER)
    assert [hit.procedure.code for hit in hits] == ["absence"]
    assert set(Entry.objects.filter(action__startswith="procedures.").values_list("action", flat=True)) == {
        "procedures.procedure_added",
        "procedures.procedure_switched",
    }


def test_nobody_opens_what_they_proposed_themselves(in_city: Municipality, form: None, suzuki: Actor) -> None:
    propose(in_city, suzuki)

    with pytest.raises(SecondPersonError):
        agree(in_city, suzuki)

    assert entry(in_city).is_proposed


def test_after_the_second_person_the_first_may_switch_too(
    in_city: Municipality, form: None, suzuki: Actor
) -> None:
    propose(in_city, suzuki)
    agree(in_city, UserFactory(municipality=in_city, dx_promotion=True).as_actor())

    agree(in_city, suzuki, closes_on=LATER.date())

    assert entry(in_city).reception.closes_on == LATER.date()


def test_a_clerk_does_not_open_reception(proposed: Municipality, children_section: Section) -> None:
    other_clerk = UserFactory(municipality=proposed, section_staff=True, section=children_section).as_actor()

    with pytest.raises(NotYourProcedureError):
        agree(proposed, other_clerk)


@pytest.mark.parametrize("role", [Role.SECTION_STAFF, Role.SECTION_CHIEF, Role.HEADQUARTERS, Role.AUDITOR])
def test_others_do_not_propose_for_a_section(in_city: Municipality, form: None, role: Role) -> None:
    elsewhere = {"section": SectionFactory(municipality=in_city)} if "section" in role.value else {}
    stranger = UserFactory(municipality=in_city, **{role.value: True}, **elsewhere).as_actor()

    with pytest.raises(NotYourProcedureError):
        propose(in_city, stranger)


def test_a_form_of_another_section_is_not_taken(
    in_city: Municipality, children_section: Section, sato: Actor
) -> None:
    publish_own(SectionFactory(municipality=in_city))

    with pytest.raises(NotYourProcedureError):
        propose(in_city, sato)


def test_a_form_that_is_not_in_force_is_not_received(
    in_city: Municipality, children_section: Section, sato: Actor
) -> None:
    with pytest.raises(FormMissingError):
        propose(in_city, sato)


def test_a_code_is_given_once_in_a_city(proposed: Municipality, sato: Actor) -> None:
    second = propose(proposed, sato)

    with pytest.raises(CodeTakenError):
        propose(proposed, sato, code="absence")

    assert second == "absence-2"


def test_the_code_of_a_pack_is_left_to_the_pack(
    adopted: Municipality, children_section: Section, sato: Actor
) -> None:
    publish_own(children_section)

    with pytest.raises(CodeTakenError):
        propose(adopted, sato, code="allowance")


def test_two_cities_may_use_one_code(proposed: Municipality, other_city: Municipality) -> None:
    assert procedures.find_procedure(municipality_id=other_city.pk, code="absence") is None
    with pytest.raises(procedures.ProcedureNotFoundError):
        entry(other_city)


def test_packs_stay_away_from_an_entry_of_the_city(proposed: Municipality, suzuki: Actor) -> None:
    agree(proposed, suzuki)
    before = entry(proposed)
    load_content(procedure_content("absence", fee_yen=900), procedure_content())

    kept = adopt(proposed, sections={"子育て支援課": "子育て支援課"})

    assert entry(proposed) == before
    assert entry(proposed, "allowance").fee_yen == 0
    assert [(one.procedure, one.part) for one in kept] == [("absence", procedures.Part.ENTRY)]


def test_even_replacing_edits_spares_it(proposed: Municipality) -> None:
    load_content(procedure_content("absence", fee_yen=900))
    before = entry(proposed)

    adopt(proposed, sections={"子育て支援課": "子育て支援課"}, replace_edits=True)

    assert entry(proposed) == before


def test_its_facts_are_rewritten_without_a_pack_beside(proposed: Municipality, suzuki: Actor) -> None:
    agree(proposed, suzuki)
    wishes = {
        "fee_yen": 200,
        "per_person": "once",
        "route": ["section_chief"],
        "results": ["decided", "rejected"],
    }

    editing.edit_procedure(
        municipality_id=proposed.pk, code="absence", wishes=wishes, seen_revision=2, actor=suzuki, now=LATER
    )

    found = entry(proposed)
    assert (found.fee_yen, found.per_person, found.route) == (200, "once", ["section_chief"])
    assert (found.is_received, found.overrides) == (True, [])


def test_there_is_no_pack_to_go_back_to(proposed: Municipality, suzuki: Actor) -> None:
    with pytest.raises(NotOverriddenError):
        editing.drop_override(
            municipality_id=proposed.pk,
            code="absence",
            key="fee_yen",
            seen_revision=1,
            actor=suzuki,
            now=LATER,
        )


def test_its_clerk_mends_a_proposal_and_leaves_the_rest_to_the_chief(
    proposed: Municipality, sato: Actor, suzuki: Actor
) -> None:
    edit: Any = {"municipality_id": proposed.pk, "code": "absence", "actor": sato, "now": LATER}
    editing.edit_procedure(**edit, wishes={"fee_yen": 200}, seen_revision=1)
    agree(proposed, suzuki)

    with pytest.raises(NotYourProcedureError):
        editing.edit_procedure(**edit, wishes={"fee_yen": 300}, seen_revision=3)

    assert entry(proposed).fee_yen == 200


def test_a_proposal_is_taken_back(proposed: Municipality, sato: Actor) -> None:
    facts: Any = {"municipality_id": proposed.pk, "code": "absence", "actor": sato, "now": LATER}
    with pytest.raises(ProcedureMovedError):
        discard_proposal(**facts, seen_revision=7)

    discard_proposal(**facts, seen_revision=1)

    assert procedures.list_proposals(municipality_id=proposed.pk) == ()


def test_what_residents_have_seen_is_not_taken_away(proposed: Municipality, suzuki: Actor) -> None:
    agree(proposed, suzuki)

    with pytest.raises(NotAProposalError):
        discard_proposal(
            municipality_id=proposed.pk, code="absence", seen_revision=2, actor=suzuki, now=LATER
        )


def test_a_file_cannot_make_a_proposal(in_city: Municipality) -> None:
    content = {
        "kind": "adoption",
        "municipality": in_city.code,
        "pack": "nationwide-28",
        "reception": "proposed",
    }

    with pytest.raises(Exception, match="invalid_pack"):
        procedures.parse_adoption_pack(content)


def test_a_window_the_wrong_way_round_is_a_defect_of_the_caller(
    in_city: Municipality, form: None, sato: Actor
) -> None:
    window = {"opens_on": "2026-06-02", "closes_on": "2026-06-01", "per_person": "many"}

    with pytest.raises(ValueError, match="window_reversed"):
        propose(in_city, sato, **own_facts(reception=window))

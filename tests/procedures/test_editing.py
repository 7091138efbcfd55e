"""What staff change in their city's catalogue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM, Actor, Role
from shirube.audit.models import Entry
from shirube.organizations.models import Municipality, Section
from shirube.procedures import interface as procedures
from shirube.procedures.commands import editing, refusals
from shirube.procedures.commands.guards import NotYourProcedureError, ProcedureMovedError
from shirube.procedures.models import ProcedureChange
from tests.factories.accounts import UserFactory
from tests.factories.organizations import SectionFactory
from tests.factories.procedures import LOADED_AT, adopt, load_content, procedure_content

LATER = LOADED_AT + timedelta(days=1)


def entry(city: Municipality) -> procedures.ProcedureSummary:
    return procedures.get_procedure(municipality_id=city.pk, code="allowance")


def switch(city: Municipality, state: procedures.State, actor: Actor = SYSTEM, **facts: Any) -> None:
    editing.switch_reception(
        municipality_id=city.pk, code="allowance", state=state, actor=actor, now=LATER,
        **{"opens_on": None, "closes_on": None, "seen_revision": entry(city).revision, **facts},
    )  # fmt: skip


def edit(city: Municipality, actor: Actor = SYSTEM, seen: int | None = None, **wishes: Any) -> None:
    editing.edit_procedure(
        municipality_id=city.pk, code="allowance", wishes=wishes, actor=actor, now=LATER,
        seen_revision=seen or entry(city).revision,
    )  # fmt: skip


def actor_with(role: Role, city: Municipality, section: Section | None = None) -> Actor:
    extra = {"section": section} if section else {}
    return UserFactory(municipality=city, **{role.value: True}, **extra).as_actor()


def test_a_chief_switches_reception_of_the_own_section(adopted: Municipality, children_section) -> None:
    chief = actor_with(Role.SECTION_CHIEF, adopted, children_section)

    switch(adopted, procedures.State.OFF, chief, reason="様式の見直し")

    assert entry(adopted).refusal_at(LATER) is procedures.Refusal.OFF
    assert ProcedureChange.objects.get(kind="switched").reason == "様式の見直し"
    assert Entry.objects.filter(action="procedures.procedure_switched").count() == 1


@pytest.mark.parametrize("role", [Role.HEADQUARTERS, Role.AUDITOR, Role.SECTION_CHIEF, Role.SECTION_STAFF])
def test_others_may_not(adopted: Municipality, role: Role) -> None:
    elsewhere = SectionFactory(municipality=adopted) if "section" in role.value else None
    with pytest.raises(NotYourProcedureError):
        switch(adopted, procedures.State.OFF, actor_with(role, adopted, elsewhere))


@pytest.mark.parametrize("role", [Role.DX_PROMOTION, Role.ADMINISTRATOR])
def test_a_window_is_set_for_the_whole_city(adopted: Municipality, role: Role) -> None:
    june = {"opens_on": date(2026, 6, 1), "closes_on": date(2026, 6, 30)}

    switch(adopted, procedures.State.ON, actor_with(role, adopted), **june)

    assert entry(adopted).refusal_on(date(2026, 5, 31)) is procedures.Refusal.NOT_YET
    assert entry(adopted).refusal_on(date(2026, 6, 30)) is None


def test_what_cannot_be_received_is_not_switched_on(in_city: Municipality) -> None:
    load_content()
    adopt(in_city, reception="off")
    with pytest.raises(refusals.SectionMissingError):
        switch(in_city, procedures.State.ON)


def test_a_window_the_wrong_way_round_is_refused(adopted: Municipality) -> None:
    with pytest.raises(refusals.WindowReversedError):
        switch(adopted, procedures.State.ON, opens_on=date(2026, 6, 2), closes_on=date(2026, 6, 1))


def test_the_same_again_is_no_change(adopted: Municipality) -> None:
    with pytest.raises(refusals.NothingChangedError):
        switch(adopted, procedures.State.ON)


def test_own_words_survive_a_newer_pack_and_stand_beside_it(adopted: Municipality) -> None:
    edit(adopted, fee_yen=300, summary={"ja": "このまちの手当です。", "en": "", "ja-easy": ""})

    load_content(procedure_content(fee_yen=100, standard_days=25), now=LATER)

    found = entry(adopted)
    overrides = {one.key: (one.value, one.packed) for one in found.overrides}
    assert (found.fee_yen, found.standard_days) == (300, 25)
    assert overrides["fee_yen"] == (300, 100)
    assert found.summary.ja == "このまちの手当です。"


def test_a_translation_that_would_say_something_else_goes(adopted: Municipality) -> None:
    edit(adopted, summary={"ja": "別の説明です。", "en": "Money for people raising children.", "ja-easy": ""})

    assert entry(adopted).summary.en == ""


def test_saying_again_what_the_pack_says_is_no_override(adopted: Municipality) -> None:
    edit(adopted, fee_yen=300)
    edit(adopted, fee_yen=0)

    assert entry(adopted).overrides == []


def test_the_pack_may_speak_again(adopted: Municipality) -> None:
    edit(adopted, fee_yen=300)
    seen = entry(adopted).revision

    editing.drop_override(
        municipality_id=adopted.pk,
        code="allowance",
        key="fee_yen",
        seen_revision=seen,
        actor=SYSTEM,
        now=LATER,
    )

    assert entry(adopted).fee_yen == 0


def test_of_two_who_save_at_once_one_is_told(adopted: Municipality) -> None:
    seen = entry(adopted).revision
    edit(adopted, seen=seen, fee_yen=300)

    with pytest.raises(ProcedureMovedError):
        edit(adopted, seen=seen, fee_yen=400)

    assert entry(adopted).fee_yen == 300


def test_only_who_looks_after_the_whole_city_assigns_sections(
    adopted: Municipality, children_section
) -> None:
    other = SectionFactory(municipality=adopted, code="shimin", name="市民課")
    call = {"municipality_id": adopted.pk, "code": "allowance", "section_code": "shimin", "now": LATER}
    with pytest.raises(NotYourProcedureError):
        editing.assign_section(
            **call, seen_revision=1, actor=actor_with(Role.SECTION_CHIEF, adopted, children_section)
        )

    editing.assign_section(**call, seen_revision=1, actor=actor_with(Role.DX_PROMOTION, adopted))

    assert entry(adopted).section_id == other.pk

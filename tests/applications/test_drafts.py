"""Drafts: begun, gone on with on another device, carried over, thrown away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shirube.applications import interface as applications
from shirube.applications.commands.keeping import forget_expired_drafts
from shirube.applications.domain.people import Holder
from shirube.applications.models import Dossier, Draft
from shirube.files.models import StoredFile
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, TYPED, Applicant
from tests.applications.forms import allowance_form

NUMBER = "123456789018"


@pytest.fixture
def draft_id(offered: None, resident: Applicant) -> Any:
    return resident.begin().draft_id


def test_what_was_typed_is_there_on_another_device(draft_id: Any, resident: Applicant) -> None:
    resident.type(draft_id)

    assert resident.open(draft_id).answers["applicant_name"]["family"] == "髙橋"


def test_what_is_not_valid_is_kept_as_it_was_typed(draft_id: Any, resident: Applicant) -> None:
    resident.type(draft_id, {**TYPED, "born_on.month": ["13"]})

    opened = resident.open(draft_id)
    assert opened.typed["born_on"]["born_on.month"] == ["13"]
    assert "born_on" not in opened.answers


def test_two_devices_keep_each_others_fields(draft_id: Any, resident: Applicant) -> None:
    old = resident.open(draft_id)
    resident.type(draft_id, {"mail": ["a@resident.example"]}, device="telephone")
    resident.type(
        draft_id,
        {"born_on.era": ["western"], "born_on.year": ["1990"], "born_on.month": ["4"], "born_on.day": ["1"]},
        device="desk",
        seen=old.revision,
    )

    answers = resident.open(draft_id).answers
    assert (answers["mail"], answers["born_on"]) == ("a@resident.example", "1990-04-01")


def test_two_saves_of_the_same_moment_keep_both_fields(draft_id: Any, resident: Applicant) -> None:
    loaded = resident.open(draft_id)
    resident.type(draft_id, {"mail": ["a@resident.example"]}, device="telephone", draft=loaded)
    resident.type(draft_id, {"applicant_name.family": ["髙橋"]}, device="desk", draft=loaded)

    opened = resident.open(draft_id)
    assert opened.answers["mail"] == "a@resident.example"
    assert opened.typed["applicant_name"]["applicant_name.family"] == ["髙橋"]


def test_a_person_has_one_draft_of_a_procedure(draft_id: Any, resident: Applicant) -> None:
    again = resident.begin()

    assert (again.draft_id, again.is_new) == (draft_id, False)


def test_who_asks_for_another_draft_has_two(draft_id: Any, resident: Applicant) -> None:
    another = resident.begin(another=True)

    assert another.draft_id != draft_id
    drafts = applications.list_drafts(municipality_id=resident.city.pk, holder=resident.holder)
    assert {one.number for one in drafts} == {0, 1}


def test_anothers_draft_is_not_found(draft_id: Any, resident: Applicant) -> None:
    other = replace(resident, holder=Holder(resident_id=new_id(), level=IdentityLevel.MAIL))

    with pytest.raises(applications.DraftNotFoundError):
        other.open(draft_id)


def test_who_has_no_account_goes_on_by_a_secret(offer: Callable[..., None], visitor: Applicant) -> None:
    offer(level="none")
    started = visitor.begin()
    me = visitor.with_secret(started.secret)
    me.type(started.draft_id)

    assert me.open(started.draft_id).answers["mail"] == "takahashi@resident.example"
    with pytest.raises(applications.DraftNotFoundError):
        visitor.with_secret("other").open(started.draft_id)


def test_a_draft_without_account_becomes_that_of_who_signs_in(
    offer: Callable[..., None], visitor: Applicant, resident: Applicant, deed: Callable[..., Any]
) -> None:
    offer(level="none")
    started = visitor.begin()
    both = replace(resident.holder, secret=started.secret)

    deed(applications.adopt_draft, draft_id=started.draft_id, holder=both)

    assert resident.open(started.draft_id).id == started.draft_id


def test_nothing_of_the_answers_lies_in_the_clear(draft_id: Any, resident: Applicant) -> None:
    resident.type(draft_id, {**TYPED, "my_number": [NUMBER]})

    row = Draft.objects.get(pk=draft_id)
    stored = bytes(row.content) + bytes(row.secrets)
    assert "髙橋".encode() not in stored
    assert NUMBER.encode() not in stored


def test_my_number_is_masked_and_kept_when_the_box_is_left_empty(draft_id: Any, resident: Applicant) -> None:
    resident.type(draft_id, {**TYPED, "my_number": [NUMBER]})
    resident.type(draft_id)

    opened = resident.open(draft_id)
    assert opened.answers["my_number"].startswith("****")
    assert opened.answers["my_number"].endswith("9018")
    assert NUMBER not in repr(opened)


def test_a_draft_that_is_thrown_away_takes_its_key_and_files_with_it(
    draft_id: Any, resident: Applicant, deed: Callable[..., Any]
) -> None:
    resident.upload(draft_id)

    deed(applications.discard_draft, draft_id=draft_id, holder=resident.holder)

    assert not Dossier.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_new_version_of_the_form_is_told_and_keeps_what_fits(
    draft_id: Any, resident: Applicant, deed: Callable[..., Any], offer: Callable[..., None]
) -> None:
    resident.type(draft_id)
    form = allowance_form()
    form["steps"][0]["fields"] = form["steps"][0]["fields"][:2]
    offer(form=form)

    assert resident.open(draft_id).newer_version_id is not None
    carried = deed(applications.carry_draft_over, draft_id=draft_id, holder=resident.holder)

    opened = resident.open(draft_id)
    assert [loss.path for loss in carried.lost] == ["mail"]
    assert opened.answers["applicant_name"]["given"] == "凪"
    assert opened.newer_version_id is None


def test_a_draft_nobody_goes_on_with_is_forgotten_after_ninety_days(
    draft_id: Any, city: Municipality, resident: Applicant
) -> None:
    later = NOW + timedelta(days=91)

    assert forget_expired_drafts(municipality_id=city.pk, now=later) == 1
    assert not Draft.objects.exists()
    assert not Dossier.objects.exists()


def test_nothing_is_begun_outside_the_window_of_reception(
    offer: Callable[..., None], resident: Applicant
) -> None:
    offer(reception={"closes_on": "2026-11-19"})

    with pytest.raises(applications.ReceptionClosedError):
        resident.begin()


def test_what_the_city_does_not_offer_is_not_begun(offered: None, resident: Applicant) -> None:
    with pytest.raises(applications.ProcedureNotOfferedError):
        resident.begin("unknown")

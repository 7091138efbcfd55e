"""Acting for somebody else: a recorded mandate is looked at when it begins, and again when it is sent in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from shirube.accounts import interface as accounts
from shirube.accounts.models import Mandate, Resident
from shirube.applications import interface as applications
from shirube.applications.commands.running import run_case_chain
from shirube.applications.domain.people import Holder, Represented
from shirube.applications.models import Case, Draft
from shirube.kernel.clock import JAPAN
from shirube.kernel.identity import IdentityLevel
from shirube.notices.models import Notice
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, TODAY, Applicant
from tests.conftest import CityClient
from tests.factories.residents import ResidentFactory
from tests.people import YAMADA

MOTHER = "haruko@resident.example"
TOMORROW = TODAY + timedelta(days=1)
PERSON = accounts.RepresentedPerson(
    name="山田 春子", kana="ヤマダ ハルコ", born_on="1944-05-06", email=MOTHER
)


@pytest.fixture
def daughter(in_city: Municipality) -> Resident:
    resident: Resident = ResidentFactory(municipality=in_city, email=YAMADA.email, told_name=YAMADA.name)
    return resident


@pytest.fixture
def applicant(in_city: Municipality, daughter: Resident, offer: Callable[..., None]) -> Applicant:
    """The daughter, where one may act for others."""
    offer(representative=True)
    holder = Holder(resident_id=daughter.pk, level=IdentityLevel.MAIL, mail=daughter.email)
    return Applicant(in_city, holder)


def mandate(daughter: Resident, *, is_confirmed: bool = True, **changes: Any) -> UUID:
    facts = {"person": PERSON, "basis": accounts.MandateBasis.LETTER, "starts_on": TODAY, "ends_on": TOMORROW}
    city = daughter.municipality_id
    actor = accounts.ResidentActor(resident_id=daughter.pk, level=IdentityLevel.MAIL, authenticated_at=NOW)
    entry = accounts.MandateEntry(**{**facts, **changes})
    found = accounts.request_mandate(municipality_id=city, entry=entry, actor=actor, now=NOW)
    if is_confirmed:
        accounts.confirm_mandate_by_staff(
            municipality_id=city, mandate_id=found, seen="委任状", actor=accounts.SYSTEM, now=NOW
        )
    return found


def begin_for_mother(applicant: Applicant, mandate_id: UUID) -> UUID:
    started = applicant.begin(represented=Represented(name="山田 春子", mandate_id=mandate_id))
    applicant.type(started.draft_id)
    return started.draft_id


def tell(receipt: applications.Receipt, applicant: Applicant) -> Notice:
    """What the chain after the submission tells the person represented."""
    run_case_chain(municipality_id=applicant.city.pk, case_id=receipt.case_id, now=NOW)
    return Notice.objects.get(kind="applications.represented_told")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"procedures": ["youkaigo-nintei"]}, applications.MandateOutOfScopeError),
        ({"starts_on": TOMORROW, "ends_on": None, "basis": "curator"}, applications.MandateNotBegunError),
        ({"is_confirmed": False}, applications.MandateNotConfirmedError),
    ],
)
def test_a_mandate_that_does_not_fit_begins_nothing(
    applicant: Applicant, daughter: Resident, changes: dict[str, Any], error: type[Exception]
) -> None:
    if "basis" in changes:
        changes = {**changes, "basis": accounts.MandateBasis(changes["basis"])}
    mandate_id = mandate(daughter, **changes)

    with pytest.raises(error):
        begin_for_mother(applicant, mandate_id)
    assert not Draft.objects.exists()


def test_nobody_acts_under_the_mandate_of_another(
    applicant: Applicant, daughter: Resident, in_city: Municipality
) -> None:
    thief = replace(applicant, holder=Holder(resident_id=ResidentFactory(municipality=in_city).pk))

    with pytest.raises(applications.MandateOverError):
        begin_for_mother(thief, mandate(daughter))


def test_a_period_that_ends_while_somebody_writes_stops_the_submission_and_keeps_the_draft(
    applicant: Applicant, daughter: Resident
) -> None:
    draft_id = begin_for_mother(applicant, mandate(daughter))

    with pytest.raises(applications.MandateOverError) as raised:
        replace(applicant, now=NOW + timedelta(days=1)).send(draft_id)
    assert raised.value.facts == {"name": "山田 春子"}
    assert Draft.objects.exists()


def test_a_mandate_given_anew_for_the_same_person_carries_on(
    applicant: Applicant, daughter: Resident
) -> None:
    draft_id = begin_for_mother(applicant, mandate(daughter))
    mandate(daughter, starts_on=TOMORROW, ends_on=date(2027, 1, 1))

    assert replace(applicant, now=NOW + timedelta(days=1)).send(draft_id).is_new


def test_a_parent_acts_until_the_child_comes_of_age(applicant: Applicant, daughter: Resident) -> None:
    child = accounts.RepresentedPerson(name="山田 陽", kana="ヤマダ ヨウ", born_on="2008-11-21")
    draft_id = begin_for_mother(
        applicant, mandate(daughter, person=child, basis=accounts.MandateBasis.PARENT, ends_on=None)
    )
    birthday = NOW.replace(day=21, hour=0, minute=0, tzinfo=JAPAN)

    with pytest.raises(applications.MandateOverError):
        replace(applicant, now=birthday).send(draft_id)


def test_the_person_represented_is_told_at_the_address_of_the_mandate(
    applicant: Applicant, daughter: Resident
) -> None:
    receipt = applicant.send(begin_for_mother(applicant, mandate(daughter)))

    assert tell(receipt, applicant).masked_address.startswith("h")


def test_an_account_of_the_person_represented_says_address_and_language(
    applicant: Applicant, daughter: Resident
) -> None:
    mandate_id = mandate(daughter)
    mother = ResidentFactory(municipality=applicant.city, email="new@resident.example", language="ja-easy")
    Mandate.objects.filter(pk=mandate_id).update(represented=mother)

    told = tell(applicant.send(begin_for_mother(applicant, mandate_id)), applicant)

    assert (told.resident_id, told.language, told.masked_address[0]) == (mother.pk, "ja-easy", "n")


def test_a_correction_is_not_sent_in_after_the_end(
    applicant: Applicant, daughter: Resident, deed: Callable[..., Any], clerk: Any
) -> None:
    receipt = applicant.send(begin_for_mother(applicant, mandate(daughter)))
    case = {"case_id": receipt.case_id}
    deed(applications.accept_case, **case, actor=clerk)
    deed(applications.start_review, **case, actor=clerk)
    point = applications.PointEntry(path="mail", reason=applications.CorrectionReason.INCORRECT)
    deed(applications.return_for_correction, **case, actor=clerk, points=[point], message="お願いします")
    started = deed(applications.open_correction, **case, holder=applicant.holder)

    facts = {"draft_id": started.draft_id, "holder": applicant.holder}

    with pytest.raises(applications.RepresentationOverError):
        deed(applications.resubmit_application, **case, **facts, now=NOW + timedelta(days=1))
    with pytest.raises(applications.RepresentationOverError):
        replace(applicant, now=NOW + timedelta(days=1)).open(started.draft_id)


def test_the_case_is_hers_again_when_the_mandate_ends(applicant: Applicant, daughter: Resident) -> None:
    mandate_id = mandate(daughter)
    mother = Holder(resident_id=ResidentFactory(municipality=applicant.city).pk)
    Mandate.objects.filter(pk=mandate_id).update(represented_id=mother.resident_id)
    case_id = applicant.send(begin_for_mother(applicant, mandate_id)).case_id
    city = {"municipality_id": applicant.city.pk}
    seen = {"today": TODAY, **city}
    after = {"today": TOMORROW, **city}

    assert applications.open_my_case(case_id=case_id, holder=applicant.holder, **seen).id == case_id
    assert len(applications.list_my_cases(holder=applicant.holder, **seen)) == 1
    assert applications.list_my_cases(holder=applicant.holder, **after) == []
    with pytest.raises(applications.RepresentationOverError) as raised:
        applications.open_my_case(case_id=case_id, holder=applicant.holder, **after)
    assert raised.value.facts == {"name": "山田 春子"}
    assert applications.open_my_case(case_id=case_id, holder=mother, **after).id == case_id
    assert len(applications.list_my_cases(holder=mother, **after)) == 1


def test_a_case_from_before_mandates_were_named_goes_by_the_person(
    applicant: Applicant, daughter: Resident
) -> None:
    mandate_id = mandate(daughter)
    mother = ResidentFactory(municipality=applicant.city)
    Mandate.objects.filter(pk=mandate_id).update(represented_id=mother.pk)
    case_id = applicant.send(begin_for_mother(applicant, mandate_id)).case_id
    Case.objects.filter(pk=case_id).update(mandate_id=None)
    where = {"municipality_id": applicant.city.pk, "case_id": case_id, "holder": applicant.holder}

    assert applications.open_my_case(**where, today=TODAY).id == case_id
    with pytest.raises(applications.RepresentationOverError):
        applications.open_my_case(**where, today=TOMORROW)


def test_a_mandate_given_anew_opens_the_case_again(applicant: Applicant, daughter: Resident) -> None:
    case_id = applicant.send(begin_for_mother(applicant, mandate(daughter))).case_id
    mandate(daughter, starts_on=TOMORROW, ends_on=date(2027, 1, 1))

    opened = applications.open_my_case(
        municipality_id=applicant.city.pk, case_id=case_id, holder=applicant.holder, today=TOMORROW
    )
    assert opened.id == case_id


def test_letters_go_to_the_person_represented_after_the_end(
    applicant: Applicant, daughter: Resident, deed: Callable[..., Any], clerk: Any
) -> None:
    mandate_id = mandate(daughter)
    case_id = applicant.send(begin_for_mother(applicant, mandate_id)).case_id
    mother = ResidentFactory(municipality=applicant.city, email="new@resident.example")
    Mandate.objects.filter(pk=mandate_id).update(represented=mother)
    Case.objects.filter(pk=case_id).update(represented_id=mother.pk)

    deed(
        applications.write_to_resident,
        case_id=case_id,
        actor=clerk,
        text="調査に伺います",
        now=NOW + timedelta(days=1),
    )

    assert Notice.objects.get(kind="applications.message").resident_id == mother.pk


def test_the_page_of_the_case_says_why_it_opens_no_more(
    applicant: Applicant, daughter: Resident, city_client: CityClient
) -> None:
    mandate_id = mandate(daughter)
    case_id = applicant.send(begin_for_mother(applicant, mandate_id)).case_id
    accounts.end_mandate(
        municipality_id=applicant.city.pk, mandate_id=mandate_id, actor=accounts.SYSTEM, now=NOW
    )
    city_client.enter_resident(daughter)

    response = city_client.get(f"/cases/{case_id}/")

    assert response.status_code == 403
    assert "この申請は、もう見られません" in response.content.decode()


def test_the_start_page_says_which_mandates_do_not_reach_and_marks_the_name_as_needed(
    applicant: Applicant, daughter: Resident, city_client: CityClient
) -> None:
    mandate(daughter, procedures=["youkaigo-nintei"], ends_on=date(2099, 1, 1))
    city_client.enter_resident(daughter)

    text = city_client.get("/apply/allowance/").content.decode()

    assert "山田 春子さん: この手続きは、登録した代理に入っていません。" in text
    name = text[text.index("その人の氏名") :]
    assert name.index("必須") < name.index("任意")


def test_without_a_name_nobody_else_is_applied_for_and_for_oneself_none_is_needed(
    applicant: Applicant, daughter: Resident, city_client: CityClient
) -> None:
    city_client.enter_resident(daughter)

    refused = city_client.post("/apply/allowance/", {"for_whom": "other"})
    begun = city_client.post("/apply/allowance/", {"for_whom": "self"})

    assert (refused.status_code, begun.status_code) == (422, 302)
    assert "その人の氏名を入れてください" in refused.content.decode()


def test_the_check_page_says_beforehand_that_the_mandate_has_ended(
    applicant: Applicant, daughter: Resident, city_client: CityClient
) -> None:
    mandate_id = mandate(daughter)
    draft_id = begin_for_mother(applicant, mandate_id)
    accounts.end_mandate(
        municipality_id=applicant.city.pk, mandate_id=mandate_id, actor=accounts.SYSTEM, now=NOW
    )
    city_client.enter_resident(daughter)

    text = city_client.get(f"/drafts/{draft_id}/check/").content.decode()

    assert "代理の期間が終わっているか、代理が取り消されています" in text
    assert "この内容で申請する" not in text

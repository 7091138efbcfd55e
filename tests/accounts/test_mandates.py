"""Acting for somebody else: asked for, confirmed, refused, ended, and told to both."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core import mail

from shirube.accounts import interface as accounts
from shirube.accounts.interface import (
    SYSTEM,
    Actor,
    MandateBasis,
    MandateEntry,
    MandateState,
    RepresentedPerson,
    ResidentActor,
    Role,
    procedure_sources,
)
from shirube.accounts.models import Mandate, Resident
from shirube.audit.models import Entry
from shirube.kernel.identity import IdentityLevel
from shirube.organizations.models import Municipality
from tests.conftest import CityClient
from tests.factories.residents import ResidentFactory
from tests.people import YAMADA

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
TODAY, TOMORROW, NEXT_YEAR = date(2026, 11, 21), date(2026, 11, 22), date(2027, 11, 21)
MOTHER = "haruko@resident.example"
TYPED = {
    "name": "山田 春子",
    "kana": "ヤマダ ハルコ",
    "born_on": "1944-05-06",
    "email": MOTHER,
    "basis": "letter",
    "starts_on": "2026-11-21",
    "last_day": "2099-11-20",
}


@pytest.fixture
def daughter(in_city: Municipality) -> Resident:
    resident: Resident = ResidentFactory(municipality=in_city, email=YAMADA.email, told_name=YAMADA.name)
    return resident


@pytest.fixture
def mother(in_city: Municipality) -> Resident:
    resident: Resident = ResidentFactory(municipality=in_city, email=MOTHER, told_name="山田 春子")
    return resident


def acting(resident: Resident) -> ResidentActor:
    return ResidentActor(resident_id=resident.pk, level=IdentityLevel.MAIL, authenticated_at=NOW)


def ask(daughter: Resident, **changes: Any) -> UUID:
    person = RepresentedPerson(name="山田 春子", kana="ヤマダ ハルコ", born_on="1944-05-06", email=MOTHER)
    facts = {"person": person, "basis": MandateBasis.LETTER, "starts_on": TODAY, "ends_on": NEXT_YEAR}
    return accounts.request_mandate(
        municipality_id=daughter.municipality_id,
        entry=MandateEntry(**{**facts, **changes}),
        actor=acting(daughter),
        now=NOW,
    )


def confirm_by_paper(daughter: Resident, mandate_id: UUID) -> None:
    accounts.confirm_mandate_by_staff(
        municipality_id=daughter.municipality_id,
        mandate_id=mandate_id,
        seen="登記事項証明書",
        actor=SYSTEM,
        now=NOW,
    )


def find(
    daughter: Resident, on: date = TODAY, procedure_code: str = "anything"
) -> accounts.MandateSummary | None:
    held = accounts.list_held_mandates(
        municipality_id=daughter.municipality_id, representative_id=daughter.pk
    )
    return next((one for one in held if one.refusal_for(procedure_code, on) is None), None)


def last_code() -> str:
    found = re.search(r"\b\d{6}\b", mail.outbox[-1].body)
    assert found
    return found[0]


def test_a_request_alone_allows_nothing(daughter: Resident) -> None:
    ask(daughter)

    assert find(daughter) is None


def test_confirmed_it_holds_for_its_days_and_no_longer(daughter: Resident) -> None:
    confirm_by_paper(daughter, ask(daughter, starts_on=TOMORROW))

    assert find(daughter, TODAY) is None
    assert find(daughter, TOMORROW)
    assert find(daughter, date(2027, 11, 20))
    assert find(daughter, NEXT_YEAR) is None


def test_it_holds_for_the_procedures_it_names(daughter: Resident) -> None:
    confirm_by_paper(daughter, ask(daughter, procedures=["youkaigo-nintei"]))

    assert find(daughter, procedure_code="youkaigo-nintei")
    assert find(daughter, procedure_code="jidou-teate-nintei") is None


def test_without_any_named_it_holds_for_all(daughter: Resident) -> None:
    mandate_id = ask(daughter)
    confirm_by_paper(daughter, mandate_id)

    assert find(daughter, procedure_code="anything")


def test_another_representatives_mandate_is_not_found(daughter: Resident, mother: Resident) -> None:
    mandate_id = ask(daughter)
    confirm_by_paper(daughter, mandate_id)

    assert find(mother) is None


def test_the_represented_person_is_sealed(daughter: Resident) -> None:
    ask(daughter)

    row = str(Mandate.objects.values().get())

    assert "山田 春子" not in row
    assert MOTHER not in row


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ends_on": None}, accounts.MandatePeriodError),
        ({"ends_on": TODAY}, accounts.MandatePeriodError),
        (
            {"person": RepresentedPerson(name="?", kana="?", born_on="1944", email=YAMADA.email.upper())},
            accounts.MandateForOneselfError,
        ),
    ],
)
def test_what_cannot_be_asked_for(
    daughter: Resident, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        ask(daughter, **changes)


def test_who_asks_must_have_a_name(in_city: Municipality) -> None:
    with pytest.raises(accounts.MandateNeedsNameError):
        ask(ResidentFactory(municipality=in_city))


def test_a_guardian_may_act_without_end(daughter: Resident) -> None:
    confirm_by_paper(daughter, ask(daughter, basis=MandateBasis.ADULT_GUARDIAN, ends_on=None))

    assert find(daughter, date(2050, 1, 1))


def test_what_the_law_says_is_not_confirmed_by_mail(daughter: Resident, mother: Resident) -> None:
    mandate_id = ask(daughter, basis=MandateBasis.PARENT)
    client = CityClient(daughter.municipality).enter_resident(mother)
    client.post(f"my/mandates/{mandate_id}/code/")

    answer = client.post(f"my/mandates/{mandate_id}/confirm/", {"email": MOTHER, "code": last_code()})

    assert answer.status_code == 403


def test_a_decided_mandate_is_not_decided_again(daughter: Resident) -> None:
    mandate_id = ask(daughter)
    confirm_by_paper(daughter, mandate_id)

    with pytest.raises(accounts.MandateNotOpenError):
        confirm_by_paper(daughter, mandate_id)


def test_a_role_that_sees_no_paper_confirms_nothing(daughter: Resident) -> None:
    auditor = Actor(staff_id=daughter.pk, roles=frozenset({Role.AUDITOR}))

    with pytest.raises(accounts.NotConfirmingStaffError):
        accounts.confirm_mandate_by_staff(
            municipality_id=daughter.municipality_id,
            mandate_id=ask(daughter),
            seen="?",
            actor=auditor,
            now=NOW,
        )


def test_a_daughter_asks_and_the_mother_without_an_account_is_told(daughter: Resident) -> None:
    client = CityClient(daughter.municipality).enter_resident(daughter)

    answer = client.post("my/mandates/new/", TYPED)

    assert answer.status_code == 302
    assert [letter.to for letter in mail.outbox] == [[MOTHER]]
    assert "山田 花子 さんが" in mail.outbox[0].body


def test_whether_the_mother_has_an_account_cannot_be_seen(daughter: Resident, mother: Resident) -> None:
    client = CityClient(daughter.municipality).enter_resident(daughter)
    client.post("my/mandates/new/", TYPED)
    client.post("my/mandates/new/", {**TYPED, "email": "nobody@resident.example"})

    known, unknown = Mandate.objects.order_by("requested_at")

    assert known.represented_id is unknown.represented_id is None
    assert len(mail.outbox) == 2


def test_the_mother_says_yes_with_a_code_of_her_own_mail(daughter: Resident, mother: Resident) -> None:
    mandate_id = ask(daughter)
    client = CityClient(daughter.municipality).enter_resident(mother)
    assert "山田 花子 さんが" in client.get("my/").content.decode()
    client.post(f"my/mandates/{mandate_id}/code/")

    client.post(f"my/mandates/{mandate_id}/confirm/", {"email": MOTHER, "code": last_code()})

    found = find(daughter)
    assert found
    assert found.represented_id == mother.pk
    assert [letter.to for letter in mail.outbox[1:]] == [[YAMADA.email], [MOTHER]]


def test_a_sign_in_code_confirms_no_mandate(daughter: Resident, mother: Resident) -> None:
    mandate_id = ask(daughter)
    CityClient(daughter.municipality).post("my/sign-in/", {"email": MOTHER})
    client = CityClient(daughter.municipality).enter_resident(mother)

    answer = client.post(f"my/mandates/{mandate_id}/confirm/", {"email": MOTHER, "code": last_code()})

    assert answer.status_code == 422
    assert find(daughter) is None


def test_nobody_else_can_say_yes(daughter: Resident, in_city: Municipality) -> None:
    mandate_id = ask(daughter)
    stranger = CityClient(in_city).enter_resident(ResidentFactory(municipality=in_city))

    assert stranger.get(f"my/mandates/{mandate_id}/").status_code == 404
    assert stranger.post(f"my/mandates/{mandate_id}/refuse/").status_code == 404


def test_the_one_who_asks_cannot_say_yes(daughter: Resident) -> None:
    mandate_id = ask(daughter)
    client = CityClient(daughter.municipality).enter_resident(daughter)

    assert client.post(f"my/mandates/{mandate_id}/refuse/").status_code == 404


def test_the_mother_says_no(daughter: Resident, mother: Resident) -> None:
    mandate_id = ask(daughter)

    CityClient(daughter.municipality).enter_resident(mother).post(f"my/mandates/{mandate_id}/refuse/")

    assert Mandate.objects.get().state == MandateState.REFUSED
    assert "認められませんでした" in mail.outbox[0].subject


@pytest.mark.parametrize("who", ["daughter", "mother"])
def test_either_side_ends_it_at_once(
    daughter: Resident, mother: Resident, who: str, request: pytest.FixtureRequest
) -> None:
    mandate_id = ask(daughter)
    Mandate.objects.update(state=MandateState.CONFIRMED, represented=mother)
    client = CityClient(daughter.municipality).enter_resident(request.getfixturevalue(who))

    client.post(f"my/mandates/{mandate_id}/end/")

    assert find(daughter) is None
    assert [letter.to for letter in mail.outbox] == [[YAMADA.email], [MOTHER]]


def test_closing_an_account_ends_its_mandates_and_tells_the_other(
    daughter: Resident, mother: Resident
) -> None:
    ask(daughter)
    Mandate.objects.update(state=MandateState.CONFIRMED, represented=mother)

    CityClient(daughter.municipality).enter_resident(daughter).post("my/account/close/")

    assert Mandate.objects.get().state == MandateState.ENDED
    assert [letter.to for letter in mail.outbox] == [[MOTHER]]
    assert "山田 花子 さんは" in mail.outbox[0].body


def test_staff_confirm_what_they_saw_on_paper(
    daughter: Resident, signed_in: Callable[..., CityClient]
) -> None:
    mandate_id = ask(daughter)
    clerk = signed_in(Role.SECTION_STAFF)
    shown = clerk.get("staff/mandates/").content.decode()

    clerk.post(f"staff/mandates/{mandate_id}/confirm/", {"seen": "委任状の原本"})

    found = find(daughter)
    assert found
    assert found.note == "委任状の原本"
    assert "山田 花子" in shown


def test_staff_say_why_not(daughter: Resident, signed_in: Callable[..., CityClient]) -> None:
    mandate_id = ask(daughter)
    clerk = signed_in(Role.SECTION_STAFF)
    empty = clerk.post(f"staff/mandates/{mandate_id}/refuse/", {"reason": ""})

    clerk.post(f"staff/mandates/{mandate_id}/refuse/", {"reason": "委任状の日付がありません。"})

    assert empty.status_code == 422
    assert Mandate.objects.get().note == "委任状の日付がありません。"


def test_who_read_a_mandate_is_written_down(daughter: Resident, signed_in: Callable[..., CityClient]) -> None:
    mandate_id = ask(daughter)

    signed_in(Role.SECTION_STAFF).get(f"staff/mandates/{mandate_id}/")

    read = Entry.objects.filter(action="accounts.mandate_read").values_list("subject", flat=True)
    assert list(read) == [f"accounts.mandate:{mandate_id}"]


def test_procedures_of_other_rooms_can_be_chosen(daughter: Resident, monkeypatch: pytest.MonkeyPatch) -> None:
    class Source:
        identifier = "test"

        def list_choices(self, **_: UUID) -> list[tuple[str, str]]:
            return [("youkaigo-nintei", "要介護認定")]

    monkeypatch.setattr(procedure_sources, "_entries", {"test": Source()})
    client = CityClient(daughter.municipality).enter_resident(daughter)

    client.post("my/mandates/new/", {**TYPED, "procedures": ["youkaigo-nintei"]})

    assert Mandate.objects.get().procedures == ["youkaigo-nintei"]
    assert "要介護認定" in client.get(f"my/mandates/{Mandate.objects.get().pk}/").content.decode()


def test_the_list_costs_the_same_for_one_and_for_ten(daughter: Resident, mother: Resident) -> None:
    client = CityClient(daughter.municipality).enter_resident(daughter)
    ask(daughter)
    client.get("my/mandates/")
    one = client.count_queries("my/mandates/")
    for _ in range(9):
        ask(daughter)

    assert client.count_queries("my/mandates/") == one

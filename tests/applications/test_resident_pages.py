"""A resident at the pages of an application: nothing typed is lost, one case comes of it, nobody else sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from shirube.accounts.interface import Actor
from shirube.accounts.models import Resident, Session
from shirube.applications import interface as applications
from shirube.applications.domain.states import CaseState, CorrectionReason
from shirube.applications.models import Case, Draft
from shirube.applications.web.residents import starting
from shirube.kernel.pace import Pace
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, TYPED, Applicant
from tests.conftest import CityClient
from tests.factories.procedures import adopt
from tests.factories.residents import ResidentFactory

Deed = Callable[..., Any]


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def account(in_city: Municipality) -> Resident:
    row: Resident = ResidentFactory(municipality=in_city, email="yamada@resident.example")
    return row


@pytest.fixture
def phone(city: Municipality, account: Resident) -> CityClient:
    """The browser of 山田, signed in by mail."""
    return CityClient(city).enter_resident(account)


@pytest.fixture
def kiosk(city: Municipality) -> CityClient:
    return CityClient(city)


def _begin(phone: CityClient) -> Draft:
    phone.post(phone.url("applications:start", "allowance"), {"for_whom": "self"})
    return Draft.objects.get()


def _step(phone: CityClient, draft: Draft, code: str = "applicant", **sent: Any) -> Any:
    return phone.post(phone.url("applications:step", draft.pk, code), {**TYPED, "_next": "1", **sent})


def _send(phone: CityClient, draft: Draft, **sent: Any) -> Any:
    return phone.post(phone.url("applications:check", draft.pk), {"_submission": "page", **sent})


def _apply(phone: CityClient) -> Draft:
    draft = _begin(phone)
    _step(phone, draft)
    phone.post(phone.url("applications:step", draft.pk, "family"), {"_next": "1"})
    return draft


def _says(answer: Any, words: str) -> bool:
    return words in answer.content.decode()


def test_from_the_first_page_to_the_receipt(offered: None, phone: CityClient) -> None:
    answer = _send(phone, _apply(phone))

    case = Case.objects.get()
    assert answer.headers["Location"].endswith(f"/cases/{case.pk}/received/")
    assert _says(phone.get(answer.headers["Location"]), case.receipt_number)


def test_the_same_page_sent_in_twice_makes_one_case(offered: None, phone: CityClient) -> None:
    draft = _apply(phone)
    first, second = _send(phone, draft), _send(phone, draft)

    assert Case.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_what_is_wrong_is_kept_and_told(offered: None, phone: CityClient) -> None:
    draft = _begin(phone)

    answer = _step(phone, draft, **{"born_on.month": "13"})

    assert answer.status_code == 422
    assert _says(phone.get(phone.url("applications:step", draft.pk, "applicant")), 'value="13"')


def test_going_back_keeps_what_is_half_typed(offered: None, phone: CityClient) -> None:
    draft = _begin(phone)
    phone.post(
        phone.url("applications:step", draft.pk, "applicant"),
        {"applicant_name.family": "髙橋", "_back": "1"},
    )

    assert _says(phone.get(phone.url("applications:step", draft.pk, "applicant")), "髙橋")


def test_every_change_is_kept_without_a_button(offered: None, phone: CityClient) -> None:
    draft = _begin(phone)
    saved = phone.post(
        phone.url("applications:autosave", draft.pk, "applicant"), {"mail": "new@resident.example"}
    )

    assert saved.status_code == 200
    assert _says(phone.get(phone.url("applications:step", draft.pk, "applicant")), "new@resident.example")


def test_a_sign_in_that_ended_while_typing_loses_nothing(
    offered: None, city: Municipality, phone: CityClient, account: Resident
) -> None:
    draft = _begin(phone)
    phone.get(phone.url("applications:step", draft.pk, "applicant"))
    with municipality_scope(city.pk):
        Session.objects.all().delete()

    answer = _step(phone, draft, mail="late@resident.example")

    assert "/my/sign-in/" in answer.headers["Location"]
    phone.enter_resident(account)
    assert _says(phone.get(phone.url("applications:step", draft.pk, "applicant")), "late@resident.example")


def test_the_pen_shows_nothing(offered: None, city: Municipality, phone: CityClient) -> None:
    draft = _begin(phone)
    phone.get(phone.url("applications:step", draft.pk, "applicant"))
    with municipality_scope(city.pk):
        Session.objects.all().delete()

    assert phone.get(phone.url("applications:step", draft.pk, "applicant")).status_code == 404
    assert phone.post(phone.url("applications:live", draft.pk, "applicant")).status_code == 404


def test_anothers_draft_is_not_there(offered: None, phone: CityClient, in_city: Municipality) -> None:
    draft = _begin(phone)
    other = CityClient(in_city).enter_resident(ResidentFactory(municipality=in_city))

    assert other.get(other.url("applications:step", draft.pk, "applicant")).status_code == 404
    assert other.post(other.url("applications:discard", draft.pk)).status_code == 404
    assert other.post(other.url("applications:autosave", draft.pk, "applicant")).status_code == 401


def test_anothers_case_is_not_there(case: Case, phone: CityClient) -> None:
    assert phone.get(phone.url("applications:case", case.pk)).status_code == 404
    assert phone.get(phone.url("applications:received", case.pk)).status_code == 404
    assert phone.post(phone.url("applications:withdraw", case.pk)).status_code == 404


def test_the_link_of_a_paused_draft_opens_it_elsewhere(
    offer: Deed, kiosk: CityClient, in_city: Municipality
) -> None:
    offer(level="none")
    draft = _begin(kiosk)
    page = kiosk.get(kiosk.url("applications:paused", draft.pk)).content.decode()
    link = page.partition("/resume/")[2].partition("/")[0]
    elsewhere = CityClient(in_city)
    elsewhere.get(elsewhere.url("applications:resume", draft.pk, link))

    assert elsewhere.get(elsewhere.url("applications:step", draft.pk, "applicant")).status_code == 200


def test_a_link_that_does_not_fit_opens_nothing(offer: Deed, kiosk: CityClient) -> None:
    offer(level="none")
    draft = _begin(kiosk)

    assert kiosk.get(kiosk.url("applications:resume", draft.pk, "WRONG-SECRET")).status_code == 404


def test_number_and_secret_lead_to_the_case(offer: Deed, visitor: Applicant, kiosk: CityClient) -> None:
    offer(level="none")
    receipt = visitor.apply()

    answer = kiosk.post(
        kiosk.url("applications:look-up"),
        {"number": receipt.receipt_number.lower(), "secret": receipt.secret},
    )

    assert kiosk.get(answer.headers["Location"]).status_code == 200


def test_a_program_that_begins_without_end_is_stopped_and_a_person_who_signs_in_is_not(
    offer: Deed, kiosk: CityClient, phone: CityClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(level="none")
    monkeypatch.setattr(starting, "STARTS", Pace(burst=1))
    address = kiosk.url("applications:start", "allowance")
    first, second = (kiosk.post(address, {"for_whom": "self"}) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 403)
    assert _says(second, "数分待ってから")
    assert phone.post(address, {"for_whom": "self"}).status_code == 302


def test_who_guesses_secrets_is_stopped(offer: Deed, visitor: Applicant, kiosk: CityClient) -> None:
    offer(level="none")
    receipt = visitor.apply()
    sent = {"number": receipt.receipt_number, "secret": "AAAA-AAAA-AAAA"}
    answers = [kiosk.post(kiosk.url("applications:look-up"), sent).status_code for _ in range(12)]

    right = kiosk.post(kiosk.url("applications:look-up"), {**sent, "secret": receipt.secret})
    assert (answers[0], answers[-1], right.status_code) == (422, 403, 403)


def test_a_correction_leads_to_the_field_and_back_to_the_section(
    offered: None, phone: CityClient, account: Resident, clerk: Actor, deed: Deed
) -> None:
    _send(phone, _apply(phone))
    case = Case.objects.get()
    deed(applications.accept_case, case_id=case.pk, actor=clerk)
    deed(applications.start_review, case_id=case.pk, actor=clerk)
    point = applications.PointEntry(
        path="born_on", reason=CorrectionReason.INCORRECT, text="証明書と違います"
    )
    deed(applications.return_for_correction, case_id=case.pk, message="", points=[point], actor=clerk)

    way = phone.post(phone.url("applications:correct", case.pk)).headers["Location"]
    assert "/steps/applicant/#" in way
    draft = Draft.objects.get()
    assert _says(phone.get(phone.url("applications:step", draft.pk, "applicant")), "証明書と違います")
    _step(phone, draft, **{"born_on.day": "2"})
    _send(phone, draft)

    case.refresh_from_db()
    assert (case.state, case.answers_number) == (CaseState.IN_REVIEW, 2)


def test_looking_at_the_correction_page_changes_nothing(case: Case, kiosk: CityClient) -> None:
    assert kiosk.get(kiosk.url("applications:correct", case.pk)).status_code == 404


def _soft() -> dict[str, Any]:
    field = {"key": "nickname", "type": "text", "label": "呼び名", "required": "soft"}
    name = {"key": "applicant_name", "type": "person_name", "label": "氏名", "concept": "person.name"}
    step = {"code": "applicant", "title": "あなたのこと", "fields": [name, field]}
    return {"code": "allowance", "title": "届出", "steps": [step]}


def test_a_warning_holds_once_and_lets_through_what_was_accepted(offer: Deed, phone: CityClient) -> None:
    offer(form=_soft(), export={"columns": [{"header": "受付番号", "value": "receipt_number"}]})
    draft = _begin(phone)

    held = _step(phone, draft)
    assert not held.headers.get("Location")
    assert _says(held, "_accept_warnings")
    assert _step(phone, draft, _accept_warnings="1").headers["Location"].endswith("/check/")
    _send(phone, draft)
    assert Case.objects.count() == 0
    _send(phone, draft, _accept_warnings="1")
    assert Case.objects.count() == 1


def test_a_field_that_the_form_does_not_have_is_ignored(offered: None, phone: CityClient) -> None:
    draft = _begin(phone)

    assert _step(phone, draft, salary="1000000", **{"children.zzzz.name.family": "x"}).status_code == 302


def test_a_message_reaches_the_section(offered: None, phone: CityClient) -> None:
    _send(phone, _apply(phone))
    case = Case.objects.get()

    phone.post(phone.url("applications:case", case.pk), {"words": "電話番号が変わりました"})

    assert _says(phone.get(phone.url("applications:case", case.pk)), "電話番号が変わりました")


def test_taking_an_application_back_is_asked_first(offered: None, phone: CityClient) -> None:
    _send(phone, _apply(phone))
    case = Case.objects.get()
    address = phone.url("applications:withdraw", case.pk)

    assert phone.get(address).status_code == 200
    assert Case.objects.get().state == CaseState.SUBMITTED
    phone.post(address, {"reason": ""})
    assert Case.objects.get().state == CaseState.WITHDRAWN


@pytest.mark.parametrize(
    "change",
    [
        {"reception": {"closes_on": "2026-11-19"}},
        {"overrides": {"allowance": {"reception": "withdrawn"}}},
        {"overrides": {"allowance": {"reception": "off"}}},
    ],
)
def test_what_is_no_longer_received_is_told_and_the_draft_stays(
    offer: Deed, offered: None, in_city: Municipality, phone: CityClient, change: dict[str, Any]
) -> None:
    draft = _begin(phone)
    _step(phone, draft)
    _step(phone, draft, "family")
    overrides = change.pop("overrides", None)
    offer(**change)
    if overrides:
        adopt(in_city, overrides=overrides)

    answer = _send(phone, draft)

    assert answer.status_code in {404, 409}
    assert _says(answer, "下書き")
    assert Draft.objects.get().content is not None
    assert not Case.objects.exists()

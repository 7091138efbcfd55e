"""Staff's pages of the catalogue."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.accounts.interface import Role
from shirube.organizations.models import Municipality
from shirube.procedures import interface as procedures
from tests.factories.organizations import SectionFactory


def entry(city: Municipality) -> procedures.ProcedureSummary:
    return procedures.get_procedure(municipality_id=city.pk, code="allowance")


@pytest.fixture
def chief(adopted: Municipality, children_section, signed_in) -> Any:
    return signed_in(Role.SECTION_CHIEF, section=children_section)


def typed(client: Any, path: str, **changes: Any) -> dict[str, Any]:
    """What the form of the page would send, with changes."""
    form = client.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def test_the_list_says_which_are_on(chief: Any) -> None:
    shown = chief.get("/staff/procedures/").content.decode()

    assert "1件のうち、1件をオンラインで受け付けています" in shown
    assert "オンラインで申請できます" in shown


def test_a_chief_closes_reception(adopted: Municipality, chief: Any) -> None:
    path = "/staff/procedures/allowance/reception/"
    answer = chief.post(path, typed(chief, path, state="off", reason="見直し"))

    assert answer.status_code == 302
    assert not entry(adopted).is_received


def test_a_chief_changes_words_and_sees_the_packs_beside(adopted: Municipality, chief: Any) -> None:
    path = "/staff/procedures/allowance/edit/"
    answer = chief.post(path, typed(chief, path, fee_yen="300", bring="口座がわかるもの\n印かん"))
    shown = chief.get("/staff/procedures/allowance/").content.decode()

    assert answer.status_code == 302
    assert entry(adopted).fee_yen == 300
    assert [one.ja for one in entry(adopted).facts.bring] == ["口座がわかるもの", "印かん"]
    assert "パックの値に戻す" in shown


def test_the_pack_speaks_again_at_the_press_of_a_button(adopted: Municipality, chief: Any) -> None:
    path = "/staff/procedures/allowance/edit/"
    chief.post(path, typed(chief, path, fee_yen="300"))
    chief.post(
        "/staff/procedures/allowance/restore/", {"key": "fee_yen", "revision": entry(adopted).revision}
    )

    assert entry(adopted).fee_yen == 0


def test_sending_what_holds_already_says_so(chief: Any) -> None:
    path = "/staff/procedures/allowance/edit/"
    answer = chief.post(path, typed(chief, path))

    assert answer.status_code == 409
    assert "今の内容と同じです" in answer.content.decode()


def test_wrong_input_comes_back_with_what_was_typed(chief: Any) -> None:
    path = "/staff/procedures/allowance/edit/"
    answer = chief.post(path, typed(chief, path, fee_yen="-5", **{"short.ja": "<手当>"}))

    assert answer.status_code == 422
    assert "&lt;手当&gt;" in answer.content.decode()


def test_an_old_window_does_not_overwrite_a_newer_change(adopted: Municipality, chief: Any) -> None:
    path = "/staff/procedures/allowance/edit/"
    old = typed(chief, path, fee_yen="100")
    chief.post(path, typed(chief, path, fee_yen="300"))
    answer = chief.post(path, old)

    assert answer.status_code == 409
    assert entry(adopted).fee_yen == 300


def test_another_sections_chief_only_looks(adopted: Municipality, signed_in) -> None:
    other = signed_in(Role.SECTION_CHIEF, section=SectionFactory(municipality=adopted))

    assert "見ることだけができます" in other.get("/staff/procedures/allowance/").content.decode()
    assert other.get("/staff/procedures/allowance/edit/").status_code == 403


def test_dx_promotion_assigns_a_section(adopted: Municipality, signed_in) -> None:
    other = SectionFactory(municipality=adopted, code="shimin", name="市民課")
    desk = signed_in(Role.DX_PROMOTION)
    path = "/staff/procedures/allowance/section/"

    assert desk.post(path, typed(desk, path, section="shimin")).status_code == 302
    assert entry(adopted).section_id == other.pk

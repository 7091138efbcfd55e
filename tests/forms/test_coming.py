"""A version that waits for its day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from shirube.forms import interface as forms
from shirube.forms import tasks
from shirube.kernel.clock import JAPAN
from tests.factories.accounts import UserFactory
from tests.factories.forms import APRIL_2026, FormDraftFactory, FormVersionFactory, absence_form
from tests.factories.organizations import SectionFactory
from tests.people import SATO, SUZUKI

MAY = date(2026, 5, 1)
EVE = datetime(2026, 4, 30, 23, 59, tzinfo=JAPAN)
MIDNIGHT = EVE + timedelta(minutes=1)


@pytest.fixture
def section(in_city):
    return SectionFactory(name="こども課")


@pytest.fixture
def suzuki(section):
    return UserFactory(section_chief=True, section=section, **SUZUKI.account).as_actor()


@pytest.fixture
def announced(in_city, section, suzuki) -> Any:
    """The first version is in force; the second comes in May."""
    first = FormVersionFactory(definition__section=section)
    FormDraftFactory(definition=first.definition, content={**absence_form(), "title": {"ja": "新しい名前"}})
    publish(in_city, suzuki, starts_on=MAY)
    return in_city


def publish(city, actor, **facts):
    usual = {"municipality_id": city.pk, "code": "absence", "seen_revision": 1, "now": APRIL_2026}
    return forms.publish_form(**{**usual, "actor": actor, **facts})


def states(city) -> list[tuple[int, str]]:
    return [(one.number, one.state) for one in forms.list_versions(municipality_id=city.pk, code="absence")]


def look(city, **facts) -> Any:
    return {"municipality_id": city.pk, **facts}


def test_until_its_day_the_older_one_is_used(announced):
    assert forms.put_due_forms_into_force(**look(announced), now=EVE) == 0
    assert states(announced) == [(2, "coming"), (1, "current")]
    assert forms.find_listing(**look(announced), code="absence").coming_on == MAY


def test_the_day_counts_and_not_the_worker(announced):
    def number(on: date) -> int:
        return forms.find_current_version(**look(announced), code="absence", on=on).number

    assert (number(MAY - timedelta(days=1)), number(MAY)) == (1, 2)
    first = forms.get_version_by_number(**look(announced), code="absence", number=1)
    assert (first.is_in_force(MAY - timedelta(days=1)), first.is_in_force(MAY)) == (True, False)


def test_from_midnight_in_japan_the_new_one_is(announced):
    tasks.start_versions.func(municipality_id=announced.pk, due_at=MIDNIGHT.isoformat())

    assert states(announced) == [(2, "current"), (1, "older")]
    assert forms.put_due_forms_into_force(**look(announced), now=MIDNIGHT) == 0


def test_nobody_need_wait(announced, suzuki):
    forms.put_coming_form_into_force(**look(announced), code="absence", actor=suzuki, now=APRIL_2026)

    assert states(announced) == [(2, "current"), (1, "older")]


def test_it_is_called_off(announced, suzuki):
    act = look(announced, code="absence", actor=suzuki, now=APRIL_2026)
    forms.call_off_coming_form(**act)

    with pytest.raises(forms.NothingComingError):
        forms.call_off_coming_form(**act)
    with pytest.raises(forms.NothingComingError):
        forms.put_coming_form_into_force(**act)
    assert states(announced) == [(2, "older"), (1, "current")]


def test_a_newer_version_takes_its_place(announced, suzuki):
    forms.start_form_draft(**look(announced), code="absence", actor=suzuki, now=APRIL_2026)
    content = {**absence_form(), "title": {"ja": "さらに新しい名前"}}
    forms.save_form_draft(
        **look(announced), code="absence", content=content, seen_revision=1, actor=suzuki, now=APRIL_2026
    )

    publish(announced, suzuki, seen_revision=2)

    assert states(announced) == [(3, "current"), (2, "older"), (1, "older")]
    assert forms.put_due_forms_into_force(**look(announced), now=MIDNIGHT) == 0


def test_a_first_version_may_wait_too(in_city, section, suzuki):
    FormDraftFactory(definition__section=section)

    publish(in_city, suzuki, starts_on=MAY)

    assert forms.find_current_version(**look(in_city), code="absence") is None
    assert forms.put_due_forms_into_force(**look(in_city), now=MIDNIGHT) == 1


def test_a_form_that_is_withdrawn_does_not_come_back(announced, suzuki):
    forms.withdraw_form(**look(announced), code="absence", actor=suzuki, now=APRIL_2026)

    assert forms.put_due_forms_into_force(**look(announced), now=MIDNIGHT) == 0
    assert forms.find_current_version(**look(announced), code="absence") is None


def test_another_citys_day_is_not_ours(announced, other_city):
    assert forms.put_due_forms_into_force(**look(other_city), now=MIDNIGHT) == 0


def test_a_clerk_changes_nothing_of_it(announced, section):
    sato = UserFactory(section_staff=True, section=section, **SATO.account).as_actor()

    with pytest.raises(forms.NotYourFormError):
        forms.put_coming_form_into_force(**look(announced), code="absence", actor=sato, now=APRIL_2026)

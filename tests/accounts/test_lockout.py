"""Too many failed sign-ins close the door, for all worker processes and for a while."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shirube.accounts.domain.lockout import ALLOWED_FAILURES, Attempt, Tried, lock_duration
from shirube.accounts.interface import (
    SYSTEM,
    Role,
    claim_attempt,
    find_lock,
    forgive_attempt,
    lock_after_failure,
    unlock_staff,
)
from shirube.accounts.models import AttemptCount
from shirube.audit.queries import list_entries
from tests.factories.accounts import UserFactory
from tests.people import PASSWORD, SATO

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
BY_PASSWORD = Attempt(SATO.email, "192.0.2.7")
BY_CODE = Attempt(SATO.email, "192.0.2.7", Tried.CODE)
MINUTES_15 = timedelta(minutes=15)


def fail(city, times, attempt=BY_PASSWORD, now=NOW):
    """That many wrong passwords; what the last one was told."""
    told = [
        claim_attempt(municipality_id=city.pk, attempt=attempt, now=now)
        or lock_after_failure(municipality_id=city.pk, attempt=attempt, now=now)
        for _ in range(times)
    ]
    return told[-1]


@given(st.integers(min_value=0, max_value=1000))
def test_each_lock_is_at_least_as_long_as_the_one_before_and_never_over_a_day(locks):
    assert lock_duration(locks) <= lock_duration(locks + 1) <= timedelta(hours=24)


def test_nine_failures_leave_the_door_open(in_city):
    assert fail(in_city, 9) is None


def test_the_tenth_failure_closes_it_for_fifteen_minutes(in_city):
    assert fail(in_city, 10) == NOW + MINUTES_15
    assert find_lock(municipality_id=in_city.pk, email=SATO.email.upper(), now=NOW) == NOW + MINUTES_15


def test_a_closed_door_opens_by_itself(in_city):
    fail(in_city, 10)
    assert claim_attempt(municipality_id=in_city.pk, attempt=BY_PASSWORD, now=NOW + MINUTES_15) is None


def test_the_next_lock_is_twice_as_long(in_city):
    fail(in_city, 10)
    later = NOW + MINUTES_15
    assert fail(in_city, 10, now=later) == later + 2 * MINUTES_15


def test_a_right_password_forgets_the_failures(in_city):
    fail(in_city, 9)
    forgive_attempt(municipality_id=in_city.pk, attempt=BY_PASSWORD)
    assert fail(in_city, 9) is None


def test_a_right_password_does_not_forgive_wrong_codes(in_city):
    fail(in_city, 9, BY_CODE)
    forgive_attempt(municipality_id=in_city.pk, attempt=BY_PASSWORD)
    assert fail(in_city, 1, BY_CODE) is not None


def test_guesses_in_flight_in_other_processes_are_counted_too(in_city):
    told = [claim_attempt(municipality_id=in_city.pk, attempt=BY_PASSWORD, now=NOW) for _ in range(100)]
    assert told.count(None) == ALLOWED_FAILURES[Tried.ACCOUNT]


def test_one_address_may_fail_for_many_people_before_it_is_closed(in_city):
    for number in range(ALLOWED_FAILURES[Tried.ADDRESS] - 1):
        fail(in_city, 1, Attempt(f"nobody-{number}@city.example", "192.0.2.7"))
    assert fail(in_city, 1, Attempt("last@city.example", "192.0.2.7")) == NOW + MINUTES_15
    assert fail(in_city, 1, Attempt("last@city.example", "192.0.2.8")) is None


def test_the_lock_of_one_city_is_unknown_in_another(in_city, other_city):
    fail(in_city, 10)
    assert find_lock(municipality_id=other_city.pk, email=SATO.email, now=NOW) is None


def test_an_administrator_opens_the_door_and_the_log_tells(in_city):
    sato = UserFactory(section_staff=True, **SATO.account)
    fail(in_city, 10)
    unlock_staff(municipality_id=in_city.pk, user_id=sato.pk, actor=SYSTEM, now=NOW)
    assert find_lock(municipality_id=in_city.pk, email=SATO.email, now=NOW) is None
    entries = list_entries(municipality_id=in_city.pk)
    assert [entry.action for entry in entries] == ["accounts.staff_unlocked", "accounts.sign_in_locked"]


def sign_in(client, password):
    page = client.post("/accounts/login/", {"login": SATO.email, "password": password})
    return page.content.decode()


def fail_on_the_page(client):
    return [sign_in(client, "ちがう言葉です") for _ in range(10)][-1]


def test_the_page_says_until_when_and_what_to_do(city_client, city):
    UserFactory(section_staff=True, municipality=city, **SATO.account)
    page = fail_on_the_page(city_client)
    assert "受付を止めています" in page
    assert "管理者に解除を頼んでください" in page


def test_even_the_right_password_waits(city_client, city):
    UserFactory(section_staff=True, municipality=city, **SATO.account)
    fail_on_the_page(city_client)
    assert "受付を止めています" in sign_in(city_client, PASSWORD)


def test_an_unknown_address_is_locked_in_the_same_words(city_client):
    assert "受付を止めています" in fail_on_the_page(city_client)


def test_an_administrator_sees_and_lifts_the_lock(city_client, city, signed_in):
    sato = UserFactory(section_staff=True, municipality=city, **SATO.account)
    fail_on_the_page(city_client)
    administrator = signed_in(Role.ADMINISTRATOR)
    assert "解除する" in administrator.get(f"/staff/people/{sato.pk}/").content.decode()
    administrator.post(f"/staff/people/{sato.pk}/unlock/")
    assert (
        city_client.post("/accounts/login/", {"login": SATO.email, "password": PASSWORD}).status_code == 302
    )


def test_what_people_typed_is_not_kept_in_the_clear(in_city):
    fail(in_city, 1)
    assert all("@" not in row.digest for row in AttemptCount.objects.all())

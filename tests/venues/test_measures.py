"""What the measures count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from shirube.measures import interface as measures
from shirube.organizations.models import Municipality
from shirube.venues.commands.attendance import add_attendees
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.models import Session, SessionState
from tests.venues.test_entering import act

AFTER = date(2026, 12, 31)
NEXT_YEAR = date(2027, 4, 1)


def value(city: Municipality, code: str, on: date) -> Any:
    return measures.compute_measure(municipality_id=city.pk, measure=f"venues.{code}", on=on).value


def test_nothing_held_is_not_measured(in_city: Municipality) -> None:
    assert value(in_city, "smartphone_classes", AFTER) is None
    assert value(in_city, "smartphone_attendance", AFTER) is None
    assert value(in_city, "room_use_share", AFTER) is None


def test_classes_and_people_are_counted_by_age_within_the_fiscal_year(session: Session) -> None:
    city = session.municipality
    add_attendees(**act(session), counts={AgeGroup.SEVENTIES: 3, AgeGroup.OVER_80: 1})

    assert value(city, "smartphone_classes", AFTER) == 1
    assert value(city, "smartphone_attendance", AFTER) == 4
    assert value(city, "smartphone_attendance_seventies", AFTER) == 3
    assert value(city, "smartphone_attendance_to_39", AFTER) == 0
    assert value(city, "smartphone_classes", NEXT_YEAR) is None


def test_a_class_without_a_list_counts_as_held_but_not_as_empty(session: Session) -> None:
    assert value(session.municipality, "smartphone_classes", AFTER) == 1
    assert value(session.municipality, "smartphone_attendance", AFTER) is None


def test_a_cancelled_class_was_not_held(session: Session) -> None:
    Session.objects.update(state=SessionState.CANCELLED)

    assert value(session.municipality, "smartphone_classes", AFTER) is None


def test_no_room_booked_is_a_use_of_nought(session: Session) -> None:
    assert value(session.municipality, "room_use_share", date(2026, 12, 20)) == Decimal(0)

"""Having figures counted now: ordered on a page, done in the background."""

from __future__ import annotations

from django_tasks_db.models import DBTaskResult

from shirube.accounts.interface import Role
from shirube.measures import interface as measures
from shirube.portal import tasks

CODE = "applications.received_in_month"


def test_dx_promotion_orders_a_count_and_a_count_from_the_beginning(city, signed_in):
    promotion = signed_in(Role.DX_PROMOTION)
    assert promotion.post("staff/measures/count/").status_code == 302
    assert promotion.post(f"staff/measures/{CODE}/rebuild/").status_code == 302
    assert DBTaskResult.objects.count() == 2


def test_what_was_ordered_is_counted(in_city):
    tasks.count_now.func(municipality_id=in_city.pk)
    tasks.rebuild_measure.func(municipality_id=in_city.pk, measure=CODE, actor="system")
    (point,) = measures.get_series(municipality_id=in_city.pk, measure=CODE)
    assert point.value is None
    assert point.reason

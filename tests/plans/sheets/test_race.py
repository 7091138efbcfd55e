"""The button pressed twice at once: first what happens without the guards, then with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.plans.commands import sheets
from shirube.plans.models import ActionReport, Plan, Reading
from tests.plans.race import Meeting, errors_among, together
from tests.plans.sheets.conftest import BOTH, Keep, finish

pytestmark = pytest.mark.django_db(transaction=True)
Deed = Callable[..., Any]


@pytest.fixture
def press(keep: Keep, deed: Deed, plan: Plan, clerk: Actor) -> Callable[[], Any]:
    sheet_id = keep(BOTH, finish)
    return partial(deed, sheets.apply_update_sheet, plan_id=plan.pk, sheet_id=sheet_id, actor=clerk)


def test_without_the_guards_the_report_is_made_twice(
    keep: Keep, deed: Deed, plan: Plan, clerk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet_id = keep({}, finish)
    monkeypatch.setattr(sheets, "_claim", lambda *_: None)
    monkeypatch.setattr(sheets, "is_current", lambda *_: True)
    press = partial(deed, sheets.apply_update_sheet, plan_id=plan.pk, sheet_id=sheet_id, actor=clerk)

    results = together(plan.municipality_id, press, press)

    assert errors_among(results) == []
    assert ActionReport.objects.count() == 2


def test_of_two_presses_at_once_one_applies_and_the_other_is_told(
    press: Callable[[], Any], plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, claim = Meeting(2), sheets._claim
    monkeypatch.setattr(sheets, "_claim", lambda *facts: (meeting.wait(), claim(*facts)))

    results = together(plan.municipality_id, press, press)

    assert errors_among(results) == [sheets.AlreadyAppliedError]
    assert (Reading.objects.count(), ActionReport.objects.count()) == (3, 1)

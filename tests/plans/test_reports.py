"""Reporting actions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.kernel.errors import DomainError
from shirube.kernel.ids import new_id
from shirube.plans.commands.guards import NotYourSectionError, PartNotFoundError
from shirube.plans.commands.reports import (
    FutureYearError,
    ReasonMissingError,
    ReportedMeanwhileError,
    report_action,
)
from shirube.plans.domain.document import EvidenceItem
from shirube.plans.domain.terms import ActionState
from shirube.plans.models import Action, ActionReport
from tests.plans.conftest import NOW

Deed = Callable[..., Any]


@pytest.fixture
def report(deed: Deed, action: Action, clerk: Actor) -> Deed:
    """Report on fiscal year 2025 as on time, or what the test says instead."""

    def run(**facts: Any) -> Any:
        usual = {"action_id": action.pk, "fiscal_year": 2025, "state": ActionState.ON_TIME, "actor": clerk}
        return deed(report_action, **{**usual, **facts})

    return run


def test_a_section_reports_with_evidence(report: Deed) -> None:
    row = ActionReport.objects.get(pk=report(evidence=[EvidenceItem(text="納品書")]))

    assert (row.state, row.fiscal_year, row.replaced_at) == ("on_time", 2025, None)
    assert row.evidence.get().text == "納品書"


@pytest.mark.parametrize("state", [ActionState.LATE, ActionState.STOPPED])
def test_late_and_stopped_need_a_reason(report: Deed, state: ActionState) -> None:
    with pytest.raises(ReasonMissingError):
        report(state=state, reason=" 　")

    assert not ActionReport.objects.exists()


def test_late_with_a_reason_is_kept(report: Deed) -> None:
    row = ActionReport.objects.get(pk=report(state=ActionState.LATE, reason=" 端末の納品が遅れた "))

    assert (row.state, row.reason) == ("late", "端末の納品が遅れた")


@pytest.mark.parametrize(
    ("facts", "error"),
    [({"fiscal_year": 2027}, FutureYearError), ({"action_id": new_id()}, PartNotFoundError)],
)
def test_a_report_that_cannot_be_is_refused(
    report: Deed, facts: dict[str, Any], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        report(**facts)


def test_the_running_year_may_be_reported(report: Deed) -> None:
    assert ActionReport.objects.get(pk=report(fiscal_year=2026)).fiscal_year == 2026


def test_a_newer_report_of_the_year_replaces_the_older_one_which_stays_to_be_seen(report: Deed) -> None:
    first = report()

    second = report(state=ActionState.DONE, replaces=first)

    assert ActionReport.objects.get(pk=first).replaced_at == NOW
    assert ActionReport.objects.get(replaced_at__isnull=True).pk == second


def test_a_report_that_the_writer_has_not_seen_is_not_replaced(report: Deed) -> None:
    first = report()

    with pytest.raises(ReportedMeanwhileError):
        report(state=ActionState.DONE, replaces=None)
    assert ActionReport.objects.get(replaced_at__isnull=True).pk == first


def test_a_report_replaced_meanwhile_is_not_replaced_again(report: Deed) -> None:
    first = report()
    second = report(replaces=first)

    with pytest.raises(ReportedMeanwhileError):
        report(state=ActionState.DONE, replaces=first)
    assert ActionReport.objects.get(replaced_at__isnull=True).pk == second


def test_another_section_may_not_report(report: Deed, stranger: Actor) -> None:
    with pytest.raises(NotYourSectionError):
        report(actor=stranger)

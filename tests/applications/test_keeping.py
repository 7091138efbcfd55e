"""Retention, holds, forgetting; what waits for staff; what plans are measured by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from shirube.accounts.interface import Actor
from shirube.applications import interface as applications
from shirube.applications.commands.chain import sweep_chains
from shirube.applications.commands.keeping import (
    announce_forgetting,
    forget_cases,
    warn_of_expiring_drafts,
)
from shirube.applications.commands.nagging import nag_sections
from shirube.applications.domain.retention import keep_until
from shirube.applications.models import Case, CaseStatistic, ChainStep, Dossier
from shirube.applications.queries import statistics
from shirube.files import interface as files
from shirube.files.models import StoredFile
from shirube.files.models.ledger import Forgotten, append_lines
from shirube.jobs.models import Job
from shirube.kernel.ids import new_id
from shirube.measures import interface as measures
from shirube.notices.models import Notice
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW, Applicant
from tests.factories.residents import ResidentFactory

Deed = Callable[..., Any]


@pytest.fixture
def closed(case: Case, resident: Applicant, clerk: Actor, deed: Deed) -> Case:
    deed(applications.withdraw_application, case_id=case.pk, holder=resident.holder)
    deed(applications.close_case, case_id=case.pk, actor=clerk)
    case.refresh_from_db()
    return case


def _years_later(city: Municipality, case: Case) -> int:
    """The nightly work of the last weeks of the retention; how many cases it forgot."""
    end = NOW.replace(year=case.retention_until.year, month=4, day=10)
    announce_forgetting(municipality_id=city.pk, now=end - timedelta(days=30))
    return forget_cases(municipality_id=city.pk, now=end)


def test_years_are_full_fiscal_years() -> None:
    assert keep_until(date(2026, 4, 1), 5) == date(2032, 3, 31)
    assert keep_until(date(2027, 3, 31), 5) == date(2032, 3, 31)


def test_a_case_is_forgotten_with_its_key_and_its_figures_stay(closed: Case, city: Municipality) -> None:
    assert _years_later(city, closed) == 1

    assert not Case.objects.exists()
    assert not Dossier.objects.exists()
    assert not StoredFile.objects.exists()
    assert CaseStatistic.objects.get().outcome == "withdrawn"


def test_what_an_older_backup_brings_back_is_forgotten_again(
    closed: Case, city: Municipality, settings: Any, tmp_path: Path
) -> None:
    settings.FILES_FOLDER = tmp_path / "files"
    keyring = files.open_keyring(municipality_id=city.pk)
    # The database of before, the ledger of after.
    line = Forgotten(city.pk, f"applications.dossier:{closed.dossier_id}", NOW).line(keyring)
    append_lines([line])

    found = files.forget_again(municipality_id=city.pk, now=NOW)

    assert (found.again, found.spoilt) == (1, 0)
    assert (Case.objects.count(), Dossier.objects.count(), StoredFile.objects.count()) == (0, 0, 0)
    assert files.forget_again(municipality_id=city.pk, now=NOW).again == 0


def test_a_case_on_hold_is_kept(closed: Case, city: Municipality, chief: Actor, deed: Deed) -> None:
    deed(applications.hold_case, case_id=closed.pk, reason="審査請求", actor=chief)

    assert _years_later(city, closed) == 0


def test_only_the_chief_puts_a_case_on_hold(closed: Case, clerk: Actor, deed: Deed) -> None:
    with pytest.raises(applications.NotYourSectionError):
        deed(applications.hold_case, case_id=closed.pk, reason="審査請求", actor=clerk)


def test_nothing_is_forgotten_that_was_not_announced(closed: Case, city: Municipality) -> None:
    later = NOW.replace(year=2033)

    assert forget_cases(municipality_id=city.pk, now=later) == 0
    assert announce_forgetting(municipality_id=city.pk, now=later) == 1
    assert forget_cases(municipality_id=city.pk, now=later + timedelta(days=13)) == 0
    assert forget_cases(municipality_id=city.pk, now=later + timedelta(days=15)) == 1


def test_who_has_a_draft_is_warned_once_before_it_goes(
    offered: None, city: Municipality, resident: Applicant
) -> None:
    person = ResidentFactory(municipality=city, id=resident.holder.resident_id)
    resident.begin()
    soon = NOW + timedelta(days=80)

    assert warn_of_expiring_drafts(municipality_id=city.pk, now=soon) == 1
    assert warn_of_expiring_drafts(municipality_id=city.pk, now=soon) == 0
    assert Notice.objects.get().resident_id == person.pk


def test_the_section_hears_daily_of_what_nobody_has_taken(
    case: Case, city: Municipality, clerk: Actor, chief: Actor
) -> None:
    monday = NOW + timedelta(days=4)

    assert nag_sections(municipality_id=city.pk, now=monday) == 1
    assert nag_sections(municipality_id=city.pk, now=monday) == 1
    assert Notice.objects.count() == 2


def test_on_a_closing_day_nobody_is_written_to(case: Case, city: Municipality, clerk: Actor) -> None:
    saturday = NOW + timedelta(days=8)

    assert nag_sections(municipality_id=city.pk, now=saturday) == 0


def test_a_chain_whose_job_vanished_is_ordered_anew(case: Case, city: Municipality) -> None:
    Job.objects.all().delete()
    DBTaskResult.objects.all().delete()
    later = NOW + timedelta(minutes=20)

    assert sweep_chains(municipality_id=city.pk, now=later) == 1
    assert sweep_chains(municipality_id=city.pk, now=later) == 0
    assert Job.objects.count() == 1


def test_a_chain_that_has_a_job_is_left_alone(case: Case, city: Municipality) -> None:
    assert sweep_chains(municipality_id=city.pk, now=NOW + timedelta(minutes=20)) == 0


def test_what_is_stuck_is_listed_with_its_reason_and_can_be_tried_again(
    case: Case, clerk: Actor, deed: Deed
) -> None:
    ChainStep.objects.filter(name="record").update(state="failed", error="TypstError", attempts=8)
    DBTaskResult.objects.all().update(status="FAILED")

    (stuck,) = deed(applications.list_stuck_chains, actor=clerk)
    deed(applications.retry_chain, case_id=case.pk, actor=clerk)

    assert (stuck.step, stuck.error, stuck.receipt_number) == ("record", "TypstError", case.receipt_number)
    assert DBTaskResult.objects.filter(status="READY").count() == 1


def test_a_chain_somebody_is_at_is_not_ordered_twice(case: Case, clerk: Actor, deed: Deed) -> None:
    with pytest.raises(applications.ChainDoneError):
        deed(applications.retry_chain, case_id=case.pk, actor=clerk)


def _statistic(city: Municipality, **facts: Any) -> None:
    usual = {"procedure_code": "allowance", "section_id": new_id(), "channel": "online", "standard_days": 10}
    CaseStatistic.objects.create(
        municipality=city,
        case_id=new_id(),
        submitted_on=date(2026, 11, 2),
        **{**usual, **facts},
    )


@pytest.fixture
def figures(in_city: Municipality) -> Municipality:
    """Ten decided cases of 1 to 10 … 20 days, two of them late, and one on paper that is not decided."""
    for days in (1, 2, 3, 4, 5, 6, 7, 8, 15, 20):
        _statistic(in_city, settled_on=date(2026, 11, 20), days_used=days, outcome="decided", rounds=days % 2)
    _statistic(in_city, channel="paper")
    return in_city


def _measured(city: Municipality, code: str, on: date) -> Decimal | None:
    return measures.compute_measure(municipality_id=city.pk, measure=code, on=on).value


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("applications.received_in_month", 11),
        ("applications.days_median", 5),
        ("applications.days_p90", 15),
        ("applications.within_standard_share", 80),
    ],
)
def test_plans_are_measured_by_the_cases(figures: Municipality, code: str, value: int) -> None:
    now = datetime(2026, 12, 1, 3, tzinfo=UTC)
    measures.take_snapshots(municipality_id=figures.pk, on=date(2026, 11, 30), now=now, actor="system")

    assert _measured(figures, code, date(2026, 11, 30)) == value


def test_without_cases_nothing_is_measured(in_city: Municipality) -> None:
    codes = ("applications.days_median", "applications.within_standard_share", "applications.online_share")

    assert {_measured(in_city, code, NOW.date()) for code in codes} == {None}


def test_applications_are_counted_by_channel_and_month(figures: Municipality) -> None:
    counted = statistics.count_by_channel_and_month(
        municipality_id=figures.pk, begins_on=date(2026, 4, 1), ends_on=date(2027, 4, 1)
    )

    assert [(one.month, one.channel.value, one.applications) for one in counted] == [
        (date(2026, 11, 1), "online", 10),
        (date(2026, 11, 1), "paper", 1),
    ]


def test_an_attachment_opens_with_its_dossiers_key_and_never_again_without(
    offered: None, city: Municipality, resident: Applicant
) -> None:
    stored = resident.upload(resident.begin().draft_id)
    file_id = StoredFile.objects.get().pk
    opened = files.open_file(municipality_id=city.pk, file_id=file_id)
    Dossier.objects.all().delete()

    assert opened.content
    assert StoredFile.objects.get().key is None
    assert stored["id"] == str(file_id)
    with pytest.raises(files.FileDamagedError):
        files.open_file(municipality_id=city.pk, file_id=file_id)

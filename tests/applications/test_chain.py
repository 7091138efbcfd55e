"""The chain behind a submission: together where all goes well, one by one where it does not, never twice."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.applications.commands import chain_steps, running
from shirube.applications.commands.running import run_case_chain
from shirube.applications.models import Case, ChainStep, StepName
from shirube.files import interface as files
from shirube.files.models import StoredFile
from shirube.notices import interface as notices
from shirube.organizations.models import Municipality
from tests.applications.conftest import NOW


def _states() -> dict[str, str]:
    return dict(ChainStep.objects.order_by("position").values_list("name", "state"))


def _break(monkeypatch: pytest.MonkeyPatch, name: StepName) -> None:
    def fail(*_: Any) -> bool:
        raise OSError("the mail room is on fire")

    monkeypatch.setitem(chain_steps.ACTS, name, fail)


def test_what_went_well_stays_done_when_a_later_step_fails(
    case: Case, city: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break(monkeypatch, StepName.NOTICE)

    with pytest.raises(OSError, match="fire"):
        run_case_chain(municipality_id=city.pk, case_id=case.pk, now=NOW)

    assert _states() == {"record": "done", "routing": "done", "notice": "failed", "hand_over": "waiting"}
    assert StoredFile.objects.filter(attached_to=f"applications.dossier:{case.dossier_id}").count() == 1


def test_a_failed_step_is_made_good_by_the_next_run(
    case: Case, city: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        _break(broken, StepName.NOTICE)
        with pytest.raises(OSError, match="fire"):
            run_case_chain(municipality_id=city.pk, case_id=case.pk, now=NOW)

    run_case_chain(municipality_id=city.pk, case_id=case.pk, now=NOW)

    assert set(_states().values()) == {"done"}
    assert StoredFile.objects.filter(attached_to=f"applications.dossier:{case.dossier_id}").count() == 1


def test_a_step_that_another_worker_did_meanwhile_is_not_done_again(
    case: Case, city: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = running._prepare

    def prepare_late(row: ChainStep, now: Any) -> Any:
        prepared = really(row, now)
        ChainStep.objects.filter(pk=row.pk, name=StepName.NOTICE).update(state="done")
        return prepared

    monkeypatch.setattr(running, "_prepare", prepare_late)

    run_case_chain(municipality_id=city.pk, case_id=case.pk, now=NOW)

    assert set(_states().values()) == {"done"}
    assert not notices.list_notices_about(municipality_id=city.pk, subject=f"applications.case:{case.pk}")


def test_the_record_is_sealed_for_its_case_and_opens_as_pdf(case: Case, city: Municipality) -> None:
    run_case_chain(municipality_id=city.pk, case_id=case.pk, now=NOW)

    (record,) = files.list_files(municipality_id=city.pk, subject=f"applications.dossier:{case.dossier_id}")
    opened = files.open_file(municipality_id=city.pk, file_id=record.id)
    assert (record.content_type, record.name) == ("application/pdf", f"{case.receipt_number}.pdf")
    assert opened.content.startswith(b"%PDF")

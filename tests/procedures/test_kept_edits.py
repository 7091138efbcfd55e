"""A newer pack meets what people have written in the browser: theirs stays, is told, and gives way only when asked to."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from shirube.accounts.interface import SYSTEM
from shirube.config.cli import load
from shirube.forms import interface as forms
from shirube.organizations.models import Municipality
from shirube.procedures import interface as procedures
from shirube.procedures.domain.kept import KeptEdit, Part
from tests.factories.forms import absence_form
from tests.factories.procedures import LOADED_AT, PACK, adopt, load_content, procedure_content

LATER = LOADED_AT + timedelta(days=1)
NEWER = {"fee_yen": 100, "form": {**absence_form("allowance"), "title": {"ja": "国の新しい様式"}}}
SECTIONS = {"子育て支援課": "子育て支援課"}


def entry(city: Municipality) -> procedures.ProcedureSummary:
    return procedures.get_procedure(municipality_id=city.pk, code="allowance")


def title(city: Municipality) -> str:
    version = forms.find_current_version(municipality_id=city.pk, code="allowance")
    assert version is not None
    return version.form.title.ja


def edit(city: Municipality, **wishes: Any) -> None:
    seen = entry(city).revision
    act: Any = {"municipality_id": city.pk, "code": "allowance", "actor": SYSTEM, "now": LOADED_AT}
    procedures.edit_procedure(**act, wishes=wishes, seen_revision=seen)


def publish_own_form(city: Municipality) -> None:
    act: Any = {"municipality_id": city.pk, "code": "allowance", "actor": SYSTEM, "now": LOADED_AT}
    forms.start_form_draft(**act)
    content = {**absence_form("allowance"), "title": {"ja": "まちの様式"}}
    forms.save_form_draft(**act, content=content, seen_revision=1)
    forms.publish_form(**act, seen_revision=2)


@pytest.fixture
def edited(adopted: Municipality) -> Municipality:
    """The city has a fee and a form of its own."""
    edit(adopted, fee_yen=300)
    publish_own_form(adopted)
    return adopted


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The file of the pack, as it says now."""
    path = tmp_path / PACK / "allowance.yaml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump(procedure_content(**NEWER), allow_unicode=True))
    return path


def test_the_citys_own_stays_and_is_told_with_the_way_back(
    edited: Municipality, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load.load([newer], goes_on=True)

    said = capsys.readouterr().err
    assert (entry(edited).fee_yen, title(edited), entry(edited).is_form_kept) == (300, "まちの様式", True)
    assert "画面で直した様式をそのまま残しました" in said
    assert "画面で直した項目をそのまま残し" in said
    assert "--replace-edits --data" in said
    assert said.count(str(newer)) == 1


def test_where_nothing_is_at_odds_nothing_is_told(
    adopted: Municipality, newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(adopted, standard_days=10)

    load.load([newer], goes_on=True)

    assert (entry(adopted).fee_yen, entry(adopted).standard_days) == (100, 10)
    assert "そのまま" not in capsys.readouterr().err


def test_the_pack_speaks_again_when_that_is_asked_for(edited: Municipality, newer: Path) -> None:
    load.load([newer], goes_on=True)

    load.load([newer], replace_edits=True)

    assert (entry(edited).fee_yen, title(edited), entry(edited).is_form_kept) == (
        100,
        "国の新しい様式",
        False,
    )
    assert entry(edited).is_received
    numbers = [one.number for one in forms.list_versions(municipality_id=edited.pk, code="allowance")]
    assert numbers == [3, 2, 1]


def test_a_window_that_no_longer_goes_together_keeps_the_entry(adopted: Municipality) -> None:
    procedures.switch_reception(
        municipality_id=adopted.pk,
        code="allowance",
        state=procedures.State.ON,
        opens_on=date(2026, 9, 1),
        closes_on=None,
        seen_revision=1,
        actor=SYSTEM,
        now=LOADED_AT,
    )
    load_content(procedure_content(fee_yen=100), now=LATER)

    kept = adopt(adopted, LATER, sections=SECTIONS, overrides={"allowance": {"closes_on": "2026-06-30"}})

    assert kept == [KeptEdit(adopted.name, "allowance", Part.FACTS, ["opens_on", "closes_on", "per_person"])]
    assert entry(adopted).reception.opens_on == date(2026, 9, 1)

"""Packs of procedures: what is wrong with one is told at its place."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.kernel.identity import IdentityLevel
from shirube.kernel.packs import InvalidPackError
from shirube.procedures import interface as procedures
from tests.factories.procedures import procedure_content


def problems_of(content: dict[str, Any]) -> set[tuple[str, str]]:
    with pytest.raises(InvalidPackError) as caught:
        procedures.parse_procedure_pack(content)
    return {(problem.path, problem.code) for problem in caught.value.problems}


def test_a_whole_procedure_is_read() -> None:
    pack = procedures.parse_procedure_pack(procedure_content())

    assert (pack.facts.level, pack.facts.standard_days) == (IdentityLevel.CARD, 30)
    assert pack.facts.name.in_language("en") == "Child Allowance"
    assert pack.facts.who.in_language("en") == "18歳までの子を養育する人"


def test_faults_of_entry_and_form_are_told_together() -> None:
    content = procedure_content(fee_yen=-1, levle="card")
    content["form"]["steps"][0]["fields"][0]["type"] = "txet"

    found = problems_of(content)

    assert ("fee_yen", "out_of_range") in found
    assert ("levle", "unknown_key") in found
    assert any(path.startswith("form › steps[1] › fields[1]") for path, _ in found)


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("code", "Jidou Teate", ("code", "not_in_this_form")),
        ("level", "passport", ("level", "unknown_choice")),
        ("name", {"en": "no Japanese"}, ("name › ja", "missing_key")),
        ("life_events", ["birth", "birth"], ("life_events", "repeated")),
        (
            "reception",
            {"opens_on": "2026-05-01", "closes_on": "2026-04-01"},
            ("reception", "window_reversed"),
        ),
        (
            "document",
            {"title": "通知", "body": {"ja": "{applicant}様"}},
            ("document › body › ja", "unknown_placeholder"),
        ),
        (
            "export",
            {"columns": [{"header": "x", "value": "answers.nobody"}]},
            ("export › columns[1] › value", "unknown_answer"),
        ),
    ],
)
def test_a_fault_is_told_at_its_place(key: str, value: Any, problem: tuple[str, str]) -> None:
    assert problem in problems_of(procedure_content(**{key: value}))


def test_every_problem_has_a_sentence() -> None:
    from shirube.ui.pack_problems import knows_problem  # noqa: PLC0415

    ours = (
        "window_reversed unknown_placeholder unknown_answer unknown_pack unknown_section unknown_procedure "
        "unknown_field unknown_step unknown_question not_a_rule task_without_title repeated"
    )
    assert [code for code in ours.split() if not knows_problem(code)] == []

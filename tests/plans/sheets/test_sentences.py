"""Every problem and every broken rule has its sentence, with what to do next."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from shirube.kernel.sheets.problems import Fault, InvalidSheetError, Place, SheetProblem
from shirube.plans.commands.sheets import AlreadyAppliedError, SheetOutdatedError
from shirube.plans.domain.sheets.faults import PlanFault
from shirube.plans.queries.sheets import SheetNotFoundError, SheetYearError
from shirube.plans.web.sentences_sheets import PROBLEMS
from shirube.ui.sentences import knows
from shirube.ui.sheet_problems import MOST_SHOWN, report_problems

FACTS = {
    "limit": "10",
    "found": "東松島市",
    "wanted": "標市",
    "count": "3",
    "heading": "値",
    "name": "窓口に来た人",
    "first": "5",
    "day": "2026年4月1日（水）",
    "year": "令和8年度",
    "unit": "人",
    "longest": "200",
    "state": "遅れ",
}


@pytest.mark.parametrize("fault", [*Fault, *PlanFault])
def test_every_kind_of_problem_says_what_is_wrong_and_what_to_do(fault: StrEnum) -> None:
    (problem,) = report_problems([SheetProblem(fault, facts=FACTS)], PROBLEMS).whole

    assert problem.wrong.endswith("。")
    assert re.search(r"(ください|ありません)(（.+）)?。", problem.remedy)
    assert "%" not in re.sub(r"単位が %|50%", "", problem.wrong + problem.remedy)


def test_no_sentence_is_left_over() -> None:
    assert set(PROBLEMS) == {*Fault, *PlanFault}


@pytest.mark.parametrize(
    "error", [AlreadyAppliedError, SheetOutdatedError, InvalidSheetError, SheetNotFoundError, SheetYearError]
)
def test_every_broken_rule_has_a_sentence(error: type) -> None:
    assert knows(error.code)


def test_a_flood_of_problems_is_cut_and_counted() -> None:
    problems = [SheetProblem(Fault.FORMULA, Place("評価指標", f"J{n}")) for n in range(1000)]
    report = report_problems(problems, PROBLEMS)

    assert (report.count, len(report.tables[0].rows), report.more) == (1000, MOST_SHOWN, 1000 - MOST_SHOWN)

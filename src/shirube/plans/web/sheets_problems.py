"""The problems of a refused sheet as tables, one for each of its sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shirube.plans.domain.sheets.problems import Place, SheetProblem
from shirube.plans.web.sentences_sheets import PROBLEMS
from shirube.ui.tables import Cell, Column, Table

# More than anybody mends in one go; the rest shows after the next upload.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class FileProblem:
    wrong: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ProblemReport:
    """`whole` are about the file, `tables` about places in it; `more` counts what is not shown."""

    count: int
    whole: Sequence[FileProblem]
    tables: Sequence[Table]
    more: int


def report_problems(problems: Sequence[SheetProblem]) -> ProblemReport:
    """The problems in the order of sheets and rows in which they were found."""
    shown = problems[:MOST_SHOWN]
    places = [problem for problem in shown if problem.place != Place()]
    sheets = dict.fromkeys(problem.place.sheet for problem in places)
    return ProblemReport(
        count=len(problems),
        whole=[_sentences(problem) for problem in shown if problem.place == Place()],
        tables=[_table(sheet, [p for p in places if p.place.sheet == sheet]) for sheet in sheets],
        more=len(problems) - len(shown),
    )


def _sentences(problem: SheetProblem) -> FileProblem:
    text = PROBLEMS[problem.code]
    return FileProblem(str(text.wrong) % problem.facts, str(text.remedy) % problem.facts)


def _table(sheet: str, problems: Iterable[SheetProblem]) -> Table:
    rows = tuple(_row(problem) for problem in problems)
    words = ngettext(
        "シート「%(sheet)s」の直すところ %(count)s件",
        "シート「%(sheet)s」の直すところ %(count)s件",
        len(rows),
    )
    columns = (
        Column(_("セル")),
        Column(_("今の内容")),
        Column(_("直すところ")),
        Column(_("直し方")),
    )
    return Table(words % {"sheet": sheet, "count": len(rows)}, columns, rows)


def _row(problem: SheetProblem) -> tuple[Cell, ...]:
    sentences = _sentences(problem)
    return (
        Cell(problem.place.cell or _("シート全体")),
        Cell(problem.found or None, missing=_("空")),
        Cell(sentences.wrong),
        Cell(sentences.remedy),
    )

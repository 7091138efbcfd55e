"""The printed comparison of municipalities: their figures, sorted, and the rows with their certain totals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.languages import ENGLISH
from shirube.measures import interface as measures
from shirube.organizations import interface as organizations
from shirube.ui.figures import format_figure
from shirube.ui.japanese import japanese_words
from shirube.ui.tables import Cell, Column, Table

Figures = measures.MunicipalityFigures
SORTS: dict[str, tuple[Promise, Callable[[Figures], Decimal | int | str]]] = {
    "code": (gettext_lazy("市町村"), lambda row: row.code),
    "population": (gettext_lazy("人口"), lambda row: -row.population),
    "cards": (gettext_lazy("枚数"), lambda row: -row.cards),
    "rate": (gettext_lazy("割合"), lambda row: -(row.rate or Decimal(0))),
}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `url` sorts by it, empty where the table is sorted so already."""

    label: str
    url: str
    number: bool


@dataclass(frozen=True, slots=True)
class FiguresRow:
    """`url` is the city's own page, empty for a municipality that this installation does not hold."""

    name: str
    url: str
    population: str
    cards: str
    rate: str | None
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresTable:
    heads: tuple[Head, ...]
    rows: tuple[FiguresRow, ...]
    total: FiguresRow
    sorted_by: str


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one heading, which is the document's own."""

    name: str
    table: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    comparison: measures.Comparison
    groups: tuple[RowGroup, ...]
    unknown_rows: int
    known_rows: int
    uncertain_labels: int


def figures_table(
    comparison: measures.Comparison,
    cities: Sequence[organizations.MunicipalitySummary],
    sort: str,
    language: str,
) -> FiguresTable:
    """The municipalities in the order asked for; an unknown order is the printed one."""
    chosen = sort if sort in SORTS else "code"
    slugs = {city.code: city.slug for city in cities}
    rows = sorted(comparison.municipalities, key=SORTS[chosen][1])
    total = FiguresRow(
        _("県全体"), "", _people(comparison.population), _cards(comparison.cards), comparison.rate_printed, ""
    )
    return FiguresTable(
        heads=tuple(_head(name, chosen) for name in SORTS),
        rows=tuple(_row(row, slugs.get(row.code, ""), language) for row in rows),
        total=total,
        sorted_by=str(SORTS[chosen][0]),
    )


def comparison_page(comparison: measures.Comparison, language: str) -> ComparisonPage:
    rows = comparison.rows
    unknown = sum(row.cells_unknown for row in rows)
    return ComparisonPage(
        comparison=comparison,
        groups=tuple(
            RowGroup(name, _table(list(lines), language))
            for name, lines in groupby(rows, key=lambda row: row.group)
        ),
        unknown_rows=unknown,
        known_rows=len(rows) - unknown,
        uncertain_labels=sum(is_doubtful(row) for row in rows),
    )


def is_doubtful(line: measures.ComparisonLine) -> bool:
    """Whether the row may carry another row's name: names are printed apart from the rows they belong to."""
    return line.label_confidence in {"probable", "ambiguous"}


def _head(name: str, chosen: str) -> Head:
    front = reverse("portal:municipality-list")
    url = "" if name == chosen else f"{front}?sort={name}#miyagi"
    return Head(str(SORTS[name][0]), url, name != "code")


def _row(row: Figures, slug: str, language: str) -> FiguresRow:
    return FiguresRow(
        name=row.english if language == ENGLISH.code else row.name,
        url=city_url(slug, language) if slug else "",
        population=_people(row.population),
        cards=_cards(row.cards),
        rate=format_figure(row.rate, "%", 1) if row.rate is not None else None,
        share=str(min(row.rate, Decimal(100))) if row.rate is not None else "",
    )


def city_url(slug: str, language: str) -> str:
    """The city's home in the language of the page that links to it."""
    segment = {"en": "en/", "ja-easy": "easy/"}.get(language, "")
    return f"/{slug}/{segment}"


def _people(count: int) -> str:
    return format_figure(Decimal(count))


_cards = _people


def _table(lines: Sequence[measures.ComparisonLine], language: str) -> Table:
    columns = (
        Column(_("項目")),
        Column(_("対応済"), number=True),
        Column(_("未対応"), number=True),
        Column(_("手続なし"), number=True),
        Column(_("どの市町村か")),
    )
    caption = _("%(first)s番から%(last)s番") % {"first": lines[0].number, "last": lines[-1].number}
    return Table(caption, columns, tuple(tuple(_cells(line, language)) for line in lines))


def _cells(line: measures.ComparisonLine, language: str) -> Iterable[Cell]:
    label = f"{line.sub_group}: {line.label}" if line.sub_group else line.label
    words = japanese_words(label, language)
    yield Cell(format_html("{}. {}", line.number, words), note="※" if is_doubtful(line) else "")
    for count in (line.done, line.none, line.not_applicable):
        yield Cell(str(count))
    yield Cell(None, missing=_("不明")) if line.cells_unknown else Cell(_("すべて同じ"))

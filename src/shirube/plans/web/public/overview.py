"""The plan at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.plans.domain.document import InitiativeItem, LinkItem, PillarItem, PlanDocument
from shirube.plans.domain.terms import Grade
from shirube.plans.web.labels import CATEGORIES, DOCUMENT_KINDS, RELATIONS
from shirube.plans.web.public.cards import Card, initiative_card
from shirube.plans.web.public.downloads import Download, plan_downloads
from shirube.plans.web.public.kpis import grade_share
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import Fact, content, document_date, year_span
from shirube.ui.charts.bars import ShareView
from shirube.ui.japanese import japanese_words
from shirube.ui.links import Link
from shirube.ui.tables import Cell, Column, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarPart:
    """A pillar with its initiatives. `url` and `code` are empty for initiatives that the plan gives to no pillar."""

    name: str
    code: str
    url: str
    category: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOverview:
    kind: str
    name: str
    philosophy: str
    period: str
    share: ShareView
    kpi_note: str
    initiative_counts: tuple[tuple[str, int], ...]
    pillars: tuple[PillarPart, ...]
    facts: tuple[Fact, ...]
    links: Table
    notices: tuple[str, ...]
    pages: tuple[Link, ...]
    downloads: tuple[Download, ...]


def plan_overview(document: PlanDocument, reader: Reader) -> PlanOverview:
    language = reader.language
    return PlanOverview(
        kind=str(DOCUMENT_KINDS[document.document_kind]),
        name=content(document.translations, language, "name", document.name),
        philosophy=content(document.translations, language, "philosophy", document.philosophy),
        period=year_span(document.start_year, document.end_year, language),
        share=grade_share(document.kpis, "kpi-grades"),
        kpi_note=document.kpi_note,
        initiative_counts=_counts(document.initiatives),
        pillars=pillar_parts(document, reader),
        facts=_facts(document, reader),
        links=_links(document.links, language),
        notices=document.notices,
        pages=_pages(document),
        downloads=plan_downloads(document),
    )


def pillar_parts(document: PlanDocument, reader: Reader) -> tuple[PillarPart, ...]:
    """The pillars in their order; last, what the plan puts under no pillar."""
    parts = [_part(document, pillar, reader) for pillar in document.pillars]
    loose = document.initiatives_of(None)
    if loose:
        cards = tuple(initiative_card(document, item, reader) for item in loose)
        name = _("取組の一覧") if len(loose) == len(document.initiatives) else _("柱の決まっていない取組")
        parts.append(PillarPart(name=name, code="", url="", category="", cards=cards))
    return tuple(parts)


def _part(document: PlanDocument, pillar: PillarItem, reader: Reader) -> PillarPart:
    return PillarPart(
        name=content(pillar.translations, reader.language, "name", pillar.name),
        code=pillar.code,
        url=reverse("plans:pillar", args=[document.slug, pillar.slug]),
        category=str(CATEGORIES[pillar.category]) if pillar.category else "",
        cards=tuple(initiative_card(document, item, reader) for item in document.initiatives_of(pillar.code)),
    )


def _counts(initiatives: Sequence[InitiativeItem]) -> tuple[tuple[str, int], ...]:
    grades = [item.grade for item in initiatives]
    return tuple((grade.value, grades.count(grade)) for grade in Grade)


def _facts(document: PlanDocument, reader: Reader) -> tuple[Fact, ...]:
    facts = [
        Fact(_("期間"), year_span(document.start_year, document.end_year, reader.language)),
        Fact(
            _("決めた時期"),
            document_date(document.adopted, reader.language),
            missing=_("文書に書かれていません"),
        ),
    ]
    if document.progress_method:
        facts.append(Fact(_("進み具合の確かめ方"), japanese_words(document.progress_method, reader.language)))
    return (*facts, *_source(document, reader))


def _source(document: PlanDocument, reader: Reader) -> list[Fact]:
    source = document.source
    words = [source.get("publisher", ""), document_date(source.get("published", ""), reader.language) or ""]
    by = " ".join(word for word in words if word)
    title = japanese_words(source.get("title", ""), reader.language) or None
    note = japanese_words(f"{by} {source.get('note', '')}".strip(), reader.language)
    return [Fact(_("もとにした資料"), title, note=note)]


def _links(links: Sequence[LinkItem], language: str) -> Table:
    heads = (_("計画の名前"), _("関係"), _("分類"), _("くわしく"))
    rows = tuple(_link_row(link, language) for link in links)
    return Table(_("ほかの計画とのつながり"), tuple(Column(head) for head in heads), rows)


def _link_row(link: LinkItem, language: str) -> tuple[Cell, ...]:
    details = [link.part, link.note, document_date(link.adopted, language) or ""]
    category = str(CATEGORIES[link.category]) if link.category else _("分類なし")
    written = " / ".join(detail for detail in details if detail)
    text = japanese_words(written, language) or _("書かれていません")
    name = japanese_words(link.name, language)
    return Cell(name), Cell(str(RELATIONS[link.relation])), Cell(category), Cell(text)


def _pages(document: PlanDocument) -> tuple[Link, ...]:
    entries = (
        (_("工程表"), _("いつ、何をするか"), "plans:roadmap"),
        (_("DXマークの付いた取組"), _("市民に向けた取組の一覧"), "plans:dx-mark"),
        (_("年ごとの振り返り"), _("できたこと、課題、これから"), "plans:review-list"),
        (_("以前の計画と比べる"), _("計画がいつ、どう変わったか"), "plans:version-list"),
    )
    return tuple(Link(label, reverse(name, args=[document.slug]), note) for label, note, name in entries)

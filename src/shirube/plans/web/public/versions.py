"""What the plan said at a time, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date
from shirube.plans.domain.difference import compare_packs
from shirube.plans.domain.document import PlanDocument
from shirube.plans.domain.packs import PackInitiative, PackKpi, PlanPack
from shirube.plans.queries.plans import Version, VersionLine
from shirube.plans.web.public.differences import PartChange, field_words, part_change
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import Fact, content, year_span


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionWords:
    """`reason` is what the editor wrote, empty for a plan that came from a pack."""

    number: int
    label: str
    day: str
    reason: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionList:
    versions: tuple[VersionWords, ...]
    at_url: str
    today: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OldInitiative:
    code: str
    title: str
    summary: str
    kpis: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OldPillar:
    name: str
    initiatives: tuple[OldInitiative, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    version: VersionWords
    asked_day: str
    name: str
    philosophy: str
    period: str
    changes: tuple[PartChange, ...]
    pillars: tuple[OldPillar, ...]


def version_list(document: PlanDocument, lines: Sequence[VersionLine], reader: Reader) -> VersionList:
    newest = max((line.number for line in lines), default=0)
    return VersionList(
        versions=tuple(_words(document, line, newest, reader) for line in lines),
        at_url=reverse("plans:version-at", args=[document.slug]),
        today=reader.today.isoformat(),
    )


def version_page(
    document: PlanDocument, version: Version, newest: Version, reader: Reader, *, asked: date | None = None
) -> VersionPage:
    """`asked` is the day for which the reader wanted to know what the plan said."""
    pack, language = version.pack, reader.language
    return VersionPage(
        version=_words(document, version.line, newest.line.number, reader),
        asked_day=format_date(asked, language) if asked else "",
        name=content(pack.translations, language, "name", pack.name),  # type: ignore[arg-type]
        philosophy=content(pack.translations, language, "philosophy", pack.philosophy),  # type: ignore[arg-type]
        period=year_span(pack.period.start, pack.period.end, language),
        changes=tuple(part_change(difference, language) for difference in compare_packs(pack, newest.pack)),
        pillars=_pillars(pack, reader),
    )


def _words(document: PlanDocument, line: VersionLine, newest: int, reader: Reader) -> VersionWords:
    return VersionWords(
        number=line.number,
        label=_("第%(number)s版") % {"number": line.number},
        day=format_date(japan_date(line.effective_at), reader.language),
        reason="" if line.reason == "pack" else line.reason,
        url=reverse("plans:version", args=[document.slug, line.number]),
        is_current=line.number == newest,
    )


def _pillars(pack: PlanPack, reader: Reader) -> tuple[OldPillar, ...]:
    groups = [
        (content(pillar.translations, reader.language, "name", pillar.name), pillar.code)  # type: ignore[arg-type]
        for pillar in pack.pillars
    ]
    pillars = [OldPillar(name=name, initiatives=_initiatives(pack, code, reader)) for name, code in groups]
    loose = _initiatives(pack, None, reader)
    return (*pillars, *([OldPillar(name=_("柱の決まっていない取組"), initiatives=loose)] if loose else []))


def _initiatives(pack: PlanPack, pillar: str | None, reader: Reader) -> tuple[OldInitiative, ...]:
    return tuple(_initiative(item, reader) for item in pack.initiatives if item.pillar == pillar)


def _initiative(item: PackInitiative, reader: Reader) -> OldInitiative:
    return OldInitiative(
        code=item.code,
        title=content(item.translations, reader.language, "title", item.title),  # type: ignore[arg-type]
        summary=content(item.translations, reader.language, "summary", item.summary),  # type: ignore[arg-type]
        kpis=tuple(_kpi(kpi, reader) for kpi in item.kpis),
    )


def _kpi(kpi: PackKpi, reader: Reader) -> Fact:
    name = content(kpi.translations, reader.language, "name", kpi.name)  # type: ignore[arg-type]
    target = field_words("target", (kpi.target.fiscal_year, kpi.target.value), kpi.unit, reader.language)
    return Fact(name, _("目標 %(target)s") % {"target": target})

"""The feed of the page: what became known about plans, decisions and registers, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any, cast

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.headquarters import interface as headquarters
from shirube.kernel.calendar import format_date, format_fiscal_year
from shirube.kernel.clock import JAPAN
from shirube.kernel.languages import JAPANESE, Language
from shirube.plans import interface as plans
from shirube.portal.queries.now import CityNow
from shirube.registers import interface as registers
from shirube.ui.figures import format_figure

_ENTRIES = 50
_KINDS: Mapping[plans.ChangeKind, Promise] = {
    plans.ChangeKind.READING: gettext_lazy("新しい数値"),
    plans.ChangeKind.REPORT: gettext_lazy("取組の報告"),
    plans.ChangeKind.REVIEW: gettext_lazy("振り返りの公表"),
    plans.ChangeKind.VERSION: gettext_lazy("計画の変更"),
}


def write_now_feed(request: HttpRequest, now: CityNow) -> bytes:
    """Atom (RFC 4287). An entry about a plan has the id that it has in the plans' own feed: it is the same change."""
    city, language = cast("Any", request).municipality, _language(request)
    name = city.name_in(language.code)
    title = _("%(city)sのDXのいま") % {"city": name}
    entries = sorted(_entries(request, now), key=lambda one: (one.at, one.id), reverse=True)[:_ENTRIES]
    feed = plans.Feed(
        authority=(city.host or request.get_host()).partition(":")[0],
        city_code=city.code,
        part=f"{language.segment}/now".lstrip("/"),
        html_lang=language.html_lang,
        title=f"{title} {_('（見本の架空のまち）')}" if city.demonstration else title,
        author=name,
        address=request.build_absolute_uri(),
        page=request.build_absolute_uri(reverse("portal:now")),
        updated=entries[0].at if entries else now.changed_at,
        entries=entries,
    )
    return plans.write_feed(feed)


def _entries(request: HttpRequest, now: CityNow) -> Iterator[plans.FeedEntry]:
    municipality_id = cast("Any", request).municipality.id
    for change in plans.list_changes(municipality_id=municipality_id, limit=_ENTRIES):
        yield _change(request, change)
    yield from (_decision(request, decision) for decision in now.decisions)
    for register in now.registers:
        for item in register.items:
            yield from _stages(request, register, item)


def _change(request: HttpRequest, change: plans.Change) -> plans.FeedEntry:
    language = _language(request)
    title = plans.translated(change.translations, language.code, change.translated_name, change.title)
    return plans.FeedEntry(
        id=change.id,
        at=change.at,
        kind=change.kind.value,
        title=f"{_KINDS[change.kind]}: {title}",
        summary="\n".join(filter(None, [_figure(change, language.code), change.summary])),
        # The feed lies at the city's root, in the language of its reader; so does what a change leads to.
        address=request.build_absolute_uri(change.path),
    )


def _figure(change: plans.Change, language: str) -> str:
    if change.value is not None:
        return format_figure(change.value, change.unit, change.decimals)
    return format_fiscal_year(change.fiscal_year, language) if change.fiscal_year is not None else ""


def _decision(request: HttpRequest, one: headquarters.DecisionView) -> plans.FeedEntry:
    return plans.FeedEntry(
        id=one.id,
        at=datetime.combine(one.decided_on, time(), JAPAN),
        kind="decision",
        title=f"{_('推進本部が決めたこと')}: {one.item_title}",
        summary="\n".join([one.wording, *(f"{point.code} {point.text}" for point in one.points)]).strip(),
        address=request.build_absolute_uri(reverse("headquarters:meeting", args=[one.meeting_id])),
        part="decisions",
    )


def _stages(
    request: HttpRequest, register: registers.RegisterView, item: registers.ItemView
) -> Iterator[plans.FeedEntry]:
    """Every stage that was reached, on the day on which it was."""
    for line in item.progress.lines:
        if line.actual is None or line.actual > register.on:
            continue
        yield plans.FeedEntry(
            id=item.id,
            at=datetime.combine(line.actual, time(), JAPAN),
            kind="register",
            title=_("%(item)s: 「%(stage)s」が終わりました") % {"item": item.title, "stage": line.label},
            summary=f"{register.pack.title} {format_date(line.actual, _language(request).code)}",
            address=request.build_absolute_uri(reverse("registers:register", args=[register.code])),
            part=f"registers/{register.code}/{line.code}",
        )


def _language(request: HttpRequest) -> Language:
    return getattr(request, "language", JAPANESE)

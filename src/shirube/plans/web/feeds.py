"""The Atom feed of what changed in a city's plans."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from shirube.kernel.calendar import format_fiscal_year
from shirube.kernel.languages import JAPANESE, Language
from shirube.organizations import interface as organizations
from shirube.plans.domain.changes import Change, ChangeKind
from shirube.plans.domain.document import translated
from shirube.plans.domain.outputs.atom import Feed, FeedEntry, write_feed
from shirube.plans.queries.changes import list_changes
from shirube.plans.queries.stamps import get_city_stamp
from shirube.plans.web.words import word
from shirube.ui.access import Access, access
from shirube.ui.conditional import answer_if_changed
from shirube.ui.figures import format_figure

_ENTRIES = 50
# RFC 4287 asks for a moment even of a feed in which nothing has happened yet.
_NOTHING_YET = datetime(2026, 4, 1, tzinfo=UTC)


@require_safe
@access(Access.PUBLIC)
def changes_atom(request: HttpRequest) -> HttpResponse:
    """Readings, reports, published reviews and changes of plans, the newest first."""
    city: organizations.MunicipalitySummary = request.municipality  # type: ignore[attr-defined]
    changes = list_changes(municipality_id=city.id, limit=_ENTRIES)
    updated = changes[0].at if changes else _NOTHING_YET
    return answer_if_changed(
        request,
        stamp=get_city_stamp(municipality_id=city.id),
        modified_at=updated,
        make=lambda: HttpResponse(
            write_feed(_feed(request, city, updated, [_entry(request, change) for change in changes])),
            content_type="application/atom+xml; charset=utf-8",
        ),
    )


def _feed(
    request: HttpRequest, city: organizations.MunicipalitySummary, updated: datetime, entries: list[FeedEntry]
) -> Feed:
    language = _language(request)
    name = city.name_in(language.code)
    title = word("feed.title") % {"city": name}
    return Feed(
        authority=(city.host or request.get_host()).partition(":")[0],
        city_code=city.code,
        part=f"{language.segment}/changes".lstrip("/"),
        html_lang=language.html_lang,
        title=f"{title} {word('demonstration')}" if city.demonstration else title,
        author=name,
        address=request.build_absolute_uri(),
        page=request.build_absolute_uri("changes/"),
        updated=updated,
        entries=entries,
    )


def _entry(request: HttpRequest, change: Change) -> FeedEntry:
    title = translated(change.translations, _language(request).code, change.translated_name, change.title)
    words = {"kind": word(f"change_kind.{change.kind}"), "title": title}
    return FeedEntry(
        id=change.id,
        at=change.at,
        kind=change.kind.value,
        title=word("feed.entry") % words,
        summary="\n".join(filter(None, [_figures(change, _language(request).code), change.summary])),
        # The feed lies at the city's root, in the language of its reader; so does what a change leads to.
        address=request.build_absolute_uri(change.path),
    )


def _figures(change: Change, language: str) -> str:
    """The value, state or grade that became known, in words."""
    if change.value is not None:
        return format_figure(change.value, change.unit, change.decimals)
    if change.fiscal_year is None or not change.state:
        return ""
    group = "grade" if change.kind is ChangeKind.REVIEW else "action_state"
    return f"{format_fiscal_year(change.fiscal_year, language)} {word(f'{group}.{change.state}')}"


def _language(request: HttpRequest) -> Language:
    return getattr(request, "language", JAPANESE)

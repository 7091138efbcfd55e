"""What happens to each request before and after its view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, get_script_prefix, resolve, set_script_prefix, set_urlconf
from django.utils import translation

from shirube.kernel.errors import DomainError
from shirube.kernel.languages import BY_SEGMENT, JAPANESE, Language
from shirube.kernel.moments import moment_allowed
from shirube.kernel.scope import municipality_scope
from shirube.kernel.transactions import reading
from shirube.organizations import interface as organizations
from shirube.ui.sentences import explain

View = Callable[[HttpRequest], HttpResponse]
CITY_URLS = "shirube.config.urls_city"
SCREEN_URLS = "shirube.config.urls_screens"
# A provider of single sign-on sends people back by GET, and that signs them in: commands, each its own transaction.
SIGNS_IN_BY_GET = "/accounts/oidc/"


@dataclass(frozen=True, slots=True)
class Address:
    """What the front of a path says: which city, which language, and what is left for the city's own addresses."""

    municipality: organizations.MunicipalitySummary | None
    language: Language
    prefix: str
    rest: str


def enter_city(get_response: View) -> View:
    """Find the municipality by host or first segment, the language by the next, and work in that scope.

    Both go into the script prefix, so that every reversed address keeps the city and the language.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            # No address of ours holds one, and PostgreSQL refuses to be asked for it.
            raise Http404
        with _memory_for(request):
            return enter(request)

    def enter(request: HttpRequest) -> HttpResponse:
        address = _read_address(request)
        request.municipality = address.municipality  # type: ignore[attr-defined]
        request.language = address.language  # type: ignore[attr-defined]
        request.path_info = address.rest
        # From the request and not from the thread: what an earlier request left there must not pile up.
        prefix = request.META.get("SCRIPT_NAME", "").rstrip("/") + address.prefix
        with _script_prefix(prefix), translation.override(address.language.code):
            if address.municipality is None:
                return get_response(request)
            request.urlconf = CITY_URLS
            set_urlconf(CITY_URLS)
            with municipality_scope(address.municipality.id):
                return get_response(request)

    return middleware


def _memory_for(request: HttpRequest) -> AbstractContextManager[None]:
    """Who is signed in may just have changed what they look at, in another process: nothing is remembered for them."""
    return nullcontext() if settings.SESSION_COOKIE_NAME in request.COOKIES else moment_allowed()


@contextmanager
def _script_prefix(prefix: str) -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)


def _read_address(request: HttpRequest) -> Address:
    host = request.get_host().partition(":")[0]
    segments = request.path_info.lstrip("/").split("/")
    municipality = organizations.find_municipality_at(host=host, slug=segments[0])
    taken: list[str] = []
    if municipality is not None and municipality.host != host:
        taken.append(segments[0])
    language = _language(segments[len(taken)] if len(segments) > len(taken) + 1 else "")
    if language.segment:
        taken.append(language.segment)
    return Address(
        municipality=municipality,
        language=language,
        prefix="/" + "".join(f"{segment}/" for segment in taken),
        rest="/" + "/".join(segments[len(taken) :]),
    )


def _language(segment: str) -> Language:
    return BY_SEGMENT.get(segment, JAPANESE)


def answer_screens(get_response: View) -> View:
    """Two hundred screens that follow one queue ask some three hundred times a second, and all are shown the same.

    Cost: looking an address up among those of all rooms and asking who is there (session, sign-in, resident) is more than
    half of such an answer. The few addresses of `urls_screens` are answered here, without either: their views must not look
    at the session or the user. A browser with a session, and an error, take the usual way.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        found = _find_screen(request)
        if found is None:
            return get_response(request)
        try:
            answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
        except DomainError:
            return get_response(request)
        # A fragment loads nothing by itself.
        answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        return answer

    return middleware


def _find_screen(request: HttpRequest) -> ResolverMatch | None:
    is_screen = request.method == "GET" and request.municipality is not None  # type: ignore[attr-defined]
    if not is_screen or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    try:
        return resolve(request.path_info, SCREEN_URLS)
    except Resolver404:
        return None


def explain_domain_errors(get_response: View) -> View:
    """Turn a broken rule into a page that says what happened and what to do next; defects pass on to the log."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return explain(request, exception) if isinstance(exception, DomainError) else None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def read_in_one_transaction(get_response: View) -> View:
    """A page that only reads does so in one transaction where that saves anything (kernel.transactions)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if connection.vendor != "postgresql" or not _only_reads(request):
            return get_response(request)
        with reading():
            return get_response(request)

    return middleware


def _only_reads(request: HttpRequest) -> bool:
    if request.method not in {"GET", "HEAD"} or request.path_info.startswith(SIGNS_IN_BY_GET):
        return False
    try:
        view = resolve(request.path_info, getattr(request, "urlconf", None)).func
    except Resolver404:
        return True
    return not getattr(view, "records_reading", False)

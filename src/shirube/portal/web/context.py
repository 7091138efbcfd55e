"""What every page's frame shows: the city, the language, where one can go, and who is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from shirube.kernel.languages import JAPANESE, LANGUAGES, Language
from shirube.ui.links import Link

STAFF_PAGES = "/staff/"


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    label: str
    html_lang: str
    front: str
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor of ui/frame.html."""
    language: Language = getattr(request, "language", JAPANESE)
    municipality = getattr(request, "municipality", None)
    staff = _staff(request)
    return {
        "municipality": municipality,
        "city_name": municipality.name_in(language.code) if municipality else "",
        "language": language.code,
        "html_lang": language.html_lang,
        # Staff's pages speak Japanese, like the work.
        "language_links": []
        if request.path_info.startswith(STAFF_PAGES)
        else [_language_link(request, language, other) for other in LANGUAGES],
        "page_path": request.path_info.lstrip("/"),
        "navigation": _navigation(request, language) if municipality else [],
        "staff": staff,
        "is_resident": getattr(request, "resident", None) is not None,
        "staff_door": _staff_door(get_script_prefix()) if municipality and staff is None else "",
    }


def _language_link(request: HttpRequest, current: Language, other: Language) -> LanguageLink:
    """The same page in another language: only the segment behind the city changes."""
    rest = request.path_info.lstrip("/")
    front = request.path[: len(request.path) - len(rest)]
    if current.segment:
        front = front.removesuffix(f"{current.segment}/")
    segment = f"{other.segment}/" if other.segment else ""
    return LanguageLink(other.code, other.label, other.html_lang, f"{front}{segment}", other == current)


def _navigation(request: HttpRequest, language: Language) -> list[Link]:
    entries = _entries(get_script_prefix(), language, is_staff=_staff(request) is not None)
    return [Link(label, url, current=url == request.path) for label, url in entries]


# Cost: five addresses and their words for every page. They change with nothing but the arguments.
@lru_cache(maxsize=512)
def _entries(prefix: str, language: Language, *, is_staff: bool) -> tuple[tuple[str, str], ...]:  # noqa: ARG001 — reverse() reads the prefix.
    entries = [
        (_("ホーム"), reverse("portal:home")),
        (_("手続き"), reverse("procedures:catalogue")),
        (_("計画"), reverse("plans:plan-list")),
    ]
    # The way in is always shown to residents: who has no account is asked to sign in there.
    if is_staff:
        entries.append((_("仕事の一覧"), _in_japanese(language, reverse("portal:staff-home"))))
    else:
        entries.append((_("マイページ"), reverse("portal:my-page")))
    return tuple(entries)


# Cost: as above.
@lru_cache(maxsize=512)
def _staff_door(prefix: str) -> str:  # noqa: ARG001 — as above.
    return reverse("account_login")


def _in_japanese(language: Language, address: str) -> str:
    """The address without the segment of the reader's language."""
    return address.replace(f"/{language.segment}{STAFF_PAGES}", STAFF_PAGES) if language.segment else address


def _staff(request: HttpRequest) -> Any:
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated and user.is_staff else None

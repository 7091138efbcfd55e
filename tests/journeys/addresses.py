"""One address of every kind of page: taken from the routes where they say it all, else found by following links."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext

from shirube.config.middleware import CITY_URLS
from shirube.ui.access import Access
from tests.architecture.routes import Route, all_routes
from tests.journeys.product import CITY, PLAN, Product

LINK = re.compile(r'<a [^>]*?href="(/[^"#?]*)')
# Not pages: files, feeds, what programs read, and what only takes a form that was sent.
NO_PAGE = re.compile(
    r"plans-api:|procedures-api:|openid_connect|mfa_download|mfa_login_webauthn"
    r"|plans:(download-|changes-atom|sheet-file|apply-sheet|evidence)|plans_staff:(evidence|remind|review-move)"
    r"|accounts:(end-|assign-role|withdraw-role|unlock|resend|remove-|renew-crl|reactivate|discard-kept)"
    r"|accounts:(staff-(confirm|refuse|end)-mandate|resident-(provider|sign-out))"
    r"|procedures:(sheet|guide-pdf)|procedures_staff:(restore|open|discard)|notices:(again|told|restore|trial)"
    r"|bookings-api:|bookings:(hold|feed|calendar-file|leave|from-waiting)"
    r"|bookings_staff:(other-hours|usual-hours|book|capacity|close|reopen|cancel|mark)"
    r"|accounts:(client-keys|change-client-key)|applications:(draft|resume|live|autosave|correct|case-file|document|receipt)"
    r"|applications_staff:(file|act|message|note|export-file|retry|take-in-live|edit-live)"
    r"|interviews:(prepare-live|prepare-autosave|screen-watch)|interviews_staff:(act|status|live|autosave|read-card|sheet$|print-sheet|scan)"
    r"|forms:(change|field-preview|conditions|field-type|lock|release|start|start-now|call-off|discard|withdraw|export)"
    r"|venues:(facilities-csv|events-csv|certificate-file|cancel-booked|leave-waiting)"
    r"|visits:(board-now|ticket-leave|ticket-cancel)|visits_staff:(arrive|act|kiosk|renew-kiosks)"
    r"|venues_staff:(tick|walk-in|drop-walk-in|certificate)"
)
# Pages that exist only in the course of something; the story that comes past them looks at them.
IN_STORIES = {
    "visits:kiosk": "test_counter",
    "visits:kiosk-check-in": "test_counter",
    "visits:reserve": "only of services whose time can be reserved; no story looks at it yet",
    "visits:kiosk-ticket": "test_counter",
    "visits:ticket": "test_counter",
    "visits_staff:ticket": "led to by the reception's form only; tests/visits looks at it",
    "venues:booked": "test_class_and_hall",
    "venues:change-booked": "test_class_and_hall",
    "venues:waiting": "test_class_and_hall",
    "venues:book-room": "test_class_and_hall",
    "venues:enter": "test_class_and_hall",
    "account_inactive": "only for accounts that were stopped while somebody signed in",
    "account_reset_password_from_key": "behind a letter",
    "account_reset_password_from_key_done": "behind a letter",
    "account_set_password": "only for accounts without a password",
    "accounts:invitation": "test_sign_in",
    "mfa_authenticate": "test_sign_in",
    "mfa_reauthenticate": "only with a second factor",
    "mfa_deactivate_totp": "only with a second factor",
    "mfa_view_recovery_codes": "test_sign_in",
    "mfa_generate_recovery_codes": "only with a second factor",
    "mfa_edit_webauthn": "only with a passkey",
    "mfa_remove_webauthn": "only with a passkey",
    "mfa_reauthenticate_webauthn": "only with a passkey",
    "plans:checked-sheet": "test_update_sheet",
    "applications:step": "test_disaster_certificate",
    "applications:check": "test_disaster_certificate",
    "applications:received": "test_disaster_certificate",
    "applications:case": "test_disaster_certificate",
    "applications:paused": "test_never_lost",
    "applications:discard": "test_second_thoughts",
    "applications:withdraw": "test_second_thoughts",
    "applications:renewed": "test_own_reception",
    "applications_staff:ask": "test_desk",
    "applications_staff:opinion": "test_desk",
    "applications_staff:case": "test_disaster_certificate",
    "applications_staff:edit": "test_desk",
    "applications_staff:trail": "test_desk",
    "applications_staff:export-columns": "test_desk",
    "applications_staff:send-back": "test_disaster_certificate",
    "applications_staff:propose": "test_disaster_certificate",
    "applications_staff:issue": "test_disaster_certificate",
    "applications_staff:move": "test_disaster_certificate",
    "applications_staff:numbers": "test_desk",
    "interviews:prepared": "test_okuyami",
    "interviews:prepare-step": "test_okuyami",
    "interviews:terminal": "test_okuyami; a browser at the writing desk is set to it",
    "interviews:forgotten": "test_okuyami",
    "interviews:screen-door": "test_okuyami; a browser at the desk is set to it",
    "interviews:screen": "test_okuyami",
    "interviews:after": "test_okuyami",
    "interviews_staff:interview": "test_okuyami",
    "interviews_staff:step": "test_okuyami",
    "interviews_staff:review": "test_okuyami",
    "interviews_staff:done": "test_okuyami",
    "interviews_staff:type-in": "only with a printed sheet; not looked at",
    "forms:outline": "test_new_form",
    "forms:field": "test_new_form",
    "forms:settings": "test_new_form",
    "forms:step": "test_new_form",
    "forms:preview": "test_new_form",
    "forms:texts": "test_new_form",
    "forms:texts-form": "test_new_form",
    "forms:file": "test_new_form",
    "forms:try": "test_new_form",
    "forms:publish": "test_new_form",
    "forms:versions": "test_new_form",
    "forms:compare": "test_own_reception",
    "bookings:resource": "behind the pages of owners, which draw the same slots; not looked at by axe yet",
    "bookings:wait": "only while a slot is full; not looked at by axe yet",
    "bookings:reservation": "only with the code of a reservation; not looked at by axe yet",
    "bookings:confirm": "only while places are held; not looked at by axe yet",
    "bookings:change": "only with the code of a reservation; not looked at by axe yet",
    "bookings:cancel": "only with the code of a reservation; not looked at by axe yet",
    "bookings:waiting": "only for those who wait; not looked at by axe yet",
    "bookings:mine": "only for residents signed in; not looked at by axe yet",
    "bookings_staff:day": "only where something can be booked; not looked at by axe yet",
    "bookings_staff:slot": "only where something can be booked; not looked at by axe yet",
    "bookings_staff:calendar": "only where a calendar is; not looked at by axe yet",
    "notices:notice": "only once a letter has gone; not looked at",
    "notices:version": "only once a text was changed; not looked at",
    "accounts:staff-mandate": "only once somebody asked for a mandate; not looked at",
    "accounts:reset-second-factor": "only with a second factor",
}

# No link leads there: people choose a section, a year or a day in a form.
BEHIND_A_FORM = {
    "plans:sheet": f"/{CITY}/staff/{PLAN}sheets/shimin/2025/",
    "plans:version-at": f"/{CITY}/{PLAN}versions/at/?on=2025-04-01",
}


def list_pages(*levels: Access) -> list[Route]:
    """The kinds of pages that are open to these levels."""
    return [
        route
        for route in all_routes()
        if route.callback.access.level in levels
        and not NO_PAGE.match(route.name)
        and route.name not in IN_STORIES
    ]


def find_addresses(request: APIRequestContext, product: Product, *levels: Access) -> Mapping[str, str]:
    """The first page of each kind that whoever `request` is comes to by following links. {name: path}."""
    kinds = {route.name for route in list_pages(*levels)}
    found: dict[str, str] = {}
    waiting = ["/", f"/{CITY}/"] if Access.PUBLIC in levels else [f"/{CITY}/staff/"]
    while waiting:
        path = waiting.pop(0)
        name = name_of(path)
        if name in kinds - found.keys():
            found[name] = path
            waiting += LINK.findall(request.get(product.address + path).text())
    return found


def name_of(path: str) -> str:
    """The name of the page's kind; empty where the path belongs to another city, or to none of our pages."""
    inside = path.removeprefix(f"/{CITY}/")
    try:
        return resolve("/" + inside.lstrip("/"), CITY_URLS if inside != path else None).view_name
    except Resolver404:
        return ""


def address_of(route: Route, found: Mapping[str, str]) -> str:
    """Where a page of this kind is."""
    if route.name in BEHIND_A_FORM:
        return BEHIND_A_FORM[route.name]
    if not route.converters:
        return (f"/{CITY}/" if route.in_city else "/") + route.path
    assert route.name in found, f"no link leads to {route.name}; where it is no page, say so in NO_PAGE"
    return found[route.name]


__all__ = ["address_of", "find_addresses", "list_pages"]

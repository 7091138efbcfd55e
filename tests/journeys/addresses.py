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
    r"|plans:(download-|effect-(csv|xlsx)|changes-atom|sheet-file|apply-sheet|evidence)|plans_staff:(evidence|remind|review-move)"
    r"|accounts:(end-|assign-role|withdraw-role|unlock|resend|remove-|renew-crl|reactivate|discard-kept)"
    r"|accounts:(staff-(confirm|refuse|end)-mandate|resident-(provider|sign-out))"
    r"|procedures:(sheet|guide-pdf)|procedures_staff:(restore|open|discard)|notices:(again|told|restore|trial)"
    r"|bookings-api:|bookings:(hold|feed|calendar-file|leave|from-waiting)"
    r"|bookings:(lottery-protocol|take-award|stop-waiting)|bookings_staff:(other-hours|usual-hours|book|capacity|close|reopen|cancel|mark)"
    r"|bookings_staff:(public-value|call-off|rush-end)|bookings:turn-act"
    r"|accounts:(client-keys|change-client-key)|applications:(draft|resume|live|autosave|correct|case-file|document|receipt)"
    r"|applications_staff:(file|act|message|note|export-file|retry|take-in-(live|save)|discard-entry|edit-live)"
    r"|interviews:(prepare-live|prepare-autosave|screen-watch)|interviews_staff:(act|meet|status|live|autosave|read-card|sheet$|print-sheet|scan)"
    r"|forms:(change|field-preview|conditions|field-type|lock|release|start|start-now|call-off|discard|withdraw|export)"
    r"|venues:(facilities-csv|events-csv|certificate-file|cancel-booked|leave-waiting)"
    r"|now-api:|measures:export-|portal:(count-measures|rebuild-measure|now-atom)|plans_staff:series-take-in"
    r"|headquarters:(calendar|minutes-pdf)|headquarters_staff:(calendar|meeting-calendar|move-item|send-papers|papers-pdf|file$)"
    r"|headquarters_staff:((draft|submit|approve|publish)-minutes|minutes-pdf|let-name-stand)"
    r"|visits:(board-now|ticket-(leave|cancel|prepare))|visits_staff:(arrive|act|kiosk|renew-kiosks)"
    r"|registers-api:|registers(_staff)?:(csv|row|sheet-file|apply-sheet|decide|add-file|file)"
    r"|inquiries:(act|answer-act|ask-more|change-due|decide|hand-over|repeat|reply|discard|sheet-file|file|workbook|csv|report|bundle)$"
    r"|venues_staff:(tick|walk-in|drop-walk-in|certificate)|proposals_staff:(move|remind|add-file|file$)|support_staff:act"
)
# Pages that exist only in the course of something; the story that comes past them looks at them.
IN_STORIES = {
    "visits:kiosk": "test_counter",
    "visits:kiosk-check-in": "test_counter",
    "visits:reserve": "test_okuyami",
    "visits:ticket-change": "only of a reservation; tests/visits looks at it",
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
    "plans_staff:confirm-reading": "only where a measure has brought a value; tests/plans looks at it",
    "plans_staff:series": "only where a figure of others is imported; tests/plans looks at it",
    "registers_staff:ordinance": "only once an ordinance was sent in; tests/registers looks at it",
    "registers_staff:checked-sheet": "only with a sheet that was sent in; tests/registers looks at it",
    "proposals_staff:answer": "test_ad_hoc_item",
    "proposals_staff:ask": "test_ad_hoc_item",
    "proposals_staff:edit": "test_ad_hoc_item",
    "proposals_staff:budget": "only of what was decided; tests/headquarters looks at it",
    "proposals_staff:place": "only where a decision found no place in the plan; tests/headquarters looks at it",
    "inquiries:answer": "test_inquiry",
    "inquiries:others": "only of a section asked; tests/inquiries looks at it",
    **{
        f"inquiries:{name}": "test_in_course"
        for name in ("sheet", "edit", "sections", "questions", "rows", "kpis")
    },
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
    "interviews_staff:type-in": "test_paper_sheet",
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
    "bookings:resource": "only of what has no page of its owner; tests/bookings looks at it",
    "bookings:wait": "only of what has no page of its owner; tests/bookings looks at it",
    "bookings:reservation": "test_booking_pages",
    "bookings:confirm": "test_booking_pages",
    "bookings:change": "test_booking_pages",
    "bookings:cancel": "test_booking_pages",
    "bookings:waiting": "test_booking_pages",
    "bookings:enter-lottery": "test_lottery",
    "bookings:lottery-entry": "test_lottery",
    "bookings:change-entry": "test_lottery",
    "bookings:withdraw-entry": "test_booking_pages",
    "bookings_staff:announce": "test_booking_pages",
    "bookings_staff:enter-lottery": "test_booking_pages",
    "bookings_staff:lottery-entrants": "test_booking_pages",
    "bookings_staff:lottery-class": "test_booking_pages",
    "bookings:mine": "test_booking_pages",
    "bookings_staff:day": "test_waiting_room",
    "bookings_staff:slot": "test_waiting_room",
    "bookings:turn": "test_waiting_room",
    "bookings:group": "test_waiting_room",
    "bookings:hand-in-group": "only what was returned, or near the end of a fiscal year; the form of a new group",
    "bookings_staff:rules": "test_waiting_room",
    "bookings_staff:rush": "test_waiting_room",
    "bookings_staff:group": "test_waiting_room",
    "notices:notice": "only once a letter has gone; not looked at",
    "notices:version": "only once a text was changed; not looked at",
    "headquarters_staff:minutes": "test_ad_hoc_item; the first meeting that links lead to is a coming one",
    "headquarters_staff:decide": "test_ad_hoc_item",
    "headquarters_staff:close": "test_ad_hoc_item",
    "headquarters_staff:supplement": "test_in_course",
    "headquarters_staff:reword": "test_in_course",
    "headquarters_staff:part": "only of a draft of minutes; tests/headquarters looks at it",
    "headquarters_staff:new-part": "test_in_course",
    "headquarters_staff:return-minutes": "test_in_course",
    "headquarters_staff:take-minutes-back": "test_in_course",
    "accounts:staff-mandate": "only once somebody asked for a mandate; not looked at",
    "accounts:reset-second-factor": "only with a second factor",
}

# People choose a section, a year or a day in a form; or the first page of a kind leads there less than others of it.
BEHIND_A_FORM = {
    "registers_staff:ordinances": f"/{CITY}/staff/registers/analog-rules/ordinances/",
    "measures_staff:rows": f"/{CITY}/staff/measures/applications.online_share/rows/",
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

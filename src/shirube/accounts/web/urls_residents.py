"""Addresses of residents' accounts, below the page of their own (my/, which is the portal's)."""

from __future__ import annotations

from django.urls import path

from shirube.accounts.web import client_keys, mandates, mandates_staff
from shirube.accounts.web import demonstration_letters as demonstration
from shirube.accounts.web import resident_account as own
from shirube.accounts.web import resident_address as address
from shirube.accounts.web import resident_card as card
from shirube.accounts.web import resident_doors as doors
from shirube.accounts.web import resident_entering as entering

urlpatterns = [
    path("my/sign-in/", entering.sign_in, name="resident-sign-in"),
    path("my/sign-in/code/", entering.enter_code, name="resident-code"),
    path("my/sign-in/more/", doors.step_up, name="resident-step-up"),
    # Below accounts/oidc/, whose GET requests may write (config.middleware.read_in_one_transaction).
    path("accounts/oidc/residents/<slug:provider_slug>/", card.depart, name="resident-provider"),
    path("accounts/oidc/keys.json", client_keys.key_set, name="client-keys"),
    path("staff/people/sign-on/keys/", client_keys.change_key, name="change-client-key"),
    path(
        "accounts/oidc/residents/<slug:provider_slug>/return/",
        card.come_back,
        name="resident-provider-return",
    ),
    path("my/sign-out/", entering.sign_out, name="resident-sign-out"),
    path("my/letters/", demonstration.letters, name="demonstration-letters"),
    path("my/account/", own.account, name="resident-account"),
    path("my/account/address/", address.change_address, name="resident-address"),
    path("my/account/address/code/", address.confirm_address, name="resident-address-code"),
    path("my/account/card/unlink/", own.unlink_card, name="resident-unlink-card"),
    path("my/account/close/", own.close, name="resident-close"),
    path("my/devices/", own.devices, name="resident-devices"),
    path("my/devices/end-others/", own.end_other_devices, name="resident-end-others"),
    path("my/devices/<uuid:session_id>/end/", own.end_device, name="resident-end-device"),
    path("my/mandates/", mandates.mandate_list, name="mandates"),
    path("my/mandates/new/", mandates.new_mandate, name="new-mandate"),
    path("my/mandates/<uuid:mandate_id>/", mandates.mandate, name="mandate"),
    path("my/mandates/<uuid:mandate_id>/code/", mandates.send_mandate_code_to_me, name="mandate-code"),
    path("my/mandates/<uuid:mandate_id>/confirm/", mandates.confirm, name="confirm-mandate"),
    path("my/mandates/<uuid:mandate_id>/refuse/", mandates.refuse, name="refuse-mandate"),
    path("my/mandates/<uuid:mandate_id>/end/", mandates.end, name="end-mandate"),
    path("staff/mandates/", mandates_staff.mandate_list, name="staff-mandates"),
    path("staff/mandates/<uuid:mandate_id>/", mandates_staff.mandate, name="staff-mandate"),
    path("staff/mandates/<uuid:mandate_id>/confirm/", mandates_staff.confirm, name="staff-confirm-mandate"),
    path("staff/mandates/<uuid:mandate_id>/refuse/", mandates_staff.refuse, name="staff-refuse-mandate"),
    path("staff/mandates/<uuid:mandate_id>/end/", mandates_staff.end, name="staff-end-mandate"),
]

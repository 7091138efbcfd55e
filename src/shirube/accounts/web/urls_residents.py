"""Addresses of residents' accounts, below the page of their own (my/, which is the portal's)."""

from __future__ import annotations

from django.urls import path

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
]

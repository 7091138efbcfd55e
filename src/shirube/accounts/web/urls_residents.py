"""Addresses of residents' accounts, below the page of their own (my/, which is the portal's)."""

from __future__ import annotations

from django.urls import path

from shirube.accounts.web import resident_account as own
from shirube.accounts.web import resident_address as address
from shirube.accounts.web import resident_entering as entering

urlpatterns = [
    path("my/sign-in/", entering.sign_in, name="resident-sign-in"),
    path("my/sign-in/code/", entering.enter_code, name="resident-code"),
    path("my/sign-out/", entering.sign_out, name="resident-sign-out"),
    path("my/account/", own.account, name="resident-account"),
    path("my/account/address/", address.change_address, name="resident-address"),
    path("my/account/address/code/", address.confirm_address, name="resident-address-code"),
    path("my/account/close/", own.close, name="resident-close"),
    path("my/devices/", own.devices, name="resident-devices"),
    path("my/devices/end-others/", own.end_other_devices, name="resident-end-others"),
    path("my/devices/<uuid:session_id>/end/", own.end_device, name="resident-end-device"),
]

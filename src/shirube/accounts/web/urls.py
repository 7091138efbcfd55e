"""Addresses of the accounts room. allauth's pages keep their names; those the house does not offer are not there.

Not offered: signing up, changing one's address, codes by mail, connecting foreign accounts.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as spare_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path, re_path

from shirube.accounts.web import authorities, kept_input, own, people, providers, recovery, urls_residents
from shirube.accounts.web.sign_on import sign_on, sign_on_callback
from shirube.ui.access import Access, access

public = access(Access.PUBLIC)
signed_in = access(Access.SIGNED_IN)

KEY = r"accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

sign_in_urls = [
    path("accounts/login/", public(account.login), name="account_login"),
    path("accounts/logout/", public(account.logout), name="account_logout"),
    path("accounts/inactive/", public(account.account_inactive), name="account_inactive"),
    path("accounts/reauthenticate/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("accounts/password/change/", signed_in(account.password_change), name="account_change_password"),
    path("accounts/password/set/", signed_in(account.password_set), name="account_set_password"),
    path("accounts/password/reset/", public(account.password_reset), name="account_reset_password"),
    path(
        "accounts/password/reset/done/",
        public(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(KEY, public(account.password_reset_from_key), name="account_reset_password_from_key"),
    path(
        "accounts/password/reset/key/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("accounts/oidc/<str:provider_id>/login/", sign_on, name="openid_connect_login"),
    path("accounts/oidc/<str:provider_id>/login/callback/", sign_on_callback, name="openid_connect_callback"),
]
second_factor_urls = [
    path("accounts/2fa/", signed_in(factors.index), name="mfa_index"),
    path("accounts/2fa/authenticate/", public(factors.authenticate), name="mfa_authenticate"),
    path("accounts/2fa/reauthenticate/", signed_in(factors.reauthenticate), name="mfa_reauthenticate"),
    path("accounts/2fa/totp/activate/", signed_in(app.activate_totp), name="mfa_activate_totp"),
    path("accounts/2fa/totp/deactivate/", signed_in(app.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "accounts/2fa/recovery-codes/",
        signed_in(spare_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "accounts/2fa/recovery-codes/generate/",
        signed_in(spare_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "accounts/2fa/recovery-codes/download/",
        signed_in(spare_codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("accounts/2fa/passkeys/", signed_in(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("accounts/2fa/passkeys/add/", signed_in(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "accounts/2fa/passkeys/<count:pk>/edit/", signed_in(passkeys.edit_webauthn), name="mfa_edit_webauthn"
    ),
    path(
        "accounts/2fa/passkeys/<count:pk>/remove/",
        signed_in(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "accounts/2fa/passkeys/reauthenticate/",
        signed_in(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("accounts/2fa/passkeys/login/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
]
room_urls = [
    *urls_residents.urlpatterns,
    path("accounts/invitations/<str:token>/", own.invitation, name="invitation"),
    path("accounts/sessions/", own.session_list, name="session-list"),
    path("accounts/sessions/end-others/", own.end_other_sessions, name="end-other-sessions"),
    path("accounts/sessions/<uuid:session_id>/end/", own.end_session, name="end-session"),
    path("accounts/kept-input/", kept_input.kept_input, name="kept-input"),
    path("accounts/kept-input/discard/", kept_input.discard_kept_input, name="discard-kept-input"),
    path("staff/people/", people.person_list, name="person-list"),
    path("staff/people/invite/", people.invite, name="invite"),
    path("staff/people/sign-on/", providers.provider_list, name="providers"),
    path(
        "staff/people/sign-on/<slug:provider_slug>/remove/", providers.remove_provider, name="remove-provider"
    ),
    path("staff/people/signatures/", authorities.authority_list, name="authorities"),
    path(
        "staff/people/signatures/<uuid:authority_id>/remove/",
        authorities.remove_authority,
        name="remove-authority",
    ),
    path("staff/people/signatures/<uuid:authority_id>/crl/", authorities.renew_crl, name="renew-crl"),
    path("staff/people/<uuid:user_id>/", people.person, name="person"),
    path("staff/people/<uuid:user_id>/roles/", people.assign_role, name="assign-role"),
    path("staff/people/<uuid:user_id>/roles/withdraw/", people.withdraw_role, name="withdraw-role"),
    path("staff/people/<uuid:user_id>/deactivate/", people.deactivate, name="deactivate"),
    path("staff/people/<uuid:user_id>/reactivate/", recovery.reactivate, name="reactivate"),
    path(
        "staff/people/<uuid:user_id>/second-factor/reset/",
        recovery.reset_second_factor,
        name="reset-second-factor",
    ),
    path("staff/people/<uuid:user_id>/unlock/", people.unlock, name="unlock"),
    path("staff/people/<uuid:user_id>/resend/", people.resend, name="resend"),
]
urlpatterns = [*sign_in_urls, *second_factor_urls, path("", include((room_urls, "accounts")))]

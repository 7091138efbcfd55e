"""Signing in: django-allauth, sessions, second factors, single sign-on."""

from __future__ import annotations

from shirube.config.settings.environment import read_flag, read_list
from shirube.config.settings.security import HTTPS

# Failed sign-ins are counted by address: behind the installation's own proxy, the one that the proxy saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(read_flag("SHIRUBE_PROXY", default=False))

ACCOUNTS_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

AUTHENTICATION_BACKENDS = ["shirube.accounts.web.backend.CityBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:staff-home"
# In a demonstration the letters that nobody mails can be read on a page, codes for signing in included.
DEMONSTRATION = read_flag("SHIRUBE_DEMO", default=False)
RESIDENT_HOME = "portal:my-page"

# Staff without a second factor are sent to set one up. "no" is for a demonstration with printed passwords.
REQUIRE_SECOND_FACTOR = read_flag("SHIRUBE_REQUIRE_MFA", default=True)

SESSION_ENGINE = "shirube.accounts.web.sessions"
# Codes that may be used once and request rates must hold on all worker processes, so the cache is a table (accounts).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

ACCOUNT_ADAPTER = "shirube.accounts.web.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
# Invitation and administrator vouch for the address; allauth's own table of addresses stays empty (docs/adr).
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_FORMS = {
    "login": "shirube.accounts.web.forms.SignInForm",
    "reauthenticate": "shirube.accounts.web.forms.PasswordAgainForm",
    "change_password": "shirube.accounts.web.forms.PasswordChangeForm",
    "reset_password": "shirube.accounts.web.forms.PasswordResetForm",
    "reset_password_from_key": "shirube.accounts.web.forms.NewPasswordForm",
}
# Failed passwords are counted by the accounts room itself (commands.attempts); here only what it does not see.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "10/15m/key",
    "reset_password": "20/m/ip,3/10m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}

MFA_ADAPTER = "shirube.accounts.web.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# One step either way: clocks of telephones drift.
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "shirube.accounts.web.forms.CodeForm",
    "reauthenticate": "shirube.accounts.web.forms.CodeAgainForm",
    "activate_totp": "shirube.accounts.web.forms.ActivateAppForm",
    "add_webauthn": "shirube.accounts.web.forms.AddPasskeyForm",
    "edit_webauthn": "shirube.accounts.web.forms.RenamePasskeyForm",
}

SOCIALACCOUNT_ADAPTER = "shirube.accounts.web.sign_on.SignOnAdapter"
# By link: a browser that follows our policy (form-action) would not follow a form to another host.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}
# Beginnings of issuers that may be reached without https: a provider on this very machine, for trials and tests.
SIGN_ON_TRUSTED_ISSUERS = read_list("SHIRUBE_TRUSTED_ISSUERS")

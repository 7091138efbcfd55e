"""Secrets, cookies, transport and content security."""

from __future__ import annotations

from csp.constants import NONE, SELF

from shirube.config.settings.environment import read_flag, read_list, read_secret

SECRET_KEY = read_secret("SHIRUBE_SECRET_KEY", "secret-key")
ALLOWED_HOSTS = read_list("SHIRUBE_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = read_list("SHIRUBE_ORIGINS")

HTTPS = read_flag("SHIRUBE_HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if read_flag("SHIRUBE_PROXY", default=False) else None
)
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "shirube.ui.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# An update sheet is refused above this size before it is read (plans); other uploads state their own limits.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A household of 50 rows with names, birthdays and addresses has some 1,500 boxes, and one of 200 is told what is too many
# and keeps what was typed; Django's own limit of 1,000 would throw the page away.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

AUTH_USER_MODEL = "accounts.User"
# E-mail is unique within a municipality, which is all that a scoped sign-in can see (constraint accounts_user_email).
# ui.static_names stands in for Django's library of that name on purpose (templates.W003).
SILENCED_SYSTEM_CHECKS = ["auth.E003", "auth.W004", "templates.W003"]

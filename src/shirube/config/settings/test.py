"""Tests: SQLite in memory unless SHIRUBE_DATABASE names a PostgreSQL server; cheap passwords; N+1 queries raise."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SHIRUBE_SECRET_KEY", "a key for tests only, long enough to be taken for a key")
os.environ.setdefault("SHIRUBE_HTTPS", "no")
os.environ.setdefault("SHIRUBE_SIMULATED_READER", "yes")
os.environ.setdefault("SHIRUBE_FILES_KEY", "YSBrZXkgZm9yIHRlc3RzIG9ubHksIG9mIDMyIGJ5dGU=")

from shirube.config.settings.production import *  # noqa: F403
from shirube.config.settings.production import DATABASES, INSTALLED_APPS, MIDDLEWARE, TEMPLATES

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
# One request may do two things that the log tells of; each entry reads the head of the chain, and must.
# A page remembers a plan's document; a command of the same request reads it anew behind the plan's lock.
ZEAL_ALLOWLIST = [
    {"model": "audit.ChainHead", "field": "get()"},
    {"model": "plans.Plan", "field": "get()"},
]
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"].setdefault("string_if_invalid", "")  # type: ignore[attr-defined]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A test counts only where it says so.
COUNT_PAGE_VIEWS = False
FILES_FOLDER = Path(tempfile.gettempdir()) / "shirube-tests" / "files"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Nothing is collected for tests: serve static files from where they lie.
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite"):
    # Race tests open several connections: a file, because a database in memory is one connection's own. Every test
    # process has its own; what it holds need not survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.gettempdir()}/shirube-test-{os.getpid()}.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

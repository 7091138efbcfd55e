"""Rooms, middleware, templates, static files and languages."""

from __future__ import annotations

from pathlib import Path

import django

from shirube.config.settings.accounts import ACCOUNTS_APPS
from shirube.config.settings.environment import SOURCE_ROOT

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "shirube.ui",
    "shirube.audit",
    "shirube.organizations",
    "shirube.accounts",
    # Behind the room whose templates replace theirs.
    *ACCOUNTS_APPS,
    "shirube.measures",
    "shirube.files",
    "shirube.jobs",
    "shirube.forms",
    "shirube.notices",
    "shirube.bookings",
    "shirube.procedures",
    "shirube.plans",
    "shirube.registers",
    "shirube.venues",
    "shirube.applications",
    "shirube.visits",
    "shirube.inquiries",
    "shirube.headquarters",
    "shirube.portal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shirube.config.middleware.enter_city",
    "shirube.config.middleware.answer_screens",
    "shirube.portal.web.page_views.count_page_views",
    "shirube.config.content_policy.ContentPolicyMiddleware",
    "shirube.accounts.web.sessions.CitySessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shirube.accounts.web.middleware.guard_sign_in",
    "shirube.accounts.web.residents.meet_resident",
    "shirube.config.middleware.explain_domain_errors",
    "shirube.config.middleware.read_in_one_transaction",
]
# How often pages are read, without a word of who reads them.
COUNT_PAGE_VIEWS = True
ROOT_URLCONF = "shirube.config.urls_root"
WSGI_APPLICATION = "shirube.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The widgets of Django's own forms; as an app they would take the label of our room `forms`.
        "DIRS": [Path(django.__file__).parent / "forms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"static": "shirube.ui.static_names", "i18n": "shirube.ui.kept_words"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "shirube.portal.web.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "/static/"
STATIC_ROOT = SOURCE_ROOT / ".shirube" / "static"

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English"), ("ja-easy", "やさしい日本語")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

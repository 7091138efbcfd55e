"""The tests' settings, but mail leaves by SMTP as SHIRUBE_MAIL says: for workers that are processes of their own."""

from shirube.config.settings.test import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

"""A running installation, the demonstration included."""

from shirube.config.settings.accounts import *  # noqa: F403
from shirube.config.settings.application import *  # noqa: F403
from shirube.config.settings.applications import *  # noqa: F403
from shirube.config.settings.bookings import *  # noqa: F403
from shirube.config.settings.database import *  # noqa: F403
from shirube.config.settings.environment import DATA, PACKS  # noqa: F401
from shirube.config.settings.files import *  # noqa: F403
from shirube.config.settings.jobs import *  # noqa: F403
from shirube.config.settings.log import *  # noqa: F403
from shirube.config.settings.mail import *  # noqa: F403
from shirube.config.settings.notices import *  # noqa: F403
from shirube.config.settings.security import *  # noqa: F403
from shirube.config.settings.visits import *  # noqa: F403

DEBUG = False
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

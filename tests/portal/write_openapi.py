"""Writes docs/reference/openapi-now.json anew: `python -m tests.portal.write_openapi`. Read the difference before committing."""

from __future__ import annotations

import json
import os

import django


def write() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.test")
    django.setup()
    from shirube.portal.api.views import describe  # noqa: PLC0415 - needs the rooms to be set up
    from tests.portal.test_now import SERVERS, SNAPSHOT  # noqa: PLC0415

    SNAPSHOT.parent.mkdir(parents=True, exist_ok=True)
    SNAPSHOT.write_text(json.dumps(describe(SERVERS), ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    write()

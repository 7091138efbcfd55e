"""`python -m tests.journeys.ahead FOLDER`: the demonstration for the stories, made before the first of them begins."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.test")
    django.setup()
    from tests.journeys.product import demonstration_in

    demonstration_in(Path(sys.argv[1]))

"""Pages of this room are tested by themselves: without the context processors of the rooms above."""

from __future__ import annotations

import copy
from typing import Any

import hypothesis
import pytest

# The first drawing of a run loads templates: a deadline would measure the disk, not the code.
hypothesis.settings.register_profile("drawings", deadline=None, max_examples=60)
hypothesis.settings.load_profile("drawings")


@pytest.fixture
def bare_pages(settings: Any) -> None:
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["OPTIONS"]["context_processors"] = ["django.template.context_processors.request"]
    settings.TEMPLATES = templates

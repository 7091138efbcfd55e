"""A registry of measures that starts empty for each test."""

from __future__ import annotations

import pytest

from shirube.measures import interface as measures
from tests.measures.measures import CountedMeasure


@pytest.fixture
def declare(monkeypatch):
    """`declare("plans.share", answer)`: a measure in a registry of its own."""
    monkeypatch.setattr(measures.measures, "_entries", {})

    def declare(code, *answer):
        return measures.measures.register(CountedMeasure(code, *answer))

    return declare

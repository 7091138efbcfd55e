"""A registry of measures that starts empty for each test."""

from __future__ import annotations

import pytest

from shirube.measures import interface as measures
from tests.measures.measures import Answer, standing


@pytest.fixture
def registry(monkeypatch):
    """No measures but those that the test declares."""
    monkeypatch.setattr(measures.measures, "_entries", {})
    return measures.measures


@pytest.fixture
def declare(registry):
    """`declare("plans.share", answer)`: a measure that answers so."""

    def declare(code, *answer):
        given = Answer(*answer)
        registry.register(standing(code, given))
        return given

    return declare

"""kill -9 of front and worker at random moments: every acknowledged application is there, once, and gets to its end."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Count

from shirube.applications.models import Case, ChainStep, Draft
from shirube.audit import interface as audit
from shirube.files.models import StoredFile
from shirube.notices.models import Notice
from shirube.organizations.models import Municipality
from tests.applications.front import start_front, start_worker
from tests.jobs.conftest import installation  # noqa: F401 — a fixture.
from tests.jobs.installation import Installation, stop, wait_until

# Front and worker are killed in each: ten kills.
ROUNDS = 5
# Cost: on SQLite the whole product is killed ten times by tests/journeys/test_killed_applications.py.
pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="a journey kills the whole product there"),
]


@pytest.fixture
def killed(offer: Callable[..., None], city: Municipality, transactional_db: None) -> tuple[list[str], int]:
    """What was acknowledged to the fronts that were killed, and the seed of the moments."""
    offer(level="none")
    seed = random.randrange(10_000)  # noqa: S311 — when to kill, no secret.
    moments = random.Random(seed)  # noqa: S311 — when to kill, no secret.
    acknowledged: list[str] = []
    for number in range(ROUNDS):
        front, worker = start_front(city.pk), start_worker()
        acknowledged.append(front.hear())
        time.sleep(moments.uniform(0, 0.6))
        first, second = (front, worker) if number % 2 else (worker, front)
        first.kill()
        time.sleep(moments.uniform(0, 0.2))
        second.kill()
        acknowledged += front.last_words()
        worker.last_words()
    return acknowledged, seed


def _open_steps() -> int:
    return ChainStep.objects.exclude(state__in=["done", "skipped"]).count()


@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
def test_what_was_acknowledged_is_there_once_and_gets_to_its_end(
    killed: tuple[list[str], int],
    city: Municipality,
    installation: Installation,  # noqa: F811
) -> None:
    acknowledged, seed = killed
    kept = Counter(Case.objects.values_list("receipt_number", flat=True))
    last = installation.worker()
    wait_until(lambda: _open_steps() == 0, seconds=120)
    stop(last)

    assert len(acknowledged) >= ROUNDS, seed
    assert {number: kept[number] for number in acknowledged} == dict.fromkeys(acknowledged, 1), seed
    records = StoredFile.objects.filter(purpose="applications.record", attached_to__isnull=False)
    each = records.values("attached_to").annotate(count=Count("pk")).values_list("count", flat=True)
    assert list(each) == [1] * Case.objects.count(), seed
    assert Notice.objects.filter(kind="applications.received").count() == Case.objects.count(), seed
    # Half-done applications are drafts still, with all that was saved; none is both.
    assert not Draft.objects.filter(dossier_id__in=Case.objects.values("dossier_id")).exists()
    assert audit.find_broken_link(municipality_id=city.pk) is None

"""`python -m bench.rush_hall DEED …`: what the rush books, on the installation. Prints one JSON line.

open: a hall with one slot of 200 places, and a course with 20 slots; their ids.
look: reads the numbers that clients hold as confirmed from stdin and says what is wrong: overbooked, double, lost.
race: sells the places of a slot without the guard, from several processes, as one must not; how many were sold.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.config.settings.production")
django.setup()

from django.db import connections  # noqa: E402 — settings exist once Django has started.
from django.db.models import Count, F, Q, Sum  # noqa: E402

from bench.reception import CITY  # noqa: E402
from shirube.accounts.interface import SYSTEM  # noqa: E402
from shirube.audit import interface as audit  # noqa: E402
from shirube.bookings import interface as bookings  # noqa: E402
from shirube.bookings.models import Reservation, ReservedSlot, Slot  # noqa: E402
from shirube.kernel.clock import read_clock  # noqa: E402
from shirube.kernel.ids import new_id  # noqa: E402
from shirube.kernel.scope import municipality_scope  # noqa: E402
from shirube.organizations import interface as organizations  # noqa: E402

SEATS = 200
SLOTS = 20
SELLERS = 4
TRIES = 120


def open_hall() -> dict[str, Any]:
    return {"one": _open(1), "twenty": _open(SLOTS), "killed": _open(SLOTS)}


def look(told: set[str]) -> dict[str, int]:
    """`told` are the numbers a client was told as confirmed."""
    held = Sum("reserved__quantity", filter=Q(reserved__is_active=True), default=0)
    slots = Slot.objects.annotate(held=held)
    active = ReservedSlot.objects.filter(is_active=True)
    twice = active.values("slot", "reservation__person_key").annotate(times=Count("id")).filter(times__gt=1)
    there = set(Reservation.objects.filter(state="confirmed").values_list("number", flat=True))
    return {
        "overbooked": slots.filter(held__gt=F("capacity")).count(),
        "miscounted": slots.exclude(held=F("taken")).count(),
        "double": twice.count(),
        "lost": len(told - there),
        "confirmed": len(there),
        "broken_audit_entries": int(audit.find_broken_link(municipality_id=_city()) is not None),
    }


def race() -> dict[str, int]:
    """Look what is free, then write: what was sold against what there is, and what the slot counted."""
    slot_id = _open(1)[0]
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(SELLERS) as pool:
        sold = sum(pool.map(_sell_blindly, [slot_id] * SELLERS))
    with municipality_scope(_city()):
        counted = Slot.objects.get(pk=slot_id).taken
        # Nobody holds these places: what is looked at afterwards shall be what the product has done.
        Slot.objects.filter(pk=slot_id).update(taken=0)
    return {"places": SEATS, "sold": sold, "counted": counted}


def _sell_blindly(slot_id: str) -> int:
    sold = 0
    with municipality_scope(_city()):
        for _ in range(TRIES):
            slot = Slot.objects.get(pk=slot_id)
            if slot.taken < slot.capacity:
                Slot.objects.filter(pk=slot_id).update(taken=slot.taken + 1)
                sold += 1
    return sold


def _open(slots: int) -> list[str]:
    now, city = read_clock(), _city()
    begins = (now + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    facts = {"municipality_id": city, "actor": SYSTEM, "now": now}
    resource_id = bookings.define_resource(
        **facts,
        owner="bench.hall",
        subject_id=new_id(),
        calendar_id=None,
        capacity=SEATS,
        policy=bookings.Policy(),
    )
    hours = [begins + timedelta(hours=number) for number in range(slots)]
    specs = [
        bookings.SlotSpec(starts_at=hour, ends_at=hour + timedelta(hours=1), capacity=SEATS) for hour in hours
    ]
    bookings.open_slots(**facts, resource_id=resource_id, slots=specs)
    found = bookings.list_slots(
        municipality_id=city,
        resource_ids=[resource_id],
        since=begins,
        until=begins + timedelta(days=2),
        now=now,
    )
    return [str(slot.id) for slot in found]


def _city() -> Any:
    city = organizations.find_municipality_by_slug(CITY)
    assert city is not None
    return city.id


def main(deed: str) -> None:
    with municipality_scope(_city()):
        deeds: dict[str, Callable[[], object]] = {
            "open": open_hall,
            "race": race,
            "look": lambda: look(set(json.load(sys.stdin))),
        }
        found = deeds[deed]()
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])

"""A lottery for blocks of 港市's みなとホール, and ways to enter and draw it in one line."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

from shirube import bookings as room
from shirube.bookings import interface as bookings
from shirube.bookings.models import Lottery, LotterySlot, Resource, Slot
from shirube.kernel.clock import JAPAN
from tests.bookings.hall import NOW, Desk, person

FIRST_USE = datetime(2027, 1, 5, 9, 0, tzinfo=JAPAN)
CLOSES, DRAWS, OPENS = NOW + timedelta(days=10), NOW + timedelta(days=11), NOW + timedelta(days=30)
TIMES = bookings.LotteryTimes(enters_at=NOW, closes_at=CLOSES, draws_at=DRAWS, opens_at=OPENS)


def verifier() -> ModuleType:
    """The script that anybody downloads, as a module."""
    path = Path(room.__file__).parent / "static" / "bookings" / "verify_lottery.py"
    spec = importlib.util.spec_from_file_location("verify_lottery", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(kw_only=True)
class Lots:
    """Announces and draws; whoever enters is a new person unless told otherwise."""

    desk: Desk
    hall: Resource
    lottery_id: UUID = field(init=False)

    def announce(self, *, slots: int = 2, capacity: int = 1, source: str = "", **rules: Any) -> Lots:
        """Blocks on days that follow each other, all given out by one lottery."""
        for number in range(slots):
            begins = FIRST_USE + timedelta(days=number)
            self.desk.slot(self.hall, capacity=capacity, starts_at=begins)
        self.lottery_id = self.desk.deed(
            bookings.announce_lottery,
            resource_ids=[self.hall.pk],
            announcement=bookings.Announcement(
                use_from=date(2027, 1, 5),
                use_until=date(2027, 2, 28),
                times=TIMES,
                rules=bookings.LotteryRules(**rules),
                public_source=source,
            ),
            key="first",
        )
        return self

    @property
    def row(self) -> Lottery:
        return Lottery.objects.get(pk=self.lottery_id)

    @property
    def codes(self) -> list[str]:
        rows = LotterySlot.objects.filter(lottery=self.lottery_id)
        return list(rows.order_by("slot__starts_at").values_list("code", flat=True))

    def slot(self, number: int = 0) -> Slot:
        return Slot.objects.get(
            pk=LotterySlot.objects.get(lottery=self.lottery_id, code=self.codes[number]).slot_id
        )

    def enter(self, who: int = 1, *, wishes: tuple[str, ...] | None = None, **facts: Any) -> Any:
        booker = facts.pop("booker", None) or person(who)
        wish = facts.pop("wish", {})
        usual = {
            "municipality_id": self.desk.municipality_id,
            "lottery_id": self.lottery_id,
            "wish": bookings.LotteryWish(wishes=wishes or tuple(self.codes[:1]), **wish),
            "booker": booker,
            "actor": booker,
            "key": f"entry-{who}",
            "now": NOW,
        }
        return bookings.enter_lottery(**{**usual, **facts})

    def move_on(self, now: datetime = DRAWS) -> None:
        bookings.move_on(municipality_id=self.desk.municipality_id, lottery_id=self.lottery_id, now=now)

    def protocol(self, now: datetime = DRAWS) -> dict[str, Any]:
        return bookings.protocol_of(
            municipality_id=self.desk.municipality_id, lottery_id=self.lottery_id, now=now
        )

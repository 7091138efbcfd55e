"""Forgetting who booked once nobody needs to know it any more. What is counted (slots, places, states) stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from shirube.accounts.interface import SYSTEM
from shirube.audit import interface as audit
from shirube.bookings.domain.groups import GroupState
from shirube.bookings.domain.states import WaitingState
from shirube.bookings.models import (
    Group,
    LotteryEntry,
    Reservation,
    ReservedSlot,
    RushTurn,
    Tally,
    WaitingEntry,
)
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import command

# As long as somebody may still ask about a fee, a damage or a certificate; the pages say so.
KEPT_FOR = timedelta(days=90)
# A turn says nothing once its round is over.
TURNS_KEPT_FOR = timedelta(days=7)
# Who was refused or ended may ask why, and come back, for a year.
GROUPS_KEPT_FOR = timedelta(days=365)


@command
def forget_bookers(*, municipality_id: UUID, now: datetime) -> int:
    """Names, addresses, accounts, codes and keyed hashes of what ended long ago; how many reservations and entries."""
    until = now - KEPT_FOR
    count = _forget_reservations(municipality_id, until) + _forget_waiting(municipality_id, until)
    count += _forget_entries(municipality_id, until)
    mine = {"municipality_id": municipality_id}
    # Windows are days and months as text; "all" sorts behind them.
    Tally.objects.filter(**mine, window__lt=f"{japan_date(until):%Y-%m-%d}").delete()
    RushTurn.objects.filter(**mine, joined_at__lt=now - TURNS_KEPT_FOR).delete()
    count += _forget_groups(municipality_id, now - GROUPS_KEPT_FOR)
    if count:
        audit.record(
            municipality_id=municipality_id,
            actor=SYSTEM.log_name,
            action="bookings.bookers_forgotten",
            subject=f"bookings:{municipality_id}",
            now=now,
            facts={"rows": count},
        )
    return count


def _forget_reservations(municipality_id: UUID, until: datetime) -> int:
    mine = {"municipality_id": municipality_id}
    over = Reservation.objects.filter(**mine, ends_at__lt=until).exclude(secret_hash="")
    held = ReservedSlot.objects.filter(**mine, holder__isnull=False, slot__ends_at__lt=until)
    held.filter(reservation__in=over.values("pk")).update(holder=None)
    return over.update(booker="", resident_id=None, person_key="", secret_hash="", counted=[], reason="")


def _forget_waiting(municipality_id: UUID, until: datetime) -> int:
    over = WaitingEntry.objects.filter(municipality_id=municipality_id, slot__ends_at__lt=until)
    over.filter(state=WaitingState.WAITING).update(state=WaitingState.OVER, settled_at=until)
    return over.exclude(secret_hash="").update(booker="", resident_id=None, person_key="", secret_hash="")


def _forget_entries(municipality_id: UUID, until: datetime) -> int:
    """Of lotteries whose last day of use is over. The marks stay: by them the published draw can be checked for ever."""
    entries = LotteryEntry.objects.filter(
        municipality_id=municipality_id, lottery__use_until__lt=japan_date(until)
    )
    return entries.exclude(secret_hash="").update(
        booker="", resident_id=None, person_key="", secret_hash="", holder=None, facts={}
    )


def _forget_groups(municipality_id: UUID, until: datetime) -> int:
    ended = Group.objects.filter(municipality_id=municipality_id, applied_at__lt=until).exclude(contact="")
    ended = ended.filter(state__in=[GroupState.REFUSED, GroupState.RETURNED, GroupState.EXPIRED])
    return ended.update(contact="", resident_id=None, secret_hash="", purpose="")

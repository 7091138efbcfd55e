"""Making and changing the keys by which a city proves itself to providers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.commands.log import require_administrator
from shirube.accounts.domain.actors import SYSTEM, Actor
from shirube.accounts.domain.client_keys import PUBLISHED_AFTER, PUBLISHED_BEFORE, USED_FOR, make_key
from shirube.accounts.domain.sealing import seal
from shirube.accounts.models import ClientKey
from shirube.accounts.queries import sealing_keys
from shirube.accounts.queries.client_keys import CLIENT_KEY, published_keys
from shirube.audit import interface as audit
from shirube.kernel.transactions import command, step


@command
def change_client_key(*, municipality_id: UUID, actor: Actor, now: datetime, is_leaked: bool = False) -> None:
    """Make a new key. It is published at once and used a day later, so that providers have read it by then.

    `is_leaked`: the new one is used at once and the others are published no more, whatever a provider still remembers.
    The first key of a city is used at once too.
    """
    require_administrator(actor)
    _change(municipality_id, actor, now, is_leaked=is_leaked)


@command
def tend_client_keys(*, municipality_id: UUID, now: datetime) -> None:
    """Every day: a key older than a year is followed by a new one, and one that is published no more is forgotten."""
    ClientKey.objects.filter(municipality_id=municipality_id, published_until__lte=now).delete()
    newest = published_keys(municipality_id, now).first()
    if newest is not None and newest.used_from + USED_FOR <= now:
        _change(municipality_id, SYSTEM, now, is_leaked=False)


@step
def ensure_client_key(*, municipality_id: UUID, actor: Actor, now: datetime) -> None:
    """A provider wants to be asked with a key: there must be one."""
    if not published_keys(municipality_id, now).exists():
        _change(municipality_id, actor, now, is_leaked=False)


def _change(municipality_id: UUID, actor: Actor, now: datetime, *, is_leaked: bool) -> None:
    earlier = published_keys(municipality_id, now)
    is_at_once = is_leaked or not earlier.exists()
    used_from = now if is_at_once else now + PUBLISHED_BEFORE
    earlier.update(published_until=now if is_leaked else used_from + PUBLISHED_AFTER)
    made = make_key()
    ClientKey.objects.create(
        municipality_id=municipality_id,
        name=made.name,
        public=made.public,
        private=seal(made.private, keys=sealing_keys(), purpose=CLIENT_KEY),
        made_at=now,
        used_from=used_from,
    )
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="accounts.client_key_changed",
        subject=f"accounts.client_key:{made.name}",
        now=now,
        facts={"is_leaked": is_leaked},
    )

"""Sending oneself a letter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command
from shirube.notices.commands.ordering import send_notice
from shirube.notices.commands.texts import MayNotEditTextsError
from shirube.notices.domain.recipients import Recipient
from shirube.notices.domain.trial import TRIAL
from shirube.notices.queries.roles import TEXT_EDITORS


@command
def send_trial(*, municipality_id: UUID, ordered_at: str, actor: Actor, now: datetime) -> UUID:
    """Order a trial letter to the address of the actor's own account; `ordered_at` is the moment in words."""
    if actor.staff_id is None or not actor.holds(*TEXT_EDITORS):
        raise MayNotEditTextsError
    person = accounts.get_staff(municipality_id=municipality_id, user_id=actor.staff_id)
    notice_id = send_notice(
        municipality_id=municipality_id,
        kind=TRIAL.identifier,
        recipient=Recipient(person.email, name=person.name),
        facts={"ordered_at": ordered_at},
        subject=TRIAL.identifier,
        once=f"notices.trial:{new_id()}",
        now=now,
    )
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="notices.trial_sent",
        subject=f"notices.notice:{notice_id}",
        now=now,
    )
    return notice_id

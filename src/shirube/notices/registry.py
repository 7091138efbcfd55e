"""What rooms tell this one: their kinds of notices, and the channels through which letters leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise

from shirube.kernel.registry import Registry
from shirube.notices.domain.kinds import NoticeKind
from shirube.notices.domain.letters import Letter
from shirube.notices.domain.states import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A finished letter on its way. `key` is the same whenever this letter is tried again after a crash.

    `calendar` is the text of an iCalendar file; a channel that carries no files leaves it out.
    """

    address: str
    sender_name: str
    letter: Letter
    language: str
    key: str
    calendar: str = ""


class DeliveryFailedError(Exception):
    """The channel did not take the letter. `is_final`: trying again could not help.

    Danger: carries codes only. What a server says may quote the address, and this reaches logs: raise it `from None`.
    """

    def __init__(self, reason: Reason, *, is_final: bool, reply: str = "") -> None:
        super().__init__(reason.value, reply)
        self.reason = reason
        self.reply = reply
        self.is_final = is_final


class Channel(Protocol):
    """A way to a person. A new one is an object with these four, registered in `plugins`."""

    @property
    def identifier(self) -> str: ...

    @property
    def label(self) -> str | Promise:
        """What staff call it."""
        ...

    def mask(self, address: str) -> str:
        """What of an address may stay in the log; empty where it is none."""
        ...

    def deliver(self, envelope: Envelope) -> None:
        """Hand the letter over, within a bounded time. DeliveryFailedError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a notice may be about, so that the log leads to it: "applications.application" of "…:<id>".

    `url_name` names the staff's page of it, which takes the id; that page decides who may look.
    """

    identifier: str
    label: str | Promise
    url_name: str


abouts: Registry[About] = Registry("subjects of notices")
kinds: Registry[NoticeKind] = Registry("notice kinds")
channels: Registry[Channel] = Registry("channels")

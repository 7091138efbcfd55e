"""Who stands on the resident's side of a draft or a case, and how they showed who they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from shirube.kernel.identity import IdentityLevel


class Channel(StrEnum):
    """The door a case came through."""

    ONLINE = "online"
    COUNTER = "counter"
    PAPER = "paper"
    POST = "post"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Represented:
    """The person for whom somebody acts. `mandate_id` names the recorded mandate, by letter or by law; None: only told, so
    that staff look at the papers."""

    name: str
    relation: str = ""
    mandate_id: UUID | None = None
    resident_id: UUID | None = None
    mail: str = ""

    @classmethod
    def from_json(cls, facts: Mapping[str, str]) -> Represented:
        ids = {key: UUID(facts[key]) for key in ("mandate_id", "resident_id") if facts.get(key)}
        return cls(name=facts["name"], relation=facts.get("relation", ""), mail=facts.get("mail", ""), **ids)

    def as_json(self) -> dict[str, str]:
        facts = {"name": self.name, "relation": self.relation, "mail": self.mail}
        ids = {"mandate_id": self.mandate_id, "resident_id": self.resident_id}
        return {**facts, **{key: str(value) for key, value in ids.items() if value}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A resident at work: signed in (`resident_id`), or without account by the `secret` of the draft or case.

    `name` and `mail` are what the sign-in is sure of; both may be empty.
    """

    resident_id: UUID | None = None
    secret: str = ""
    level: IdentityLevel = IdentityLevel.NONE
    name: str = ""
    mail: str = ""

    @property
    def log_name(self) -> str:
        """How the holder stands in the log; without account nothing more than that is known."""
        return f"resident:{self.resident_id}" if self.resident_id else "resident:unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What proves who submitted: plain values kept sealed with the case.

    `facts` of a signature: subject, serial, issuer, signed digest, checks made and their results, four basic facts.
    """

    level: IdentityLevel
    facts: dict[str, object]

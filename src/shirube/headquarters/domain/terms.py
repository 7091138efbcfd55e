"""The fixed words of the headquarters: kinds, states, outcomes, reasons. Stored values are stable; labels live in web.words."""

from __future__ import annotations

from enum import StrEnum


class BodyKind(StrEnum):
    """本部, 幹事会, ワーキングチーム; an office is one that is held by a person, as the CIO's with the aides."""

    HEADQUARTERS = "headquarters"
    STEERING = "steering"
    WORKING_TEAM = "working_team"
    OFFICE = "office"


class SeatRole(StrEnum):
    """What somebody is in a body. The CIO and the aides (補佐) have a seat as such."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    CIO = "cio"
    AIDE = "aide"
    MEMBER = "member"
    OBSERVER = "observer"
    SECRETARIAT = "secretariat"


class MeetingState(StrEnum):
    """PLANNED: agenda and papers are made. SENT: the papers went out. HELD and CANCELLED are ends."""

    PLANNED = "planned"
    SENT = "sent"
    HELD = "held"
    CANCELLED = "cancelled"


class Presence(StrEnum):
    PRESENT = "present"
    DEPUTY = "deputy"
    ABSENT = "absent"


class ItemKind(StrEnum):
    """審議事項 is decided; 報告事項 is heard, and noted at most."""

    DELIBERATION = "deliberation"
    REPORT = "report"


class Outcome(StrEnum):
    DECIDED = "decided"
    RETURNED = "returned"
    REFUSED = "refused"
    NOTED = "noted"


class TaskState(StrEnum):
    """PROPOSED until the meeting has been held. UNKNOWN: taken from a document that says nothing of what came of it."""

    PROPOSED = "proposed"
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


class SendingKind(StrEnum):
    """What a set of papers is: the papers, a supplement sent after them, or what was laid on the table at the meeting."""

    PAPERS = "papers"
    SUPPLEMENT = "supplement"
    TABLED = "tabled"


class MinutesState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"


class Ground(StrEnum):
    """Why a part is withheld: what a disclosure ordinance lists, after 情報公開法第5条第1号から第6号."""

    PERSON = "person"
    COMPANY = "company"
    SAFETY = "safety"
    DELIBERATION = "deliberation"
    WORK = "work"
    LAW = "law"

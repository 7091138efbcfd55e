"""How a notice stands, and why one did not arrive."""

from __future__ import annotations

from enum import StrEnum


class NoticeState(StrEnum):
    """`TOLD`: it could not be delivered, and staff told the person in another way."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    TOLD = "told"


class Reason(StrEnum):
    """Why an attempt came to nothing."""

    ADDRESS_MISSING = "address_missing"
    ADDRESS_INVALID = "address_invalid"
    ADDRESS_REFUSED = "address_refused"
    LETTER_REFUSED = "letter_refused"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    SIGN_IN_REFUSED = "sign_in_refused"
    SUBJECT_UNSAFE = "subject_unsafe"
    CONTENTS_LOST = "contents_lost"
    KIND_GONE = "kind_gone"
    INTERRUPTED = "interrupted"


# Sending again to where there is no address, or what cannot be read any more, cannot help.
HOPELESS = frozenset({Reason.ADDRESS_MISSING, Reason.ADDRESS_INVALID, Reason.CONTENTS_LOST, Reason.KIND_GONE})


class Means(StrEnum):
    """The other ways in which staff tell somebody."""

    LETTER = "letter"
    PHONE = "phone"
    COUNTER = "counter"
    OTHER = "other"

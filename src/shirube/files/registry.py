"""What rooms take files for, with the limits of each purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from shirube.files.domain.kinds import DOCUMENTS, Kind
from shirube.kernel.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """A room registers one for each thing people attach: "plans.evidence".

    `max_bytes` bounds one file, `max_files` those attached to one subject. `keep_days` counts from the day a file is
    attached; None keeps it as long as what it is attached to. `prepares_photos`: pictures may be sent up to 30 MB and are
    kept as upright JPEG without place and time (`prepare_photo`); then `max_bytes` bounds what is kept.
    """

    identifier: str
    max_bytes: int = 10 * 1024 * 1024
    max_files: int = 10
    kinds: frozenset[Kind] = DOCUMENTS
    keep_days: int | None = None
    # Where each holder (a draft, a case) has a key of its own, this gives it; LookupError when it was destroyed. What
    # is stored for the purpose with a `key_holder` is then sealed under that key instead of the municipality's.
    key_of: Callable[[UUID, str], bytes] | None = None
    prepares_photos: bool = False

    def __post_init__(self) -> None:
        # Contents are sealed in one piece, in memory: see the ADR.
        if self.max_bytes > 50 * 1024 * 1024:
            raise ValueError("a purpose may not allow files above 50 MB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetter:
    """A room whose things have keys of their own registers how one is forgotten once more, after an older database was put back.

    `identifier` is the holder's kind ("applications.dossier"). `forget(municipality_id, holder, now)` destroys the key
    with all that hangs on it, keyword-only, in a command of its own; False where nothing was there any more.
    """

    identifier: str
    forget: Callable[..., bool]


forgetters: Registry[Forgetter] = Registry("forgetters")
purposes: Registry[Purpose] = Registry("file purposes")

"""Who may look at the log, settle what did not arrive, and change the words."""

from __future__ import annotations

from shirube.accounts.interface import SECTION_ROLES, Role

SETTLERS = frozenset({*SECTION_ROLES, Role.DX_PROMOTION, Role.ADMINISTRATOR})
LOG_READERS = SETTLERS | {Role.AUDITOR}
TEXT_EDITORS = frozenset({Role.DX_PROMOTION, Role.ADMINISTRATOR})

"""The catalogue beside the register of the 28 procedures: the two rooms are siblings, so that only here both are known."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from shirube.procedures import interface as procedures
from shirube.registers import interface as registers

REGISTER = "online-procedures"


def look_at_procedures(*, municipality_id: UUID) -> Mapping[str, registers.Reality]:
    """By the code of the procedure. One query where the catalogue is remembered."""
    words = {True: _("オンラインで受付中"), False: _("オンラインでは受け付けていない")}
    return {
        one.code: registers.Reality(
            is_done=_is_online(one),
            words=words[_is_online(one)],
            url_name="procedures_staff:procedure",
        )
        for one in procedures.list_procedures(municipality_id=municipality_id)
    }


def _is_online(one: procedures.ProcedureSummary) -> bool:
    """As the measures count it: also out of its season."""
    return one.is_received and one.section_id is not None

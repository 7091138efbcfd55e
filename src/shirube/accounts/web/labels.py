"""How roles and states of accounts are called on pages."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.accounts.interface import Held, Role, StaffSummary
from shirube.ui.tables import Status

ROLES: Mapping[Role, str | Promise] = {
    Role.SECTION_STAFF: gettext_lazy("課の職員"),
    Role.SUBSECTION_CHIEF: gettext_lazy("係長"),
    Role.SECTION_CHIEF: gettext_lazy("課長"),
    Role.DX_PROMOTION: gettext_lazy("DX推進担当"),
    Role.HEADQUARTERS: gettext_lazy("推進本部"),
    Role.ADMINISTRATOR: gettext_lazy("管理者"),
    Role.AUDITOR: gettext_lazy("監査（閲覧のみ）"),
}


def role_label(held: Held, section_names: Mapping[UUID, str]) -> str:
    """課長（総務課）, or 管理者 where the role is the whole city's."""
    label = str(ROLES[held.role])
    if held.section_id is None:
        return label
    return _("%(role)s（%(section)s）") % {
        "role": label,
        "section": section_names.get(held.section_id, _("廃止された課")),
    }


def state_of(person: StaffSummary, *, is_invited: bool) -> Status:
    """Whether the account can be used, in a word."""
    if person.is_active:
        return Status(_("利用中"), "success")
    if is_invited:
        return Status(_("招待中"), "info", "clock")
    return Status(_("停止"), "neutral", "stop")

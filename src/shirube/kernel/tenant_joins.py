"""Every join of two tenant tables names the municipality on both sides, without anybody writing it (docs/adr/0012).

A database that is sharded by municipality (Citus) refuses a join that does not, and on any database it keeps one city's
rows from meeting another's even where a foreign key were wrong. Connected where the base of tenants is defined.
"""

from __future__ import annotations

from functools import cache
from types import MethodType
from typing import Any

from django.db import models
from django.db.models.lookups import Exact

from shirube.kernel.tenancy import is_tenant

_is_tenant = cache(is_tenant)


def _same_municipality(
    field: models.ForeignKey[Any, Any], alias: str | None, related_alias: str | None
) -> Exact | None:
    """What Django adds to the ON of a join along `field`, whichever way the join goes."""
    # Without an alias the join was trimmed away: the condition of the outer query holds already.
    if alias is None or related_alias is None:
        return None
    if not (_is_tenant(field.model) and _is_tenant(field.related_model)):
        return None
    municipality: Any = field.model._meta.get_field("municipality")
    return Exact(municipality.get_col(alias), municipality.get_col(related_alias))


def name_the_municipality(sender: type[models.Model], **_: Any) -> None:
    """Teach the foreign keys of a model that has just been defined (receiver of class_prepared)."""
    for field in sender._meta.local_fields:
        if isinstance(field, models.ForeignKey):
            field.get_extra_restriction = MethodType(_same_municipality, field)  # type: ignore[method-assign]

"""What visits put into the registries of lower rooms, by subject."""

from shirube.visits.plugins import counter, owner

__all__ = ["counter", "owner"]

"""What visits put into the registries of lower rooms, by subject."""

from shirube.visits.plugins import counter, interviews, owner

__all__ = ["counter", "interviews", "owner"]

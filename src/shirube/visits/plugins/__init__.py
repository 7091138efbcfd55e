"""What visits put into the registries of lower rooms, by subject."""

from shirube.visits.plugins import counter

__all__ = ["counter"]

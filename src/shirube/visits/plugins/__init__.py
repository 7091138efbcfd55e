"""What visits put into the registries of lower rooms."""

from shirube.visits.plugins import interviews

__all__ = ["interviews"]

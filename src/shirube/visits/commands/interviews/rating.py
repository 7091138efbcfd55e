"""One tap: how it was."""

from __future__ import annotations

from uuid import UUID

from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command
from shirube.visits.models import Interview

# 1 was hard, 2 was all right, 3 was good.
RATINGS = (1, 2, 3)


class UnknownRatingError(InvalidInputError):
    code = "visits.unknown_rating"


@command
def rate_visit(*, municipality_id: UUID, interview_id: UUID, rating: int) -> None:
    """Keep what the resident tapped, the last tap counts; nobody is named. UnknownRatingError."""
    if rating not in RATINGS:
        raise UnknownRatingError
    Interview.objects.filter(
        municipality_id=municipality_id, pk=interview_id, confirmed_at__isnull=False
    ).update(rating=rating)

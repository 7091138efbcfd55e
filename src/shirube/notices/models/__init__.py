"""Tables of notices: what was sent to whom (masked), every attempt, and the cities' own texts."""

from shirube.notices.models.log import Attempt, Notice
from shirube.notices.models.texts import TextVersion

__all__ = ["Attempt", "Notice", "TextVersion"]

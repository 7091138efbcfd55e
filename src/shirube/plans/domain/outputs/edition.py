"""What a writer must know beside the plan: for which city, in which words, as of which day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from shirube.plans.domain.document import Translations, translated

# The same zone as kernel.clock's, which knows Django and so stays out of the domain.
_JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One printing of a plan.

    `word` gives the words of a code such as "grade.ahead" or "column.unit" in `language`; the domain itself has none.
    `address` is the absolute address of the plan's page. `on` is the day the grades were made for.
    """

    city_code: str
    city_name: str
    demonstration: bool
    language: str
    on: date
    address: str
    word: Callable[[str], str]

    def text(self, translations: Translations, name: str, original: str) -> str:
        """A text of the plan in the edition's language, or the original where no translation is kept."""
        return translated(translations, self.language, name, original)


def japan_time(moment: datetime) -> datetime:
    """The wall clock of Japan, to the second."""
    return moment.astimezone(_JAPAN).replace(microsecond=0)

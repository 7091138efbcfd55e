"""One plan in one language on one day: what a download is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.http import HttpRequest

from shirube.kernel.clock import JAPAN, japan_date, read_clock
from shirube.kernel.languages import JAPANESE, Language
from shirube.organizations import interface as organizations
from shirube.plans.domain.document import PlanDocument
from shirube.plans.domain.outputs.edition import Edition
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.web.words import word


@dataclass(frozen=True, slots=True)
class PlanEdition:
    document: PlanDocument
    edition: Edition

    @property
    def stamp(self) -> str:
        """Changes with the plan, its progress, and the day, on which the grades depend."""
        return f"{self.document.id.hex}.{self.document.revision}.{self.edition.on}"

    @property
    def modified_at(self) -> datetime:
        midnight = datetime.combine(self.edition.on, time(), JAPAN)
        return max(self.document.changed_at, midnight)


def open_edition(request: HttpRequest, slug: str) -> PlanEdition:
    """The plan as asked for: city, language and day of the request. PlanNotFoundError."""
    city: organizations.MunicipalitySummary = request.municipality  # type: ignore[attr-defined]
    language: Language = getattr(request, "language", JAPANESE)
    on = japan_date(read_clock())
    edition = Edition(
        city_code=city.code,
        city_name=city.name_in(language.code),
        demonstration=city.demonstration,
        language=language.code,
        on=on,
        # Every file of a plan lies directly under the plan's own page.
        address=request.build_absolute_uri("./"),
        word=word,
    )
    return PlanEdition(get_plan_document(municipality_id=city.id, slug=slug, on=on), edition)

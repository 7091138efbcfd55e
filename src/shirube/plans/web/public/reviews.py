"""Annual reviews that have been published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date, format_fiscal_year
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import NotFoundError
from shirube.plans.domain.document import EvidenceItem, InitiativeItem, PlanDocument, ReviewItem
from shirube.plans.domain.terms import Grade
from shirube.plans.web.labels import GRADES, grade_status
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import content, short_year
from shirube.ui.charts import Share, SharePart, draw_share
from shirube.ui.charts.bars import ShareView
from shirube.ui.links import Link
from shirube.ui.tables import Status


class ReviewYearNotFoundError(NotFoundError):
    code = "plans.review_year_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWords:
    """One published review. `override` says why people graded otherwise than the figures, empty where they did not."""

    anchor: str
    initiative: str
    initiative_url: str
    year: str
    url: str
    status: Status
    by_rule: str
    override: str
    achievements: str
    issues: str
    next_steps: str
    published: str
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewYear:
    year: str
    share: ShareView
    reviews: tuple[ReviewWords, ...]
    missing: tuple[str, ...]
    other_years: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewList:
    years: tuple[Link, ...]
    progress_method: str


def review_words(
    document: PlanDocument, item: InitiativeItem, review: ReviewItem, reader: Reader
) -> ReviewWords:
    language = reader.language
    moment = review.published_at
    return ReviewWords(
        anchor=item.slug,
        initiative=content(item.translations, language, "title", item.title),
        initiative_url=reverse("plans:initiative", args=[document.slug, item.slug]),
        year=format_fiscal_year(review.fiscal_year, language),
        url=reverse("plans:review-year", args=[document.slug, review.fiscal_year]) + f"#{item.slug}",
        status=grade_status(review.grade),
        by_rule=str(GRADES[review.grade_by_rule]),
        override=review.override_reason if review.grade_override else "",
        achievements=review.achievements,
        issues=review.issues,
        next_steps=review.next_steps,
        published=format_date(japan_date(moment), language) if moment else "",
        evidence=review.evidence,
    )


def review_list(document: PlanDocument, reader: Reader) -> ReviewList:
    years = tuple(_year_link(document, year, reader) for year in _years(document))
    return ReviewList(years=years, progress_method=document.progress_method)


def review_year(document: PlanDocument, fiscal_year: int, reader: Reader) -> ReviewYear:
    """The reviews of one fiscal year; ReviewYearNotFoundError where none is published."""
    found = _reviews_of(document, fiscal_year)
    if not found:
        raise ReviewYearNotFoundError(fiscal_year=fiscal_year)
    reviewed = {item.slug for item, _review in found}
    others = [year for year in _years(document) if year != fiscal_year]
    return ReviewYear(
        year=format_fiscal_year(fiscal_year, reader.language),
        share=_share([review for _item, review in found]),
        reviews=tuple(review_words(document, item, review, reader) for item, review in found),
        missing=tuple(
            content(item.translations, reader.language, "title", item.title)
            for item in document.initiatives
            if item.slug not in reviewed
        ),
        other_years=tuple(_year_link(document, year, reader) for year in others),
    )


def _share(reviews: Sequence[ReviewItem]) -> ShareView:
    grades = [review.grade for review in reviews]
    tones = {
        Grade.AHEAD: "success",
        Grade.ON_COURSE: "info",
        Grade.BEHIND: "warning",
        Grade.CANNOT_JUDGE: "unknown",
    }
    parts = tuple(SharePart(str(GRADES[grade]), grades.count(grade), tone) for grade, tone in tones.items())
    return draw_share(Share(_("振り返りの結果"), parts), identifier="review-grades")


def _reviews_of(document: PlanDocument, fiscal_year: int) -> list[tuple[InitiativeItem, ReviewItem]]:
    pairs = ((item, review) for item in document.initiatives for review in item.reviews)
    return [(item, review) for item, review in pairs if review.fiscal_year == fiscal_year]


def _years(document: PlanDocument) -> list[int]:
    years = {review.fiscal_year for item in document.initiatives for review in item.reviews}
    return sorted(years, reverse=True)


def _year_link(document: PlanDocument, fiscal_year: int, reader: Reader) -> Link:
    count = len(_reviews_of(document, fiscal_year))
    label = _("%(year)sの振り返り") % {"year": short_year(fiscal_year, reader.language)}
    address = reverse("plans:review-year", args=[document.slug, fiscal_year])
    return Link(label, address, _("%(count)s件を公表しています") % {"count": count})

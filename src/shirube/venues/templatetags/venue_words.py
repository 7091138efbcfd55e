"""Words of this room for templates."""

from __future__ import annotations

from django import template

from shirube.venues.domain.ages import AgeGroup
from shirube.venues.web.words import AGES

register = template.Library()


@register.filter
def age_words(age_group: AgeGroup) -> str:
    return str(AGES[age_group])

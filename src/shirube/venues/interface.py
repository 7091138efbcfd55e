"""What other rooms may use from venues."""

from shirube.venues.commands.loading import (
    VenueEditedHereError,
    load_course,
    load_facility,
    parse_course_pack,
    parse_facility_pack,
)
from shirube.venues.domain.packs import CoursePack, FacilityPack

__all__ = [
    "CoursePack",
    "FacilityPack",
    "VenueEditedHereError",
    "load_course",
    "load_facility",
    "parse_course_pack",
    "parse_facility_pack",
]

"""What venues put into the registries of lower rooms."""

from __future__ import annotations

from shirube.bookings import interface as bookings
from shirube.jobs import interface as jobs
from shirube.measures import interface as measures
from shirube.notices import interface as notices
from shirube.venues import tasks
from shirube.venues.commands.connecting import ROOM_OWNER, SESSION_OWNER
from shirube.venues.domain.letters import LETTERS
from shirube.venues.plugins.measuring import MEASURES
from shirube.venues.plugins.owners import BookedPage, RoomKeeper, RoomOwner, SessionOwner

bookings.owners.register(RoomOwner())
bookings.owners.register(SessionOwner())
bookings.keepers.register(RoomKeeper())
for owner in (ROOM_OWNER, SESSION_OWNER):
    bookings.holder_pages.register(BookedPage(owner))

jobs.schedules.register(jobs.Schedule(identifier="venues.forget", task=tasks.forget, when=jobs.Daily(2, 50)))
jobs.schedules.register(
    jobs.Schedule(identifier="venues.lotteries", task=tasks.announce_lotteries, when=jobs.Daily(1, 30))
)

for measure in MEASURES:
    measures.measures.register(measure)

_FACTS = {
    "room": "標市中央公民館 第1会議室",
    "day": "2026年12月4日（金）",
    "number": "7KMX-4QRA-9TWC",
    "yen": "300",
    "pay_at": "公民館の窓口",
    "words": "-",
}
for identifier, (name, texts) in LETTERS.items():
    notices.kinds.register(
        notices.NoticeKind(
            identifier=identifier,
            name=name,
            facts=_FACTS,
            texts={language: notices.Letter(*text) for language, text in texts.items()},
        )
    )

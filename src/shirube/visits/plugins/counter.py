"""What visits put into the registries of lower rooms."""

from __future__ import annotations

from shirube.jobs import interface as jobs
from shirube.measures import interface as measures
from shirube.notices import interface as notices
from shirube.visits import tasks
from shirube.visits.commands.telling import DESK_CLOSED_KIND, SOON_KIND
from shirube.visits.domain.letters import DESK_CLOSED, SOON
from shirube.visits.plugins.interview_measures import INTERVIEW_MEASURES
from shirube.visits.plugins.measuring import COUNTER_MEASURES

_TICKET = {"ticket": "A-012", "branch": "市役所本庁"}

for identifier, name, facts, texts in (
    (SOON_KIND, "まもなく順番が来る", {**_TICKET, "ahead": "2"}, SOON),
    (DESK_CLOSED_KIND, "窓口が変わった", {**_TICKET, "closed_desk": "3", "desk": "4"}, DESK_CLOSED),
):
    notices.kinds.register(
        notices.NoticeKind(
            identifier=identifier,
            name=name,
            facts=facts,
            texts={language: notices.Letter(*words) for language, words in texts.items()},
        )
    )

jobs.schedules.register(
    jobs.Schedule(identifier="visits.tidy_counter", task=tasks.tidy_counter, when=jobs.Daily(0, 40))
)
jobs.schedules.register(
    jobs.Schedule(identifier="visits.expect", task=tasks.expect_reservations, when=jobs.Hourly(25))
)

for measure in (*COUNTER_MEASURES, *INTERVIEW_MEASURES):
    measures.measures.register(measure)

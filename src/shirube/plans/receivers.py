"""What follows from events of plans."""

from __future__ import annotations

from shirube.jobs import interface as jobs
from shirube.kernel import events
from shirube.plans.events import SectionReminded
from shirube.plans.tasks import send_reminder


@events.subscribe(SectionReminded)
def mail_the_section(event: SectionReminded) -> None:
    """Put the letters into the queue: a mail server that is away keeps nobody waiting at the page."""
    jobs.enqueue(
        send_reminder,
        municipality_id=event.municipality_id,
        plan_id=str(event.plan_id),
        section_id=str(event.section_id),
        address=event.address,
    )

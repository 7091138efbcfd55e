"""The tables of the headquarters. Each subject has its file."""

from shirube.headquarters.models.bodies import Body, Seat
from shirube.headquarters.models.decisions import Decision, Task
from shirube.headquarters.models.meetings import AgendaItem, Attendance, Meeting
from shirube.headquarters.models.minutes import Minutes, MinutesPart
from shirube.headquarters.models.papers import Paper, Sending
from shirube.headquarters.models.proposals import Proposal, ProposalCost, ProposalOpinion, ProposalStep
from shirube.headquarters.models.support import SupportDuty, SupportNote, SupportRequest

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "Decision",
    "Meeting",
    "Minutes",
    "MinutesPart",
    "Paper",
    "Proposal",
    "ProposalCost",
    "ProposalOpinion",
    "ProposalStep",
    "Seat",
    "Sending",
    "SupportDuty",
    "SupportNote",
    "SupportRequest",
    "Task",
]

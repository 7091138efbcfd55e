"""What other rooms may use from inquiries."""

from shirube.inquiries.commands.loading import load_inquiry
from shirube.inquiries.domain.packs import InquiryPack, parse_inquiry_pack
from shirube.inquiries.domain.terms import AnswerState, InquiryState, Visibility
from shirube.inquiries.events import InquiryAnswered, InquiryClosed, InquirySent
from shirube.inquiries.queries.headquarters import InquiryStanding, list_inquiries_for_headquarters
from shirube.inquiries.queries.inbox import InboxKind, InboxLine, list_inbox

__all__ = [
    "AnswerState",
    "InboxKind",
    "InboxLine",
    "InquiryAnswered",
    "InquiryClosed",
    "InquiryPack",
    "InquirySent",
    "InquiryStanding",
    "InquiryState",
    "Visibility",
    "list_inbox",
    "list_inquiries_for_headquarters",
    "load_inquiry",
    "parse_inquiry_pack",
]

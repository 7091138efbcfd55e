"""What other rooms may use from notices."""

from shirube.notices.commands.forgetting import forget_contents, forget_notices_about
from shirube.notices.commands.ordering import send_notice
from shirube.notices.domain.kinds import NoticeKind
from shirube.notices.domain.letters import Letter
from shirube.notices.domain.recipients import Recipient
from shirube.notices.domain.states import Means, NoticeState, Reason
from shirube.notices.events import NoticeFailed, NoticeSent
from shirube.notices.queries.log import NoticeLine, count_failed, list_notices_about
from shirube.notices.queries.roles import LOG_READERS, TEXT_EDITORS
from shirube.notices.registry import About, Channel, DeliveryFailedError, Envelope, abouts, channels, kinds

__all__ = [
    "LOG_READERS",
    "TEXT_EDITORS",
    "About",
    "Channel",
    "DeliveryFailedError",
    "Envelope",
    "Letter",
    "Means",
    "NoticeFailed",
    "NoticeKind",
    "NoticeLine",
    "NoticeSent",
    "NoticeState",
    "Reason",
    "Recipient",
    "abouts",
    "channels",
    "count_failed",
    "forget_contents",
    "forget_notices_about",
    "kinds",
    "list_notices_about",
    "send_notice",
]

"""The channel that every installation has, and what this room does by schedule."""

from __future__ import annotations

from shirube.notices.commands.mail import MailChannel
from shirube.notices.registry import channels

channels.register(MailChannel())

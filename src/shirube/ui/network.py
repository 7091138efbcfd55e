"""From where a request came."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest


def network_address(request: HttpRequest) -> str:
    """The address of the visitor's network, behind the proxies that are trusted (SHIRUBE_PROXY).

    Danger: REMOTE_ADDR is the proxy's own there, and a limit counted by it shuts out the whole city.
    """
    return str(get_adapter().get_client_ip(request))

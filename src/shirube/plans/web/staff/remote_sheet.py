"""Fetching a sheet from an address that a person typed, without becoming a door into the city's own network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from contextlib import closing, suppress
from threading import Timer
from typing import Self
from urllib.parse import urlsplit

from shirube.kernel.errors import InvalidInputError
from shirube.kernel.sheets.workbook import LARGEST_FILE

_SECONDS = 10.0
_PIECE = 64 * 1024
_PORT = 443
# An address of a page, where the link to the file stands on it, is the usual mistake.
_PAGES = {"text/html", "application/xhtml+xml"}


class RemoteSheetError(InvalidInputError):
    """The address may not be asked, or did not answer with a file: `why` says which."""

    code = "plans.remote_sheet"


class _Pinned(http.client.HTTPSConnection):
    """Connects to the address that was checked.

    Danger: asking the name server again would let it answer with another address than the one that was found harmless.
    """

    def __init__(self, host: str, address: str) -> None:
        super().__init__(host, _PORT, timeout=_SECONDS, context=ssl.create_default_context())
        self._address = address
        # The connection below the encryption, for who must end it from outside.
        self.plain: socket.socket | None = None

    def connect(self) -> None:
        plain = socket.create_connection((self._address, _PORT), timeout=_SECONDS)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        self.plain = self.sock


def fetch_sheet(url: str) -> bytes:
    """The content at an https address of the public internet. Redirects are not followed. RemoteSheetError."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" or not host or parts.username or parts.port not in {None, _PORT}:
        raise RemoteSheetError(why="address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Pinned(host, public_address(host))
    with _Patience(connection) as patience:
        try:
            connection.request("GET", path, headers={"User-Agent": "shirube", "Accept-Encoding": "identity"})
            with closing(connection.getresponse()) as answer:
                content = _read(answer)
        except (OSError, http.client.HTTPException, UnicodeError, ValueError) as error:
            raise RemoteSheetError(why="slow" if patience.has_ended else "unreachable") from error
        finally:
            connection.close()
    if patience.has_ended:
        # What was cut off looks like the end of the file.
        raise RemoteSheetError(why="slow")
    return content


class _Patience:
    """Hangs up when all the asking has taken too long.

    Danger: the time limit of a socket is one of silence: a host that says one letter every nine seconds would be
    listened to for days.
    """

    def __init__(self, connection: _Pinned) -> None:
        self.has_ended = False
        self._connection = connection
        self._timer = Timer(_SECONDS, self._hang_up)

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _hang_up(self) -> None:
        self.has_ended = True
        plain = self._connection.plain
        if plain is not None:
            with suppress(OSError):
                plain.shutdown(socket.SHUT_RDWR)


def public_address(host: str) -> str:
    """The address behind a name, where all its addresses are public. RemoteSheetError."""
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, _PORT, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise RemoteSheetError(why="unreachable") from error
    if not found or not all(_is_public(address) for address in found):
        raise RemoteSheetError(why="private")
    return min(found)


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not ip.is_multicast


def _read(answer: http.client.HTTPResponse) -> bytes:
    if answer.status != http.HTTPStatus.OK:
        raise RemoteSheetError(why="status", status=answer.status)
    if answer.headers.get_content_type() in _PAGES:
        raise RemoteSheetError(why="page")
    content = b""
    while piece := answer.read(_PIECE):
        content += piece
        if len(content) > LARGEST_FILE:
            raise RemoteSheetError(why="large")
    return content

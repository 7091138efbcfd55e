"""People with a browser: cookies, forms and redirections over one kept-alive connection to this machine."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from bench.load import Connection, RequestFailedError

_HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_COOKIE = re.compile(rb"\r\nset-cookie: ([^=]+)=([^;\r]*)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: ([^\r]*)", re.IGNORECASE)
Fields = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Page:
    """An answer; `path` is where it came from after redirections."""

    status: int
    path: str
    body: bytes

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden inputs of its forms, the CSRF token among them."""
        found = _HIDDEN.findall(self.body)
        return {html.unescape(name.decode()): html.unescape(value.decode()) for name, value in found}


@dataclass(slots=True)
class Visitor:
    """One browser. A new one on the same connection knows nothing of the one before it."""

    connection: Connection
    cookies: dict[str, str] = field(default_factory=dict)
    requests: int = 0

    def get(self, path: str) -> Page:
        """The page; redirections are followed. RequestFailedError for anything but 200."""
        return self._follow("GET", path, b"")

    def send(self, page: Page, fields: Fields) -> Page:
        """The form of a page, with its hidden inputs."""
        return self._follow("POST", page.path, urlencode([*page.hidden.items(), *fields]).encode())

    def press(self, page: Page, fields: Fields, *, to: str = "") -> None:
        """A button among others on a page: its own fields and the page's token. Does not look where it leads.

        RequestFailedError unless it leads on: a form that comes back was refused.
        """
        token = ("csrfmiddlewaretoken", page.hidden["csrfmiddlewaretoken"])
        path = to or page.path
        answer, _location = self._ask("POST", path, urlencode([token, *fields]).encode())
        if answer.status != 302:
            raise RequestFailedError(f"POST {path}: {answer.status}")

    def _follow(self, method: str, path: str, body: bytes) -> Page:
        for _ in range(5):
            page, location = self._ask(method, path, body)
            if page.status == 200:
                return page
            if page.status not in {302, 303} or not location:
                raise RequestFailedError(f"{method} {path}: {page.status}")
            method, path, body = "GET", urlsplit(location).path, b""
        raise RequestFailedError(f"{path}: led in circles")

    def _ask(self, method: str, path: str, body: bytes) -> tuple[Page, str]:
        status, head, content = self.connection.ask(method, path, headers=self._headers(method), body=body)
        self.requests += 1
        for name, value in _COOKIE.findall(head):
            self.cookies[name.decode()] = value.decode()
        location = _LOCATION.search(head)
        return Page(status, path, content), location.group(1).decode() if location else ""

    def _headers(self, method: str) -> Mapping[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies} if cookies else {}
        return (
            headers | {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else headers
        )

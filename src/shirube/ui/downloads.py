"""Handing out a file that somebody uploaded, so that no browser runs anything in it."""

from __future__ import annotations

import io

from django.http import FileResponse

# Danger: an uploaded file is a stranger's. As an attachment, unsniffed and in a sandbox without origin, a page or a
# script in it gets neither our cookies nor our address.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def download(content: bytes, *, name: str, content_type: str) -> FileResponse:
    """Answer with the content to be saved under `name`. Who may have it was decided by the caller's access declaration."""
    stream = io.BytesIO(content)
    return FileResponse(
        stream, as_attachment=True, filename=name, content_type=content_type, headers=_HEADERS
    )

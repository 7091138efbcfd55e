"""What applications put into the registries of lower rooms."""

from __future__ import annotations

from shirube.applications.domain import attachments
from shirube.files import interface as files

MEGABYTE = 1024 * 1024

files.purposes.register(
    files.Purpose(identifier=attachments.ATTACHMENT, max_bytes=25 * MEGABYTE, max_files=200)
)
files.purposes.register(
    files.Purpose(identifier=attachments.MESSAGE_FILE, max_bytes=25 * MEGABYTE, max_files=20)
)
files.purposes.register(files.Purpose(identifier=attachments.RECORD, max_files=50))
files.purposes.register(files.Purpose(identifier=attachments.DOCUMENT, max_files=50))
files.purposes.register(files.Purpose(identifier=attachments.SCAN, max_bytes=25 * MEGABYTE, max_files=50))

"""Stored files: where their encrypted contents lie, the key that wraps the municipalities' keys, the virus scanner."""

from __future__ import annotations

import os

from shirube.config.settings.environment import DATA, read_secret

FILES_FOLDER = DATA / "files"
# 32 bytes in base64; every file of the installation is lost with it, so it belongs into the backup, kept apart.
FILES_KEY = read_secret("SHIRUBE_FILES_KEY", "files-key")
# unix:/path or host:port of clamd; empty: files are not scanned, and are marked so.
CLAMAV = os.environ.get("SHIRUBE_CLAMAV", "")

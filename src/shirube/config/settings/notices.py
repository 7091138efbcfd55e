"""Notices to residents and staff; how mail leaves is said in `mail`."""

from __future__ import annotations

import os

# So many days after a notice was settled, its address and facts are erased; the line in the log stays.
NOTICES_KEEP_DAYS = int(os.environ.get("SHIRUBE_NOTICES_KEEP_DAYS", "30"))

"""Applications: how many may be begun without an account."""

from __future__ import annotations

import os

# From one network address and in one process; a shelter, a school and a mobile carrier stand behind one. 0: no limit.
STARTS_PER_MINUTE = int(os.environ.get("SHIRUBE_STARTS_PER_MINUTE", "20"))

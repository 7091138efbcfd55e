"""Bookings: how fast one network address may book, or stand in line, without an account."""

from __future__ import annotations

import os

# In one process, after the first six hundred; a school and a mobile carrier stand behind one address. 0: no limit.
BOOKINGS_PER_MINUTE = int(os.environ.get("SHIRUBE_BOOKINGS_PER_MINUTE", "60"))
TURNS_PER_MINUTE = int(os.environ.get("SHIRUBE_TURNS_PER_MINUTE", "60"))

"""For how long a service outside that did not answer is taken to be down."""

from __future__ import annotations

from datetime import timedelta

# After that nobody knows, and the next person tries again.
REMEMBERED_FOR = timedelta(minutes=5)
# So soon after a failure nobody is made to wait for the next one: a worker that waits serves nobody else.
NOT_TRIED_FOR = timedelta(seconds=30)
# Pages that many open ask no oftener than this whether something is down.
LOOKED_AT_EVERY = timedelta(seconds=15)
# Failures closer together than this are one outage.
SAME_OUTAGE = timedelta(hours=1)

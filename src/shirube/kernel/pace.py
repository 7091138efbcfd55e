"""How often something may be begun from one place: a bucket of tries that fills again by itself.

Kept in the memory of each process, so that it costs no query: several processes let several times as many through, which
is still far too few for a program that would fill the disk.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

_MOST_PLACES = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


@dataclass(slots=True)
class Pace:
    """At most `burst` at once, and `per_minute` in the long run, for each place."""

    burst: int
    _buckets: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def allows(self, place: str, *, per_minute: int, now: datetime) -> bool:
        """Count one try. `per_minute` 0 sets no limit."""
        if not per_minute:
            return True
        with self._lock:
            bucket = self._buckets.pop(place, None) or _Bucket(self.burst, now)
            minutes = max(0.0, (now - bucket.at).total_seconds() / 60)
            bucket.left, bucket.at = min(self.burst, bucket.left + minutes * per_minute), now
            self._buckets[place] = bucket
            if len(self._buckets) > _MOST_PLACES:
                # Who has not come for the longest time is a newcomer again.
                self._buckets.popitem(last=False)
            if bucket.left < 1:
                return False
            bucket.left -= 1
            return True

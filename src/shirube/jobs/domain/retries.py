"""When a failed job is tried again, and when it is given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryRule:
    """`attempts` counts the first one too. Waits double from `first_wait` up to `longest_wait`.

    An error of a kind in `give_up_on` is final: trying again could not help.
    """

    attempts: int = 8
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(hours=1)
    give_up_on: tuple[type[Exception], ...] = ()

    def is_over(self, *, attempt: int, error: Exception | None) -> bool:
        """Whether `attempt` was the last; `error` is None where the worker died and left no error."""
        return attempt >= self.attempts or isinstance(error, self.give_up_on)

    def wait_after(self, attempt: int, *, spread: float = 0.0) -> timedelta:
        """How long to wait after the failed `attempt`. `spread` (0 to 1) lengthens it by up to a tenth.

        Jobs that failed together, because one mail server was away, then do not all come back in one second.
        """
        doubled: timedelta = self.first_wait * 2 ** min(attempt - 1, 30)
        return min(doubled, self.longest_wait) * (1 + spread / 10)

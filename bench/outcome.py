"""What a benchmark found, and whether it is enough."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Tell = Callable[[str], None]
_COMPARE = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True, slots=True)
class Limit:
    """A promise: `value` must stand in the relation `op` to `limit`."""

    what: str
    value: float
    op: Literal["<=", ">="]
    limit: float

    @property
    def holds(self) -> bool:
        return bool(_COMPARE[self.op](self.value, self.limit))

    def as_json(self) -> dict[str, object]:
        said = {"what": self.what, "value": rounded(self.value), "op": self.op, "limit": self.limit}
        return {**said, "holds": self.holds}


@dataclass(frozen=True, slots=True)
class Outcome:
    figures: Mapping[str, object]
    limits: Sequence[Limit]

    @property
    def holds(self) -> bool:
        return all(limit.holds for limit in self.limits)

    def as_json(self, name: str) -> dict[str, object]:
        """The one line that `./shirube bench` prints."""
        return {"bench": name, "figures": self.figures, "limits": [limit.as_json() for limit in self.limits]}


def rounded(value: float) -> float:
    """Four significant digits: more would be noise."""
    return float(f"{value:.4g}")

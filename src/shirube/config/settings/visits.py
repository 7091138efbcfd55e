"""The counter: whether a reader of cards that does not exist may be pressed."""

from __future__ import annotations

from shirube.config.settings.environment import read_flag

# Danger: it fills in an invented person. For demonstrations and tests; a real desk registers its device's adapter.
SIMULATED_READER = read_flag("SHIRUBE_SIMULATED_READER", default=False)

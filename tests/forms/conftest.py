"""Properties of forms are looked at without a clock: other programs on the machine would decide them."""

from __future__ import annotations

import hypothesis

hypothesis.settings.register_profile("forms", deadline=None)
hypothesis.settings.load_profile("forms")

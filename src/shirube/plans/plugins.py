"""What plans put into the registries of lower rooms."""

from __future__ import annotations

from shirube.files import interface as files

EVIDENCE = files.purposes.register(files.Purpose(identifier="plans.evidence"))

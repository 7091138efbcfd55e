"""What only a demonstration must make by itself: pictures of nothing, and work that came to a standstill."""

from __future__ import annotations

import io
from datetime import datetime
from uuid import UUID

from django_tasks_db.models import DBTaskResult
from PIL import Image, ImageDraw

from shirube.applications.models import ChainStep, StepName, StepState

_SIZE = (640, 480)
_PAPER, _INK = "#f2efe6", "#5b6770"
# As many as a chain is tried before it is left to staff.
_ATTEMPTS = 6


def draw_picture(words: str) -> io.BytesIO:
    """A photo that shows a frame and a few lines; `words` only make it differ from others."""
    image = Image.new("RGB", _SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((40, 40, _SIZE[0] - 40, _SIZE[1] - 40), outline=_INK, width=6)
    for line, letter in enumerate(words[:8]):
        pen.line((80, 100 + line * 40, 80 + 20 + ord(letter) % 440, 100 + line * 40), fill=_INK, width=8)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    out.seek(0)
    return out


def leave_standing(municipality_id: UUID, case_id: UUID, *, why: str, at: datetime) -> None:
    """As after the last try that failed: staff find it among what stands still, and trying again succeeds."""
    steps = ChainStep.objects.filter(municipality_id=municipality_id, case_id=case_id)
    DBTaskResult.objects.filter(pk__in=[one.job_id for one in steps if one.job_id]).delete()
    steps.filter(name=StepName.RECORD).update(
        state=StepState.FAILED, error=why, attempts=_ATTEMPTS, tried_at=at
    )

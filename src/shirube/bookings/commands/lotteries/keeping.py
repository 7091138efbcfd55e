"""The protocol of a draw is kept as it was published: what happens to the rows afterwards changes nothing of it."""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from hashlib import sha256

from shirube.bookings.models import Lottery, LotteryProtocol
from shirube.bookings.queries.lottery_protocols import make_protocol
from shirube.kernel.transactions import step


@step
def write_protocol(*, row: Lottery, now: datetime) -> None:
    """With the transaction of the draw, whose rows are written already.

    Size: some 250 bytes an entry, less than half of it packed; so it lies in a table of its own.
    """
    content = make_protocol(municipality_id=row.municipality_id, lottery_id=row.pk, now=now)
    text = json.dumps(content, ensure_ascii=False).encode()
    LotteryProtocol.objects.create(
        municipality_id=row.municipality_id,
        lottery=row,
        packed=zlib.compress(text, level=1),
        digest=sha256(text).hexdigest(),
        written_at=now,
    )

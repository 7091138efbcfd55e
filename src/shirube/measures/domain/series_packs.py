"""The figures of others that a city imports, as a pack: the YAML of packs/series."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shirube.kernel.packs import PackModel
from shirube.kernel.words import WordsOrText

SeriesCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]


class PackSeries(PackModel):
    code: SeriesCode
    names: WordsOrText
    unit: Annotated[str, Field(min_length=1, max_length=20)]
    source: Annotated[str, Field(min_length=1, max_length=300)]
    formula: Annotated[str, Field(max_length=300)] = ""
    url: Annotated[str, Field(max_length=500)] = ""


class SeriesPack(PackModel):
    """The figures of others that a city imports: what they are, not the figures."""

    kind: Literal["series"]
    version: Literal[1]
    municipality: str
    series: Annotated[list[PackSeries], Field(min_length=1)]

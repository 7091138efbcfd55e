"""A text in the languages of residents. Japanese is always there; the others fall back to it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from shirube.kernel.packs import PackModel

LONGEST_TEXT = 4000
_Text = Annotated[str, Field(max_length=LONGEST_TEXT)]


class Words(PackModel):
    """`{ja: …, en: …, ja-easy: …}`."""

    ja: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    en: _Text = ""
    easy: _Text = Field("", alias="ja-easy")

    def in_language(self, language: str) -> str:
        """The text for a reader of `language` (ja, en, ja-easy)."""
        own = {"en": self.en, "ja-easy": self.easy}.get(language, "")
        return own or self.ja


def words_of(content: Any) -> Any:
    """A plain text means Japanese only."""
    return {"ja": content} if isinstance(content, str) else content


WordsOrText = Annotated[Words, BeforeValidator(words_of)]

"""The words of forms are those of the house."""

from shirube.kernel.words import LONGEST_TEXT, Words, WordsOrText, words_of

__all__ = ["LONGEST_TEXT", "Words", "WordsOrText", "words_of"]

"""What a person had typed into a form when the session was found to have ended."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import timedelta

KEPT_FOR = timedelta(minutes=60)
# Danger: what is kept lies in the database without its owner being signed in; nobody may fill the disk with it.
MOST_CHARACTERS = 500_000
MOST_FOR_ONE_PERSON = 5
# Secrets are typed again: they prove who is there now, not who was there an hour ago.
_SECRET = re.compile("csrf|password|secret|credential|code$|token", re.IGNORECASE)
# What a form says for the machine: keys, and stored values of choices.
_FOR_THE_MACHINE = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}|[a-z][a-z0-9_-]*|")


@dataclass(frozen=True, slots=True)
class TypedInput:
    """One form as it was sent. `path` holds its address with the query; `files` the names of files, which are not kept."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """What a person would know again: the texts, numbers and dates, without keys and choices."""
        return [value for _, value in self.fields if not _FOR_THE_MACHINE.fullmatch(value)]

    def without_secrets(self) -> TypedInput:
        kept = tuple((name, value) for name, value in self.fields if not _SECRET.search(name))
        return TypedInput(self.path, kept, self.files)

    @property
    def is_too_long(self) -> bool:
        return len(self.path) + sum(len(name) + len(value) for name, value in self.fields) > MOST_CHARACTERS

    def as_text(self) -> str:
        return json.dumps(asdict(self))


def read_typed_input(text: str) -> TypedInput:
    """What `as_text` wrote."""
    facts = json.loads(text)
    fields = tuple((name, value) for name, value in facts["fields"])
    return TypedInput(facts["path"], fields, tuple(facts["files"]))

"""What the catalogue refuses, whoever asks."""

from __future__ import annotations

from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError


class NothingChangedError(ConflictError):
    """What was sent says what holds already."""

    code = "procedures.nothing_changed"


class SectionMissingError(ConflictError):
    """Nobody would receive the applications."""

    code = "procedures.section_missing"


class FormMissingError(ConflictError):
    """No version of the form is in force."""

    code = "procedures.form_missing"


class NoSuchSectionError(InvalidInputError):
    """The section does not exist today."""

    code = "procedures.no_such_section"


class WindowReversedError(InvalidInputError):
    """The last day of reception lies before the first."""

    code = "procedures.window_reversed"


class NotOverriddenError(ConflictError):
    """The city says of this what the pack says."""

    code = "procedures.not_overridden"


class SecondPersonError(ForbiddenError):
    """Whoever proposed an entry does not open its reception: four eyes see it before residents do."""

    code = "procedures.second_person"

"""The errors every room shares. A room defines its own below these, beside the function that raises them."""

from __future__ import annotations

from typing import ClassVar


class DomainError(Exception):
    """A rule of the municipality's work was broken, and the caller can explain it.

    Anything that is not a DomainError is a defect and must reach the error log. `facts` carries plain values for
    the sentence that an entrance makes of `code`; the domain itself writes no sentences.
    """

    code: ClassVar[str] = "kernel.domain_error"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts


class InvalidInputError(DomainError):
    code = "kernel.invalid_input"


class NotFoundError(DomainError):
    code = "kernel.not_found"


class ConflictError(DomainError):
    code = "kernel.conflict"


class ForbiddenError(DomainError):
    code = "kernel.forbidden"

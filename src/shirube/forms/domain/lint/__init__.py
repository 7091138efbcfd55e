"""What could be said more plainly in a form, and what shuts somebody out. It advises; it never stops publishing."""

from shirube.forms.domain.lint.notes import CODES, LintNote
from shirube.forms.domain.lint.rules import lint_form

__all__ = ["CODES", "LintNote", "lint_form"]

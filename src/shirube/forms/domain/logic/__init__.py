"""JSON Logic (jsonlogic.com) as conditions, checks and formulas of forms use it: bounded, and on the server only."""

from shirube.forms.domain.logic.rules import UNKNOWN, Rule, RuleError

__all__ = ["UNKNOWN", "Rule", "RuleError"]

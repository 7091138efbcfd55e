"""What other rooms may use from forms."""

from shirube.forms.domain.definition import Form, GroupField, Step
from shirube.forms.domain.fields.core import FieldCore as Field
from shirube.forms.domain.parsing import check_form, dump_form, parse_form
from shirube.forms.domain.words import Words

__all__ = ["Field", "Form", "GroupField", "Step", "Words", "check_form", "dump_form", "parse_form"]

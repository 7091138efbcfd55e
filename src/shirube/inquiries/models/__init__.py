"""The tables of inquiries."""

from shirube.inquiries.models.inquiries import Inquiry, Talk
from shirube.inquiries.models.sections import AskedSection, Extension, Step

__all__ = ["AskedSection", "Extension", "Inquiry", "Step", "Talk"]

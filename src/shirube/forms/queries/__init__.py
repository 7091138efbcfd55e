"""Reads of forms: published versions, and drafts."""

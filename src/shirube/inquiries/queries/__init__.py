"""Reads of inquiries."""

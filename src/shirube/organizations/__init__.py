"""Municipalities, their sections with history, and the base of every tenant table."""

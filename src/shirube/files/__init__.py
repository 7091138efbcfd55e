"""Stored files: what people attach, checked, scanned, encrypted with a key of the municipality, and kept no longer than due."""

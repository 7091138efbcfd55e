"""Writes of the catalogue: packs taken over, and what staff change in their city."""

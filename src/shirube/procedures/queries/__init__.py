"""Reads of the catalogue, of its history, and of guides."""

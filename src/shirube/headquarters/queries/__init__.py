"""Reads of the headquarters."""

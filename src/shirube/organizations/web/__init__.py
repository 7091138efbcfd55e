"""Entrances of organizations."""

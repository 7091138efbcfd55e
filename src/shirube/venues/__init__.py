"""Facilities, courses and events that residents book, and who came."""

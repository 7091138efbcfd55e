"""The peer that our pages are measured against: a bare Django JSON view with one ORM query."""

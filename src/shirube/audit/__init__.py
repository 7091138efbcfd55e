"""Who did or saw what, chained so that a later change shows."""

"""The headquarters' page: the whole office at a glance, and one section of it."""

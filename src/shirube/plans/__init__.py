"""A city's plans: what it promised, how far it is, what it learnt, and the publication of all three."""

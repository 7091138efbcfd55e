"""Reading interviews: packages, the talk that a city makes of one, and the sealed answers."""

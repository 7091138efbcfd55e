"""Shirube (しるべ): the services a city's digital plan promises, and the plan measured from them."""

__version__ = "0.1.0"

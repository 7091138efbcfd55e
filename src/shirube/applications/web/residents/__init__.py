"""Residents' pages: from the start of an application to the decision."""

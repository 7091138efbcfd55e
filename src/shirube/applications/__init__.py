"""The case from draft to decision: one application of a resident through a section of the city."""

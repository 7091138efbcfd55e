"""The catalogue of procedures a municipality offers, and the guide from an event of life to the list that applies."""

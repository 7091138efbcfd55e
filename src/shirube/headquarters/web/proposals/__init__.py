"""Pages of ad-hoc proposals: the list, the proposal, writing it, opinions, what follows from its decision."""

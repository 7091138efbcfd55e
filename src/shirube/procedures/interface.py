"""What other rooms may use from procedures."""

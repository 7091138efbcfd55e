"""What other rooms may use from plans."""

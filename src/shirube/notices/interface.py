"""What other rooms may use from notices."""

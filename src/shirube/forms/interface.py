"""What other rooms may use from forms."""

"""What other rooms may use from applications."""

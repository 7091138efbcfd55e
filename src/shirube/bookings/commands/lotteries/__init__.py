"""What happens to a lottery: announced, entered, closed, drawn, given out, opened to all."""

"""Pages of the interview: at the desk, on the second screen, at home, at the writing desk."""

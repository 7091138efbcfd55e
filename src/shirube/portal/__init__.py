"""Pages that show several rooms together: all municipalities, city home, staff home."""

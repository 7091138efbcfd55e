"""What pages that show several rooms are made from."""

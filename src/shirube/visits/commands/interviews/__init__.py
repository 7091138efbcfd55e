"""What is done to interviews: begun, answered, checked by the resident, handed in, forgotten."""

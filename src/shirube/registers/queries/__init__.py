"""Reading registers, their items, the sheets made of them and the ordinances searched for them."""

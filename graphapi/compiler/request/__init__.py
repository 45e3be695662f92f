"""What a request selects, and the values of its arguments."""

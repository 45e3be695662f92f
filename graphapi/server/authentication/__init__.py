"""Authentication: finds the principal of a request from its credentials."""

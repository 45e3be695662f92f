"""The neighbourhood of a node."""

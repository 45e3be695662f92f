"""What lies around a node."""

"""The ways in which operations come to the executor."""

"""The commands of `graphapi`, one module each."""

"""The transports, by which operations reach the executor."""

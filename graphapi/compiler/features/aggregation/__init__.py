"""Statistics: aggregates over groups of nodes."""

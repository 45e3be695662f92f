"""Statistics: aggregates of nodes, in groups."""

"""A report on the content of a graph: counts, degrees, missing facts, and people that look like one person."""

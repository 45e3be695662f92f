"""Features of the query language that need planning, Cypher and results of their own."""

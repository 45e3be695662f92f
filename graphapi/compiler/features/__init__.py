"""Features that need their own planning, Cypher and results."""

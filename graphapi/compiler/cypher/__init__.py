"""The translation of a plan to a Cypher statement: the syntax tree, its printer, and the writers."""

"""The compiler from a GraphQL operation to one Cypher statement, and from its record to the response."""

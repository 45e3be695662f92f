"""Neo4j servers for the tests, from Maven artifacts; nothing of it is part of the product."""

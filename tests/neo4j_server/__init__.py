"""Neo4j servers for the tests, from Maven artifacts, which are not part of the product."""

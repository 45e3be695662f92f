// Only the embedded store needs these indexes: Neo4j has its own since the fifth migration.

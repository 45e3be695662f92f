// @neo4j/graphql on Apollo Server, set up as in their documentation, for a graph that graphapi loaded.
// Settings: NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, PORT. The schema is the file schema.graphql beside this one.
import { readFile } from "node:fs/promises";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const { NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, PORT } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USERNAME, NEO4J_PASSWORD));
const typeDefs = await readFile(new URL("schema.graphql", import.meta.url), "utf8");
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const server = new ApolloServer({ schema, includeStacktraceInErrorResponses: false });
const { url } = await startStandaloneServer(server, {
  context: async ({ req }) => ({ req, cypherQueryOptions: { addVersionPrefix: true } }),
  listen: { host: "127.0.0.1", port: Number(PORT) },
});
console.log(`ready at ${url}`);

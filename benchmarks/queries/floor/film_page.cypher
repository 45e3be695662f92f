MATCH (f:Film {key: $key})
RETURN f {.key, .title, .year, .runtimeMinutes, .rating, .votes, .certificate, .plot,
  genres: COLLECT { MATCH (f)-[:IN_GENRE]->(g:Genre) WITH g ORDER BY g.name RETURN g {.name} },
  directors: COLLECT { MATCH (f)<-[:DIRECTED]-(d:Person) WITH d ORDER BY d.key RETURN d {.key, .name} },
  cast: COLLECT {
    MATCH (f)<-[a:ACTED_IN]-(p:Person) WITH p, a.billing AS billing ORDER BY billing
    RETURN p {.key, .name, billing: billing, characters: COLLECT {
      MATCH (p)-[:PLAYS {film: $key}]->(c:Character) RETURN c {.key, .name} }}
  }
} AS answer

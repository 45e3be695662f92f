MATCH (f:Film {key: $key})
RETURN f {.key, .title,
  cast: COLLECT {
    MATCH (f)<-[a:ACTED_IN]-(p:Person) WITH p, a.billing AS billing ORDER BY billing LIMIT 10
    RETURN p {.name, actedIn: COLLECT {
      MATCH (p)-[:ACTED_IN]->(g:Film) WITH g ORDER BY g.year DESC, g.key LIMIT 5
      RETURN g {.title, directors: COLLECT {
        MATCH (g)<-[:DIRECTED]-(d:Person) WITH d ORDER BY d.key
        RETURN d {.name, directed: COLLECT {
          MATCH (d)-[:DIRECTED]->(h:Film) WITH h ORDER BY h.year DESC, h.key LIMIT 3
          RETURN h {.title} }} }} }}
  }
} AS answer

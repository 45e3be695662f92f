MATCH (p:Person {key: $key})
RETURN p {.key, .name, .birthYear,
  actedIn: COLLECT {
    MATCH (p)-[:ACTED_IN]->(f:Film) WITH f ORDER BY f.year DESC, f.key
    RETURN f {.key, .title, .year,
      directors: COLLECT { MATCH (f)<-[:DIRECTED]-(d:Person) WITH d ORDER BY d.key RETURN d {.name} },
      cast: COLLECT {
        MATCH (f)<-[a:ACTED_IN]-(o:Person) WHERE o.key <> $key
        WITH o, a.billing AS billing ORDER BY billing LIMIT 5
        RETURN o {.name} }}
  }
} AS answer

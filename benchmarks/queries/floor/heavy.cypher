MATCH (f:Film) WHERE f.year >= $year
WITH f ORDER BY f.key LIMIT 1000
RETURN collect(f {.key, .title, .year, .runtimeMinutes, .rating,
  directors: COLLECT { MATCH (f)<-[:DIRECTED]-(d:Person) WITH d ORDER BY d.key RETURN d {.name} }
}) AS answer

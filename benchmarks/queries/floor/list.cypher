MATCH (f:Film) WHERE f.year >= $year AND f.rating >= $rating
WITH f ORDER BY f.rating DESC, f.key LIMIT 50
RETURN collect(f {.key, .title, .year, .rating,
  directors: COLLECT { MATCH (f)<-[:DIRECTED]-(d:Person) WITH d ORDER BY d.key RETURN d {.name} },
  genres: COLLECT { MATCH (f)-[:IN_GENRE]->(g:Genre) WITH g ORDER BY g.name RETURN g {.name} }
}) AS answer

CALL () {
  MATCH (film0:Film)
  WHERE film0.key IS NOT NULL AND film0.title STARTS WITH $p0 AND NOT (EXISTS { MATCH (film0)<-[r1:ACTED_IN]-(person2) WHERE r1.billing > $p1 }) AND NOT (EXISTS { MATCH (film0)<-[:ACTED_IN]-(person3) WHERE NOT ((person3.birthYear IS NOT NULL AND person3.birthYear < $p2)) })
  WITH film0 ORDER BY film0.key LIMIT $p3
  RETURN collect([film0.title]) AS rows4
}
RETURN rows4
// {"p0": "A", "p1": 6, "p2": 1970, "p3": 50}

CALL () {
  MATCH (film0:Film)
  WHERE film0.key IS NOT NULL AND EXISTS { MATCH (film0)<-[r1:ACTED_IN]-(person2) WHERE person2.name = $p0 AND r1.billing = $p1 AND EXISTS { MATCH (character3:Character) WHERE character3.key IN r1.characterKeys AND character3.name ENDS WITH $p2 } }
  WITH film0 ORDER BY film0.key LIMIT $p3
  RETURN collect([film0.title, film0.year]) AS rows4
}
RETURN rows4
// {"p0": "Tom Hanks", "p1": 1, "p2": "Fox", "p3": 50}

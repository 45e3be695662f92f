CALL () {
  MATCH (person0:Person)
  WHERE person0.key = $p0
  CALL (person0) {
    MATCH (person0)-[r1:PLAYS]->(character2)
    WITH character2, r1 ORDER BY head(COLLECT { MATCH (film3:Film) WHERE film3.key = r1.film RETURN film3.year }), character2.name, character2.key, r1.film LIMIT $p1
    CALL (character2, r1) {
      MATCH (film4:Film)
      WHERE film4.key = r1.film
      RETURN collect([film4.title, film4.year]) AS rows5
    }
    RETURN collect([character2.name, rows5]) AS rows6
  }
  RETURN collect([rows6]) AS rows7
}
CALL () {
  MATCH (character8:Character)
  WHERE character8.key IS NOT NULL AND EXISTS { MATCH (character8)<-[:PLAYS]-(person9) WHERE person9.key = $p2 }
  WITH character8 ORDER BY character8.key LIMIT $p3
  CALL (character8) {
    MATCH (character8)-[:APPEARS_IN]->(film10)
    WITH film10 ORDER BY 0 - film10.year, film10.key LIMIT $p4
    RETURN collect([film10.title]) AS rows11
  }
  CALL (character8) {
    MATCH (character8)<-[r12:PLAYS]-(person13)
    WITH person13, r12 ORDER BY person13.key, r12.film LIMIT $p4
    CALL (person13, r12) {
      MATCH (film14:Film)
      WHERE film14.key = r12.film
      RETURN collect([film14.title]) AS rows15
    }
    RETURN collect([person13.name, rows15]) AS rows16
  }
  RETURN collect([character8.name, rows11, rows16]) AS rows17
}
CALL () {
  MATCH (film18:Film)
  WHERE film18.key = $p5
  CALL (film18) {
    MATCH (film18)<-[r19:APPEARS_IN]-(character20)
    WITH character20, r19 ORDER BY character20.key LIMIT $p3
    CALL (character20, r19) {
      UNWIND range(0, size(coalesce(r19.personKeys, [])) - 1) AS i21
      MATCH (person22:Person)
      WHERE person22.key = r19.personKeys[i21]
      WITH person22, i21 ORDER BY i21
      RETURN collect([person22.name]) AS rows23
    }
    RETURN collect([character20.name, rows23]) AS rows24
  }
  RETURN collect([rows24]) AS rows25
}
RETURN rows7, rows17, rows25
// {"p0": "hugo-weaving", "p1": 4, "p2": "keanu-reeves", "p3": 2, "p4": 50, "p5": "the-matrix-1999"}

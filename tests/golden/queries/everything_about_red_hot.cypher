CALL () {
  MATCH (film0:Film)
  WHERE film0.key = $p0
  CALL (film0) {
    MATCH (film0)-[:IN_GENRE]->(genre1)
    WITH genre1 ORDER BY genre1.name, genre1.key
    RETURN collect([genre1.name]) AS rows2
  }
  CALL (film0) {
    MATCH (film0)-[:SET_IN]->(place3)
    WITH place3 ORDER BY place3.name, place3.key
    RETURN collect([place3.name]) AS rows4
  }
  CALL (film0) {
    MATCH (film0)-[:HAS_KEYWORD]->(keyword5)
    WITH keyword5 ORDER BY keyword5.name, keyword5.key
    RETURN collect([keyword5.name]) AS rows6
  }
  CALL (film0) {
    MATCH (film0)<-[:DIRECTED]-(person7)
    WITH person7 ORDER BY person7.key LIMIT $p1
    RETURN collect([person7.name]) AS rows8
  }
  CALL (film0) {
    MATCH (film0)<-[r9:ACTED_IN]-(person10)
    WITH person10, r9 ORDER BY r9.billing, person10.key LIMIT $p1
    CALL (person10, r9) {
      UNWIND range(0, size(coalesce(r9.characterKeys, [])) - 1) AS i11
      MATCH (character12:Character)
      WHERE character12.key = r9.characterKeys[i11]
      WITH character12, i11 ORDER BY i11
      RETURN collect([character12.name, character12.description]) AS rows13
    }
    RETURN collect([r9.billing, person10.name, rows13]) AS rows14
  }
  RETURN collect([film0.title, film0.year, film0.certificate, film0.runtimeMinutes, film0.rating, film0.votes, film0.plot, rows2, rows4, rows6, rows8, rows14]) AS rows15
}
RETURN rows15
// {"p0": "red-hot-1993", "p1": 50}

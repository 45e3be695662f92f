CALL () {
  MATCH (film0:Film)
  WHERE film0.key = $p0
  CALL (film0) {
    MATCH (film0)<-[r1:ACTED_IN]-(person2)
    WITH person2, r1 ORDER BY r1.billing, person2.key LIMIT $p1
    CALL (person2) {
      MATCH (person2)-[:ACTED_IN]->(film3)
      WITH film3 ORDER BY 0 - film3.year, film3.key LIMIT $p2
      CALL (film3) {
        MATCH (film3)<-[:DIRECTED]-(person4)
        WITH person4 ORDER BY person4.key LIMIT $p3
        CALL (person4) {
          MATCH (person4)-[:DIRECTED]->(film5)
          WITH film5 ORDER BY 0 - film5.year, film5.key LIMIT $p1
          RETURN collect([film5.title]) AS rows6
        }
        RETURN collect([person4.name, rows6]) AS rows7
      }
      RETURN collect([film3.title, rows7]) AS rows8
    }
    RETURN collect([person2.name, rows8]) AS rows9
  }
  RETURN collect([rows9]) AS rows10
}
RETURN rows10
// {"p0": "the-matrix-1999", "p1": 3, "p2": 2, "p3": 50}

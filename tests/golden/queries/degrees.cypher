CALL () {
  MATCH (person0:Person)
  WHERE person0.key = $p0
  CALL (person0) {
    MATCH (person1:Person)
    WHERE person1.key = $p1 AND person1 <> person0
    MATCH path2 = shortestPath((person0)-[:ACTED_IN*]-(person1))
    RETURN head(collect(length(path2) / 2)) AS steps3
  }
  CALL (person0) {
    MATCH (person4:Person)
    WHERE person4.key = $p1 AND person4 <> person0
    MATCH path5 = shortestPath((person0)-[:ACTED_IN|DIRECTED*]-(person4))
    RETURN head(collect(length(path5) / 2)) AS steps6
  }
  CALL (person0) {
    MATCH (person7:Person)
    WHERE person7.key = $p2 AND person7 <> person0
    MATCH path8 = shortestPath((person0)-[:ACTED_IN*]-(person7))
    RETURN head(collect(length(path8) / 2)) AS steps9
  }
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN]->(film10)
    MATCH (film10)<-[:ACTED_IN]-(person11)
    WHERE person11 <> person0
    WITH person11, count(film10) AS amount12
    WITH person11, amount12 ORDER BY amount12 DESC, person11.key LIMIT $p3
    CALL (person11) {
      MATCH (person13:Person)
      WHERE person13.key = $p1 AND person13 <> person11
      MATCH path14 = shortestPath((person11)-[:ACTED_IN*]-(person13))
      RETURN head(collect(length(path14) / 2)) AS steps15
    }
    RETURN collect([person11.name, CASE WHEN person11.key = $p1 THEN 0 ELSE steps15 END]) AS rows16
  }
  RETURN collect([person0.name, CASE WHEN person0.key = $p1 THEN 0 ELSE steps3 END, CASE WHEN person0.key = $p1 THEN 0 ELSE steps6 END, CASE WHEN person0.key = $p2 THEN 0 ELSE steps9 END, CASE WHEN person0.key = $p1 THEN 0 END, rows16]) AS rows17
}
RETURN rows17
// {"p0": "kevin-bacon", "p1": "keanu-reeves", "p2": "kevin-bacon", "p3": 2}

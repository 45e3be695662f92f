CALL () {
  MATCH (film0:Film)
  WITH film0 ORDER BY COUNT { (film0)<-[:ACTED_IN]-() } DESC, COUNT { (film0)<-[:DIRECTED]-() } DESC, film0.key LIMIT $p0
  RETURN collect([film0.title]) AS rows1
}
CALL () {
  MATCH (person2:Person)
  WHERE COUNT { (person2)-[:ACTED_IN]->() } >= $p1
  RETURN count(person2) AS count3
}
CALL () {
  MATCH (person4:Person)
  WHERE COUNT { (person4)-[:ACTED_IN]->() } >= $p1 AND ((head(COLLECT { MATCH (person4)-[:ACTED_IN]->(film5) WHERE film5.rating IS NOT NULL WITH film5 ORDER BY film5.rating DESC LIMIT 1 RETURN film5.rating }) < $p2 OR head(COLLECT { MATCH (person4)-[:ACTED_IN]->(film5) WHERE film5.rating IS NOT NULL WITH film5 ORDER BY film5.rating DESC LIMIT 1 RETURN film5.rating }) IS NULL) OR (head(COLLECT { MATCH (person4)-[:ACTED_IN]->(film5) WHERE film5.rating IS NOT NULL WITH film5 ORDER BY film5.rating DESC LIMIT 1 RETURN film5.rating }) = $p2 AND (COUNT { (person4)-[:ACTED_IN]->() } > $p3 OR (COUNT { (person4)-[:ACTED_IN]->() } = $p3 AND person4.key > $p4))))
  WITH person4, head(COLLECT { MATCH (person4)-[:ACTED_IN]->(film6) WHERE film6.rating IS NOT NULL WITH film6 ORDER BY film6.rating DESC LIMIT 1 RETURN film6.rating }) AS best7
  WITH person4, best7 ORDER BY 0 - best7, COUNT { (person4)-[:ACTED_IN]->() }, person4.key LIMIT $p5
  CALL (person4, best7) {
    MATCH (person4)-[:ACTED_IN]->(film8)
    WITH film8 ORDER BY 0 - film8.rating, film8.key LIMIT $p1
    RETURN collect([film8.title, film8.rating]) AS rows9
  }
  RETURN collect([best7, COUNT { (person4)-[:ACTED_IN]->() }, person4.key, person4.name, rows9]) AS rows10
}
CALL () {
  MATCH (film11:Film)
  WHERE film11.key = $p6
  CALL (film11) {
    MATCH (film11)<-[:ACTED_IN]-(person12)
    WITH person12, head(COLLECT { MATCH (person12)-[:DIRECTED]->(film13) WHERE film13.rating IS NOT NULL WITH film13 ORDER BY film13.rating DESC LIMIT 1 RETURN film13.rating }) AS best14, head(COLLECT { MATCH (person12)-[:ACTED_IN]->(film15) WHERE film15.rating IS NOT NULL WITH film15 ORDER BY film15.rating DESC LIMIT 1 RETURN film15.rating }) AS best16
    WITH person12, best14, best16 ORDER BY best14, best16, person12.key LIMIT $p7
    RETURN collect([person12.name]) AS rows17
  }
  RETURN collect([rows17]) AS rows18
}
RETURN rows1, count3, rows10, EXISTS { MATCH (person19:Person) WHERE COUNT { (person19)-[:ACTED_IN]->() } >= $p1 AND (head(COLLECT { MATCH (person19)-[:ACTED_IN]->(film20) WHERE film20.rating IS NOT NULL WITH film20 ORDER BY film20.rating DESC LIMIT 1 RETURN film20.rating }) > $p2 OR (head(COLLECT { MATCH (person19)-[:ACTED_IN]->(film20) WHERE film20.rating IS NOT NULL WITH film20 ORDER BY film20.rating DESC LIMIT 1 RETURN film20.rating }) = $p2 AND (COUNT { (person19)-[:ACTED_IN]->() } < $p3 OR (COUNT { (person19)-[:ACTED_IN]->() } = $p3 AND (person19.key < $p4 OR person19.key = $p4))))) }, rows18
// {"p0": 2, "p1": 1, "p2": 5.5, "p3": 2, "p4": "balthazar-getty", "p5": 5, "p6": "red-hot-1993", "p7": 50}

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
  WITH person4 ORDER BY head(COLLECT { MATCH (person4)-[:ACTED_IN]->(film6) WHERE film6.rating IS NOT NULL WITH film6 ORDER BY film6.rating DESC LIMIT 1 RETURN film6.rating }) IS NULL, head(COLLECT { MATCH (person4)-[:ACTED_IN]->(film6) WHERE film6.rating IS NOT NULL WITH film6 ORDER BY film6.rating DESC LIMIT 1 RETURN film6.rating }) DESC, COUNT { (person4)-[:ACTED_IN]->() }, person4.key LIMIT $p5
  CALL (person4) {
    MATCH (person4)-[:ACTED_IN]->(film7)
    WITH film7 ORDER BY film7.rating IS NULL, film7.rating DESC, film7.key LIMIT $p1
    RETURN collect([film7.title, film7.rating]) AS rows8
  }
  RETURN collect([head(COLLECT { MATCH (person4)-[:ACTED_IN]->(film9) WHERE film9.rating IS NOT NULL WITH film9 ORDER BY film9.rating DESC LIMIT 1 RETURN film9.rating }), COUNT { (person4)-[:ACTED_IN]->() }, person4.key, person4.name, rows8]) AS rows10
}
CALL () {
  MATCH (film11:Film)
  WHERE film11.key = $p6
  CALL (film11) {
    MATCH (film11)<-[:ACTED_IN]-(person12)
    WITH person12 ORDER BY head(COLLECT { MATCH (person12)-[:DIRECTED]->(film13) WHERE film13.rating IS NOT NULL WITH film13 ORDER BY film13.rating DESC LIMIT 1 RETURN film13.rating }) IS NULL, head(COLLECT { MATCH (person12)-[:DIRECTED]->(film13) WHERE film13.rating IS NOT NULL WITH film13 ORDER BY film13.rating DESC LIMIT 1 RETURN film13.rating }), head(COLLECT { MATCH (person12)-[:ACTED_IN]->(film14) WHERE film14.rating IS NOT NULL WITH film14 ORDER BY film14.rating DESC LIMIT 1 RETURN film14.rating }) IS NULL, head(COLLECT { MATCH (person12)-[:ACTED_IN]->(film14) WHERE film14.rating IS NOT NULL WITH film14 ORDER BY film14.rating DESC LIMIT 1 RETURN film14.rating }), person12.key LIMIT $p7
    RETURN collect([person12.name]) AS rows15
  }
  RETURN collect([rows15]) AS rows16
}
RETURN rows1, count3, rows10, EXISTS { MATCH (person17:Person) WHERE COUNT { (person17)-[:ACTED_IN]->() } >= $p1 AND (head(COLLECT { MATCH (person17)-[:ACTED_IN]->(film18) WHERE film18.rating IS NOT NULL WITH film18 ORDER BY film18.rating DESC LIMIT 1 RETURN film18.rating }) > $p2 OR (head(COLLECT { MATCH (person17)-[:ACTED_IN]->(film18) WHERE film18.rating IS NOT NULL WITH film18 ORDER BY film18.rating DESC LIMIT 1 RETURN film18.rating }) = $p2 AND (COUNT { (person17)-[:ACTED_IN]->() } < $p3 OR (COUNT { (person17)-[:ACTED_IN]->() } = $p3 AND (person17.key < $p4 OR person17.key = $p4))))) }, rows16
// {"p0": 2, "p1": 1, "p2": 5.5, "p3": 2, "p4": "balthazar-getty", "p5": 5, "p6": "red-hot-1993", "p7": 50}

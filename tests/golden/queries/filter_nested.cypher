CALL () {
  MATCH (person0:Person)
  WHERE EXISTS { MATCH (person0)-[:ACTED_IN]->(film1) WHERE NOT (EXISTS { MATCH (film1)-[:IN_GENRE]->(genre2) WHERE genre2.name = $p0 }) AND EXISTS { MATCH (film1)<-[:DIRECTED]-(person3) WHERE toLower(person3.name) CONTAINS toLower($p1) } }
  RETURN count(person0) AS count4
}
CALL () {
  MATCH (person5:Person)
  WHERE EXISTS { MATCH (person5)-[:ACTED_IN]->(film6) WHERE NOT (EXISTS { MATCH (film6)-[:IN_GENRE]->(genre7) WHERE genre7.name = $p0 }) AND EXISTS { MATCH (film6)<-[:DIRECTED]-(person8) WHERE toLower(person8.name) CONTAINS toLower($p1) } }
  WITH person5 ORDER BY COUNT { (person5)-[:ACTED_IN]->() } DESC, person5.name, person5.key LIMIT $p2
  RETURN collect([person5.name]) AS rows9
}
RETURN count4, rows9
// {"p0": "Drama", "p1": "wachowski", "p2": 5}

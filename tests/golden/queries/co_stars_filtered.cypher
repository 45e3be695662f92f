CALL () {
  MATCH (person0:Person)
  USING INDEX person0:Person(key)
  WHERE person0.key IS NOT NULL AND COUNT { (person0)-[:ACTED_IN]->() } >= $p0
  WITH person0 ORDER BY person0.key LIMIT $p1
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN]->(film1)
    WHERE film1.year < $p2 AND EXISTS { MATCH (film1)-[:IN_GENRE]->(genre2) WHERE genre2.key = $p3 }
    MATCH (film1)<-[:ACTED_IN]-(person3)
    WHERE person3 <> person0
    WITH person3, count(film1) AS amount4
    WITH person3, amount4 ORDER BY amount4 DESC, person3.key LIMIT $p1
    RETURN collect([amount4, person3.name, COUNT { (person3)-[:DIRECTED]->() }]) AS rows5
  }
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN]->(film6)
    MATCH (film6)<-[:ACTED_IN]-(person7)
    WHERE person7 <> person0
    WITH person7, count(film6) AS amount8 WHERE person7.birthYear >= $p4 AND amount8 >= $p1
    RETURN count(person7) AS count9
  }
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN]->(film10)
    MATCH (film10)<-[:ACTED_IN]-(person11)
    WHERE person11 <> person0
    WITH person11, count(film10) AS amount12 WHERE person11.birthYear >= $p4 AND amount12 >= $p1
    WITH person11, amount12 ORDER BY amount12, person11.key DESC LIMIT $p5
    CALL (person11, amount12) {
      MATCH (person11)-[:ACTED_IN]->(film13)
      MATCH (film13)<-[:ACTED_IN]-(person14)
      WHERE person14 <> person11
      WITH person14, count(film13) AS amount15
      WITH person14, amount15 ORDER BY amount15 DESC, person14.key LIMIT $p6
      RETURN collect([person14.name]) AS rows16
    }
    RETURN collect([person11.name, rows16]) AS rows17
  }
  RETURN collect([person0.name, rows5, count9, rows17]) AS rows18
}
RETURN rows18
// {"p0": 4, "p1": 2, "p2": 2000, "p3": "Drama", "p4": 1950, "p5": 3, "p6": 1}

CALL () {
  MATCH (person0:Person)
  WHERE person0.key = $p0
  CALL (person0) {
    MATCH (person0)-[r1:ACTED_IN]->(film2)
    WHERE film2.title = $p1
    WITH film2, r1 ORDER BY 0 - film2.year, film2.key LIMIT $p2
    CALL (film2, r1) {
      UNWIND range(0, size(coalesce(r1.characterKeys, [])) - 1) AS i3
      MATCH (character4:Character)
      WHERE character4.key = r1.characterKeys[i3]
      WITH character4, i3 ORDER BY i3
      RETURN collect([character4.name]) AS rows5
    }
    CALL (film2, r1) {
      MATCH (film2)<-[:DIRECTED]-(person6)
      WITH person6 ORDER BY person6.key LIMIT $p2
      RETURN collect([person6.name]) AS rows7
    }
    RETURN collect([rows5, film2.title, rows7]) AS rows8
  }
  RETURN collect([person0.name, rows8]) AS rows9
}
RETURN rows9
// {"p0": "carla-gugino", "p1": "Red Hot", "p2": 50}

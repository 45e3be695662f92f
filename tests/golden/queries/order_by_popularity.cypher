CALL () {
  MATCH (film0:Film)
  USING INDEX film0:Film(searchRank, key)
  WHERE film0.searchRank IS NOT NULL AND film0.key IS NOT NULL
  WITH film0 ORDER BY film0.searchRank, film0.key LIMIT $p0
  RETURN collect([film0.title, film0.votes]) AS rows1
}
CALL () {
  MATCH (person2:Person)
  USING INDEX person2:Person(searchRank, key)
  WHERE person2.searchRank IS NOT NULL AND person2.key IS NOT NULL
  WITH person2 ORDER BY person2.searchRank, person2.key LIMIT $p1
  CALL (person2) {
    MATCH (person2)-[:ACTED_IN]->(film3)
    WITH film3 ORDER BY film3.searchRank, film3.year, film3.key LIMIT $p0
    RETURN collect([film3.title]) AS rows4
  }
  RETURN collect([person2.searchRank, person2.key, person2.name, rows4]) AS rows5
}
CALL () {
  MATCH (character6:Character)
  USING INDEX character6:Character(searchRank, key)
  WHERE character6.searchRank IS NOT NULL AND character6.key IS NOT NULL
  WITH character6 ORDER BY character6.searchRank, character6.key LIMIT $p0
  RETURN collect([character6.name, COUNT { (character6)-[:APPEARS_IN]->() }]) AS rows7
}
CALL () {
  MATCH (keyword8:Keyword)
  WHERE keyword8.searchRank IS NOT NULL
  WITH keyword8 ORDER BY keyword8.searchRank DESC, keyword8.key LIMIT $p0
  RETURN collect([keyword8.name, COUNT { (keyword8)<-[:HAS_KEYWORD]-() }]) AS rows9
}
RETURN rows1, rows5, rows7, rows9
// {"p0": 2, "p1": 4}

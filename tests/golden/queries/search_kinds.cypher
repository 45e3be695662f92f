CALL () {
  CALL db.index.fulltext.queryNodes('Person[searchText]', $p0) YIELD node AS person0
  WITH person0, CASE WHEN person0.searchText = $p1 THEN 7 WHEN person0.searchText STARTS WITH ($p1 + ' ') THEN 6 WHEN (' ' + person0.searchText + ' ') CONTAINS (' ' + $p1 + ' ') THEN 5 WHEN person0.searchText STARTS WITH $p1 THEN 4 WHEN all(word1 IN $p2 WHERE (' ' + person0.searchText + ' ') CONTAINS (' ' + word1 + ' ')) THEN 3 WHEN all(word1 IN $p2 WHERE (' ' + person0.searchText) CONTAINS (' ' + word1)) THEN 2 WHEN all(pattern2 IN $p3 WHERE person0.searchText =~ pattern2) THEN 1 ELSE 0 END AS tier3 WHERE tier3 > 0
  WITH person0, tier3 + toFloat((COUNT { (person0)-[:ACTED_IN]->() } + COUNT { (person0)-[:DIRECTED]->() })) / ((COUNT { (person0)-[:ACTED_IN]->() } + COUNT { (person0)-[:DIRECTED]->() }) + 10) AS score4
  WITH person0, score4 ORDER BY score4 DESC, person0.key LIMIT $p4
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN]->(film5)
    WITH film5 ORDER BY film5.year IS NULL, film5.year DESC, film5.key LIMIT $p5
    RETURN collect([film5.title]) AS rows6
  }
  RETURN collect([person0.key, person0.name, rows6, score4, 1]) AS rows7
}
CALL () {
  CALL db.index.fulltext.queryNodes('Character[searchText]', $p0) YIELD node AS character8
  WITH character8, CASE WHEN character8.searchText = $p1 THEN 7 WHEN character8.searchText STARTS WITH ($p1 + ' ') THEN 6 WHEN (' ' + character8.searchText + ' ') CONTAINS (' ' + $p1 + ' ') THEN 5 WHEN character8.searchText STARTS WITH $p1 THEN 4 WHEN all(word9 IN $p2 WHERE (' ' + character8.searchText + ' ') CONTAINS (' ' + word9 + ' ')) THEN 3 WHEN all(word9 IN $p2 WHERE (' ' + character8.searchText) CONTAINS (' ' + word9)) THEN 2 WHEN all(pattern10 IN $p3 WHERE character8.searchText =~ pattern10) THEN 1 ELSE 0 END AS tier11 WHERE tier11 > 0
  WITH character8, tier11 + toFloat(COUNT { (character8)-[:APPEARS_IN]->() }) / (COUNT { (character8)-[:APPEARS_IN]->() } + 2) AS score12
  WITH character8, score12 ORDER BY score12 DESC, character8.key LIMIT $p4
  CALL (character8) {
    MATCH (character8)-[:APPEARS_IN]->(film13)
    WITH film13 ORDER BY film13.year IS NULL, film13.year DESC, film13.key LIMIT $p6
    RETURN collect([film13.title]) AS rows14
  }
  RETURN collect([character8.key, character8.name, rows14, score12, 2]) AS rows15
}
CALL () {
  MATCH (film16:Film)
  WHERE film16.title = $p7
  WITH film16 WHERE film16.searchText = $p7
  RETURN count(film16) AS count17
}
CALL () {
  MATCH (person18:Person)
  WHERE person18.name = $p7
  WITH person18 WHERE person18.searchText = $p7
  RETURN count(person18) AS count19
}
CALL () {
  MATCH (character20:Character)
  WHERE character20.name = $p7
  WITH character20 WHERE character20.searchText = $p7
  RETURN count(character20) AS count21
}
CALL () {
  MATCH (place22:Place)
  WHERE place22.name = $p7
  WITH place22 WHERE place22.searchText = $p7
  RETURN count(place22) AS count23
}
CALL () {
  MATCH (keyword24:Keyword)
  WHERE keyword24.name = $p7
  WITH keyword24 WHERE keyword24.searchText = $p7
  RETURN count(keyword24) AS count25
}
RETURN rows7, rows15, count17, count19, count21, count23, count25
// {"p0": "+(to*)", "p1": "to", "p2": ["to"], "p3": ["(?s)(?:.* )?(?:(?:to)[^ ]*)(?: .*)?"], "p4": 5, "p5": 2, "p6": 1, "p7": "?"}

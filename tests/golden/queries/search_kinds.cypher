CALL () {
  CALL db.index.fulltext.queryNodes('Person[searchText]', $p0) YIELD node AS person0
  WITH person0, person0.searchText AS text1
  WITH person0, CASE WHEN text1 = $p1 THEN 7 WHEN text1 STARTS WITH $p2 THEN 6 WHEN (text1 CONTAINS $p3 OR text1 ENDS WITH $p4) THEN 5 WHEN text1 STARTS WITH $p1 THEN 4 WHEN all(word2 IN $p5 WHERE (' ' + text1 + ' ') CONTAINS (' ' + word2 + ' ')) THEN 3 WHEN all(word2 IN $p5 WHERE (' ' + text1) CONTAINS (' ' + word2)) THEN 2 WHEN all(pattern3 IN $p6 WHERE text1 =~ pattern3) THEN 1 ELSE 0 END AS tier4 WHERE tier4 > 0
  WITH person0, tier4 + toFloat((COUNT { (person0)-[:ACTED_IN]->() } + COUNT { (person0)-[:DIRECTED]->() })) / ((COUNT { (person0)-[:ACTED_IN]->() } + COUNT { (person0)-[:DIRECTED]->() }) + 10) AS score5
  WITH person0, score5 ORDER BY score5 DESC, person0.key LIMIT $p7
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN]->(film6)
    WITH film6 ORDER BY film6.year IS NULL, film6.year DESC, film6.key LIMIT $p8
    RETURN collect([film6.title]) AS rows7
  }
  RETURN collect([person0.key, person0.name, rows7, score5, 1]) AS rows8
}
CALL () {
  CALL db.index.fulltext.queryNodes('Character[searchText]', $p0) YIELD node AS character9
  WITH character9, character9.searchText AS text10
  WITH character9, CASE WHEN text10 = $p1 THEN 7 WHEN text10 STARTS WITH $p2 THEN 6 WHEN (text10 CONTAINS $p3 OR text10 ENDS WITH $p4) THEN 5 WHEN text10 STARTS WITH $p1 THEN 4 WHEN all(word11 IN $p5 WHERE (' ' + text10 + ' ') CONTAINS (' ' + word11 + ' ')) THEN 3 WHEN all(word11 IN $p5 WHERE (' ' + text10) CONTAINS (' ' + word11)) THEN 2 WHEN all(pattern12 IN $p6 WHERE text10 =~ pattern12) THEN 1 ELSE 0 END AS tier13 WHERE tier13 > 0
  WITH character9, tier13 + toFloat(COUNT { (character9)-[:APPEARS_IN]->() }) / (COUNT { (character9)-[:APPEARS_IN]->() } + 2) AS score14
  WITH character9, score14 ORDER BY score14 DESC, character9.key LIMIT $p7
  CALL (character9) {
    MATCH (character9)-[:APPEARS_IN]->(film15)
    WITH film15 ORDER BY film15.year IS NULL, film15.year DESC, film15.key LIMIT $p9
    RETURN collect([film15.title]) AS rows16
  }
  RETURN collect([character9.key, character9.name, rows16, score14, 2]) AS rows17
}
CALL () {
  MATCH (film18:Film)
  WHERE film18.title = $p10
  WITH film18 WHERE film18.searchText = $p10
  RETURN count(film18) AS count19
}
CALL () {
  MATCH (person20:Person)
  WHERE person20.name = $p10
  WITH person20 WHERE person20.searchText = $p10
  RETURN count(person20) AS count21
}
CALL () {
  MATCH (character22:Character)
  WHERE character22.name = $p10
  WITH character22 WHERE character22.searchText = $p10
  RETURN count(character22) AS count23
}
CALL () {
  MATCH (place24:Place)
  WHERE place24.name = $p10
  WITH place24 WHERE place24.searchText = $p10
  RETURN count(place24) AS count25
}
CALL () {
  MATCH (keyword26:Keyword)
  WHERE keyword26.name = $p10
  WITH keyword26 WHERE keyword26.searchText = $p10
  RETURN count(keyword26) AS count27
}
RETURN rows8, rows17, count19, count21, count23, count25, count27
// {"p0": "+(to*)", "p1": "to", "p2": "to ", "p3": " to ", "p4": " to", "p5": ["to"], "p6": ["(?s)(?:.* )?(?:(?:to)[^ ]*)(?: .*)?"], "p7": 5, "p8": 2, "p9": 1, "p10": "?"}

CALL () {
  CALL db.index.fulltext.queryNodes('Person[searchText]', $p0) YIELD node AS person0
  WITH person0, person0.searchText AS text1
  WITH person0, CASE WHEN text1 = $p1 THEN 7 WHEN text1 STARTS WITH $p2 THEN 6 WHEN (text1 CONTAINS $p3 OR text1 ENDS WITH $p4) THEN 5 WHEN text1 STARTS WITH $p1 THEN 4 WHEN all(word2 IN $p5 WHERE (' ' + text1 + ' ') CONTAINS (' ' + word2 + ' ')) THEN 3 WHEN all(word3 IN $p5 WHERE (' ' + text1) CONTAINS (' ' + word3)) THEN 2 ELSE 0 END AS tier4 WHERE tier4 > 0
  WITH person0, tier4, (COUNT { (person0)-[:ACTED_IN]->() } + COUNT { (person0)-[:DIRECTED]->() }) AS known5
  WITH person0, tier4 + toFloat(known5) / (known5 + 10) AS score6
  WITH person0, score6 ORDER BY score6 DESC, person0.key LIMIT $p6
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN]->(film7)
    WITH film7 ORDER BY 0 - film7.year, film7.key LIMIT $p7
    RETURN collect([film7.title]) AS rows8
  }
  RETURN collect([person0.key, person0.name, rows8, score6, 1]) AS rows9
}
CALL () {
  CALL db.index.fulltext.queryNodes('Character[searchText]', $p0) YIELD node AS character10
  WITH character10, character10.searchText AS text11
  WITH character10, CASE WHEN text11 = $p1 THEN 7 WHEN text11 STARTS WITH $p2 THEN 6 WHEN (text11 CONTAINS $p3 OR text11 ENDS WITH $p4) THEN 5 WHEN text11 STARTS WITH $p1 THEN 4 WHEN all(word12 IN $p5 WHERE (' ' + text11 + ' ') CONTAINS (' ' + word12 + ' ')) THEN 3 WHEN all(word13 IN $p5 WHERE (' ' + text11) CONTAINS (' ' + word13)) THEN 2 ELSE 0 END AS tier14 WHERE tier14 > 0
  WITH character10, tier14, COUNT { (character10)-[:APPEARS_IN]->() } AS known15
  WITH character10, tier14 + toFloat(known15) / (known15 + 2) AS score16
  WITH character10, score16 ORDER BY score16 DESC, character10.key LIMIT $p6
  CALL (character10) {
    MATCH (character10)-[:APPEARS_IN]->(film17)
    WITH film17 ORDER BY 0 - film17.year, film17.key LIMIT $p8
    RETURN collect([film17.title]) AS rows18
  }
  RETURN collect([character10.key, character10.name, rows18, score16, 2]) AS rows19
}
CALL () {
  MATCH (film20:Film)
  WHERE film20.title = $p9
  WITH film20 WHERE film20.searchText = $p9
  RETURN count(film20) AS count21
}
CALL () {
  MATCH (person22:Person)
  WHERE person22.name = $p9
  WITH person22 WHERE person22.searchText = $p9
  RETURN count(person22) AS count23
}
CALL () {
  MATCH (character24:Character)
  WHERE character24.name = $p9
  WITH character24 WHERE character24.searchText = $p9
  RETURN count(character24) AS count25
}
CALL () {
  MATCH (place26:Place)
  WHERE place26.name = $p9
  WITH place26 WHERE place26.searchText = $p9
  RETURN count(place26) AS count27
}
CALL () {
  MATCH (keyword28:Keyword)
  WHERE keyword28.name = $p9
  WITH keyword28 WHERE keyword28.searchText = $p9
  RETURN count(keyword28) AS count29
}
RETURN rows9, rows19, count21, count23, count25, count27, count29
// {"p0": "+to*", "p1": "to", "p2": "to ", "p3": " to ", "p4": " to", "p5": ["to"], "p6": 5, "p7": 2, "p8": 1, "p9": "?"}

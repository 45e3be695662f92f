CALL () {
  CALL () {
    CALL db.index.fulltext.queryNodes('Person[searchText]', $p0, {limit: $p1}) YIELD node AS person0
    RETURN collect(person0) AS some1
  }
  CALL (some1) {
    UNWIND CASE WHEN size(some1) >= $p1 THEN [1] ELSE [] END AS once2
    CALL (once2) {
      MATCH (person0:Person)
      USING INDEX person0:Person(searchText, searchRank, key)
      WHERE person0.searchText = $p2 AND person0.searchRank IS NOT NULL AND person0.key IS NOT NULL
      WITH person0 ORDER BY person0.searchText, person0.searchRank, person0.key LIMIT $p3
      RETURN collect(person0) AS same3
    }
    CALL (once2) {
      CALL db.index.fulltext.queryNodes('Person[searchText]', $p4, {limit: $p1}) YIELD node AS person0
      RETURN collect(person0) AS whole4
    }
    UNWIND CASE WHEN size(whole4) >= $p1 THEN ['', ' '] ELSE [''] END AS ending5
    CALL (ending5) {
      MATCH (person0:Person)
      USING INDEX person0:Person(searchRank, key)
      WHERE all(word6 IN $p5 WHERE (' ' + person0.searchText + ' ') CONTAINS (' ' + word6 + ending5)) AND person0.searchRank IS NOT NULL AND person0.key IS NOT NULL
      WITH person0 ORDER BY person0.searchRank, person0.key LIMIT $p3
      RETURN collect(person0) AS known7
    }
    UNWIND (same3 + CASE WHEN size(whole4) >= $p1 THEN [] ELSE whole4 END + known7) AS person0
    RETURN collect(DISTINCT person0) AS few8
  }
  UNWIND (few8 + CASE WHEN size(some1) >= $p1 THEN [] ELSE some1 END) AS person0
  WITH person0, person0.searchText AS text9
  WITH person0, CASE WHEN text9 = $p2 THEN 4 WHEN all(word10 IN $p5 WHERE (' ' + text9 + ' ') CONTAINS (' ' + word10 + ' ')) THEN 3 WHEN all(word11 IN $p5 WHERE (' ' + text9) CONTAINS (' ' + word11)) THEN 2 ELSE 0 END AS tier12 WHERE tier12 > 0
  WITH person0, tier12, 0 - person0.searchRank AS known13
  WITH person0, tier12 + toFloat(known13) / (known13 + 10) AS score14
  WITH person0, score14 ORDER BY score14 DESC, person0.key LIMIT $p3
  CALL (person0) {
    MATCH (person0)-[:ACTED_IN]->(film15)
    WITH film15 ORDER BY 0 - film15.year, film15.key LIMIT $p6
    RETURN collect([film15.title]) AS rows16
  }
  RETURN collect([person0.key, person0.name, rows16, score14, 1]) AS rows17
}
CALL () {
  CALL () {
    CALL db.index.fulltext.queryNodes('Character[searchText]', $p0, {limit: $p1}) YIELD node AS character18
    RETURN collect(character18) AS some19
  }
  CALL (some19) {
    UNWIND CASE WHEN size(some19) >= $p1 THEN [1] ELSE [] END AS once20
    CALL (once20) {
      MATCH (character18:Character)
      USING INDEX character18:Character(searchText, searchRank, key)
      WHERE character18.searchText = $p2 AND character18.searchRank IS NOT NULL AND character18.key IS NOT NULL
      WITH character18 ORDER BY character18.searchText, character18.searchRank, character18.key LIMIT $p3
      RETURN collect(character18) AS same21
    }
    CALL (once20) {
      CALL db.index.fulltext.queryNodes('Character[searchText]', $p4, {limit: $p1}) YIELD node AS character18
      RETURN collect(character18) AS whole22
    }
    UNWIND CASE WHEN size(whole22) >= $p1 THEN ['', ' '] ELSE [''] END AS ending23
    CALL (ending23) {
      MATCH (character18:Character)
      USING INDEX character18:Character(searchRank, key)
      WHERE all(word24 IN $p5 WHERE (' ' + character18.searchText + ' ') CONTAINS (' ' + word24 + ending23)) AND character18.searchRank IS NOT NULL AND character18.key IS NOT NULL
      WITH character18 ORDER BY character18.searchRank, character18.key LIMIT $p3
      RETURN collect(character18) AS known25
    }
    UNWIND (same21 + CASE WHEN size(whole22) >= $p1 THEN [] ELSE whole22 END + known25) AS character18
    RETURN collect(DISTINCT character18) AS few26
  }
  UNWIND (few26 + CASE WHEN size(some19) >= $p1 THEN [] ELSE some19 END) AS character18
  WITH character18, character18.searchText AS text27
  WITH character18, CASE WHEN text27 = $p2 THEN 4 WHEN all(word28 IN $p5 WHERE (' ' + text27 + ' ') CONTAINS (' ' + word28 + ' ')) THEN 3 WHEN all(word29 IN $p5 WHERE (' ' + text27) CONTAINS (' ' + word29)) THEN 2 ELSE 0 END AS tier30 WHERE tier30 > 0
  WITH character18, tier30, 0 - character18.searchRank AS known31
  WITH character18, tier30 + toFloat(known31) / (known31 + 2) AS score32
  WITH character18, score32 ORDER BY score32 DESC, character18.key LIMIT $p3
  CALL (character18) {
    MATCH (character18)-[:APPEARS_IN]->(film33)
    WITH film33 ORDER BY 0 - film33.year, film33.key LIMIT $p7
    RETURN collect([film33.title]) AS rows34
  }
  RETURN collect([character18.key, character18.name, rows34, score32, 2]) AS rows35
}
CALL () {
  MATCH (film36:Film)
  WHERE film36.title = $p8
  WITH film36 WHERE film36.searchText = $p8
  RETURN count(film36) AS count37
}
CALL () {
  MATCH (person38:Person)
  WHERE person38.name = $p8
  WITH person38 WHERE person38.searchText = $p8
  RETURN count(person38) AS count39
}
CALL () {
  MATCH (character40:Character)
  WHERE character40.name = $p8
  WITH character40 WHERE character40.searchText = $p8
  RETURN count(character40) AS count41
}
CALL () {
  MATCH (place42:Place)
  WHERE place42.name = $p8
  WITH place42 WHERE place42.searchText = $p8
  RETURN count(place42) AS count43
}
CALL () {
  MATCH (keyword44:Keyword)
  WHERE keyword44.name = $p8
  WITH keyword44 WHERE keyword44.searchText = $p8
  RETURN count(keyword44) AS count45
}
RETURN rows17, rows35, count37, count39, count41, count43, count45
// {"p0": "+to*", "p1": 2000, "p2": "to", "p3": 5, "p4": "+to", "p5": ["to"], "p6": 2, "p7": 1, "p8": "?"}

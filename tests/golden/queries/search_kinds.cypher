CALL () {
  MATCH (c0:Catalogue)
  RETURN [coalesce(max(c0.wellKnownPerson), 10), coalesce(max(c0.wellKnownCharacter), 10)] AS wellKnown1
}
CALL (wellKnown1) {
  CALL (wellKnown1) {
    CALL db.index.fulltext.queryNodes('Person[searchText]', $p0, {limit: $p1}) YIELD node AS person2
    RETURN collect(person2) AS some3
  }
  CALL (some3, wellKnown1) {
    UNWIND CASE WHEN size(some3) >= $p1 THEN [1] ELSE [] END AS once4
    CALL (once4, wellKnown1) {
      MATCH (person2:Person)
      USING INDEX person2:Person(searchText, searchRank, key)
      WHERE person2.searchText = $p2 AND person2.searchRank IS NOT NULL AND person2.key IS NOT NULL
      WITH person2 ORDER BY person2.searchText, person2.searchRank, person2.key LIMIT $p3
      RETURN collect(person2) AS same5
    }
    CALL (once4) {
      MATCH (person2:Person)
      USING INDEX person2:Person(searchText, searchRank, key)
      WHERE person2.searchText STARTS WITH $p4 AND person2.searchRank IS NOT NULL AND person2.key IS NOT NULL
      WITH person2 LIMIT $p1
      RETURN collect(person2) AS begun6
    }
    CALL (once4) {
      CALL db.index.fulltext.queryNodes('Person[searchText]', $p5, {limit: $p1}) YIELD node AS person2
      RETURN collect(person2) AS whole7
    }
    UNWIND ([['', '']] + CASE WHEN size(begun6) >= $p1 THEN [[$p4, '']] ELSE [] END + CASE WHEN size(whole7) >= $p1 THEN [['', ' ']] ELSE [] END) AS asked8
    CALL (asked8, wellKnown1) {
      MATCH (person2:Person)
      USING INDEX person2:Person(searchRank, key)
      WHERE (person2.searchText STARTS WITH asked8[0] AND (all(word9 IN $p6 WHERE (' ' + person2.searchText + ' ') CONTAINS (' ' + word9 + asked8[1])) OR (' ' + person2.searchText + ' ') CONTAINS (' ' + $p7 + asked8[1]))) AND person2.searchRank IS NOT NULL AND person2.key IS NOT NULL
      WITH person2 ORDER BY person2.searchRank, person2.key LIMIT $p3
      RETURN collect(person2) AS known10
    }
    UNWIND (same5 + CASE WHEN size(begun6) >= $p1 THEN [] ELSE begun6 END + CASE WHEN size(whole7) >= $p1 THEN [] ELSE whole7 END + known10) AS person2
    RETURN collect(DISTINCT person2) AS few11
  }
  UNWIND (few11 + CASE WHEN size(some3) >= $p1 THEN [] ELSE some3 END) AS person2
  WITH person2, wellKnown1, person2.searchText AS text12
  WITH person2, wellKnown1, CASE WHEN text12 = $p2 THEN 5 WHEN text12 STARTS WITH $p4 THEN 4 WHEN (all(word13 IN $p6 WHERE (' ' + text12 + ' ') CONTAINS (' ' + word13 + ' ')) OR (' ' + text12 + ' ') CONTAINS (' ' + $p7 + ' ')) THEN 3 WHEN (all(word14 IN $p6 WHERE (' ' + text12) CONTAINS (' ' + word14)) OR (' ' + text12) CONTAINS (' ' + $p7)) THEN 2 ELSE 0 END AS tier15 WHERE tier15 > 0
  WITH person2, wellKnown1, tier15, 0 - person2.searchRank AS popularity16
  WITH person2, ([0.0, 0.3, 0.55, 0.7, 0.7, 1.0][tier15] + toFloat(popularity16) / (popularity16 + wellKnown1[0])) AS score17
  WITH person2, score17 ORDER BY score17 DESC, person2.key LIMIT $p3
  CALL (person2) {
    MATCH (person2)-[:ACTED_IN]->(film18)
    WITH film18 ORDER BY 0 - film18.year, film18.key LIMIT $p8
    RETURN collect([film18.title]) AS rows19
  }
  RETURN collect([person2.key, person2.name, rows19, score17, 1]) AS rows20
}
CALL (wellKnown1) {
  CALL (wellKnown1) {
    CALL db.index.fulltext.queryNodes('Character[searchText]', $p0, {limit: $p1}) YIELD node AS character21
    RETURN collect(character21) AS some22
  }
  CALL (some22, wellKnown1) {
    UNWIND CASE WHEN size(some22) >= $p1 THEN [1] ELSE [] END AS once23
    CALL (once23, wellKnown1) {
      MATCH (character21:Character)
      USING INDEX character21:Character(searchText, searchRank, key)
      WHERE character21.searchText = $p2 AND character21.searchRank IS NOT NULL AND character21.key IS NOT NULL
      WITH character21 ORDER BY character21.searchText, character21.searchRank, character21.key LIMIT $p3
      RETURN collect(character21) AS same24
    }
    CALL (once23) {
      MATCH (character21:Character)
      USING INDEX character21:Character(searchText, searchRank, key)
      WHERE character21.searchText STARTS WITH $p4 AND character21.searchRank IS NOT NULL AND character21.key IS NOT NULL
      WITH character21 LIMIT $p1
      RETURN collect(character21) AS begun25
    }
    CALL (once23) {
      CALL db.index.fulltext.queryNodes('Character[searchText]', $p5, {limit: $p1}) YIELD node AS character21
      RETURN collect(character21) AS whole26
    }
    UNWIND ([['', '']] + CASE WHEN size(begun25) >= $p1 THEN [[$p4, '']] ELSE [] END + CASE WHEN size(whole26) >= $p1 THEN [['', ' ']] ELSE [] END) AS asked27
    CALL (asked27, wellKnown1) {
      MATCH (character21:Character)
      USING INDEX character21:Character(searchRank, key)
      WHERE (character21.searchText STARTS WITH asked27[0] AND (all(word28 IN $p6 WHERE (' ' + character21.searchText + ' ') CONTAINS (' ' + word28 + asked27[1])) OR (' ' + character21.searchText + ' ') CONTAINS (' ' + $p7 + asked27[1]))) AND character21.searchRank IS NOT NULL AND character21.key IS NOT NULL
      WITH character21 ORDER BY character21.searchRank, character21.key LIMIT $p3
      RETURN collect(character21) AS known29
    }
    UNWIND (same24 + CASE WHEN size(begun25) >= $p1 THEN [] ELSE begun25 END + CASE WHEN size(whole26) >= $p1 THEN [] ELSE whole26 END + known29) AS character21
    RETURN collect(DISTINCT character21) AS few30
  }
  UNWIND (few30 + CASE WHEN size(some22) >= $p1 THEN [] ELSE some22 END) AS character21
  WITH character21, wellKnown1, character21.searchText AS text31
  WITH character21, wellKnown1, CASE WHEN text31 = $p2 THEN 5 WHEN text31 STARTS WITH $p4 THEN 4 WHEN (all(word32 IN $p6 WHERE (' ' + text31 + ' ') CONTAINS (' ' + word32 + ' ')) OR (' ' + text31 + ' ') CONTAINS (' ' + $p7 + ' ')) THEN 3 WHEN (all(word33 IN $p6 WHERE (' ' + text31) CONTAINS (' ' + word33)) OR (' ' + text31) CONTAINS (' ' + $p7)) THEN 2 ELSE 0 END AS tier34 WHERE tier34 > 0
  WITH character21, wellKnown1, tier34, 0 - character21.searchRank AS popularity35
  WITH character21, 0.5 * ([0.0, 0.3, 0.55, 0.7, 0.7, 1.0][tier34] + toFloat(popularity35) / (popularity35 + wellKnown1[1])) AS score36
  WITH character21, score36 ORDER BY score36 DESC, character21.key LIMIT $p3
  CALL (character21) {
    MATCH (character21)-[:APPEARS_IN]->(film37)
    WITH film37 ORDER BY 0 - film37.year, film37.key LIMIT $p9
    RETURN collect([film37.title]) AS rows38
  }
  RETURN collect([character21.key, character21.name, rows38, score36, 2]) AS rows39
}
CALL (wellKnown1) {
  MATCH (c40:Catalogue)
  RETURN [coalesce(max(c40.wellKnownFilm), 10), coalesce(max(c40.wellKnownPerson), 10), coalesce(max(c40.wellKnownCharacter), 10), coalesce(max(c40.wellKnownPlace), 10), coalesce(max(c40.wellKnownKeyword), 10)] AS wellKnown41
}
CALL (wellKnown1) {
  MATCH (film42:Film)
  WHERE film42.title = $p10
  WITH film42 WHERE film42.searchText = $p11
  RETURN count(film42) AS count43
}
CALL (wellKnown1) {
  MATCH (person44:Person)
  WHERE person44.name = $p10
  WITH person44 WHERE person44.searchText = $p11
  RETURN count(person44) AS count45
}
CALL (wellKnown1) {
  MATCH (character46:Character)
  WHERE character46.name = $p10
  WITH character46 WHERE character46.searchText = $p11
  RETURN count(character46) AS count47
}
CALL (wellKnown1) {
  MATCH (place48:Place)
  WHERE place48.name = $p10
  WITH place48 WHERE place48.searchText = $p11
  RETURN count(place48) AS count49
}
CALL (wellKnown1) {
  MATCH (keyword50:Keyword)
  WHERE keyword50.name = $p10
  WITH keyword50 WHERE keyword50.searchText = $p11
  RETURN count(keyword50) AS count51
}
RETURN rows20, rows39, count43, count45, count47, count49, count51
// {"p0": "+to*", "p1": 2000, "p2": "to", "p3": 5, "p4": "to", "p5": "+to", "p6": ["to"], "p7": "\n\n", "p8": 2, "p9": 1, "p10": "?", "p11": "?"}

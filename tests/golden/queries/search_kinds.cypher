CALL () {
  MATCH (c0:Catalogue)
  RETURN [['Person[searchText]', 1, 1.0, coalesce(max(c0.wellKnownPerson), 10), 2000], ['Character[searchText]', 2, 0.5, coalesce(max(c0.wellKnownCharacter), 10), 2000]] AS kinds1
}
CALL (kinds1) {
  UNWIND kinds1 AS kind2
  CALL (kind2) {
    CALL db.index.fulltext.queryNodes(kind2[0], $p0, {limit: kind2[4]}) YIELD node AS node3
    RETURN collect(node3) AS some4
  }
  CALL (kind2, some4) {
    UNWIND CASE WHEN size(some4) >= kind2[4] THEN [1] ELSE [] END AS once5
    CALL (kind2, once5) {
      CALL db.index.fulltext.queryNodes(kind2[0], $p1, {limit: kind2[4]}) YIELD node AS node3
      RETURN collect(node3) AS whole6
    }
    RETURN collect([kind2, CASE WHEN size(whole6) >= $p2 THEN [] ELSE whole6 END, CASE WHEN size(whole6) >= $p2 THEN [['', $p3]] ELSE [] END]) AS many7
  }
  RETURN collect([CASE WHEN size(some4) >= kind2[4] THEN [] ELSE some4 END, many7]) AS looked8
}
CALL (looked8) {
  UNWIND looked8[0][1] AS one9
  CALL (one9) {
    MATCH (node3:Person)
    USING INDEX node3:Person(searchText, searchRank, key)
    WHERE node3.searchText = $p4 AND node3.searchRank IS NOT NULL AND node3.key IS NOT NULL
    WITH node3 ORDER BY node3.searchText, node3.searchRank, node3.key LIMIT $p5
    RETURN collect(node3) AS same10
  }
  CALL (one9) {
    MATCH (node3:Person)
    USING INDEX node3:Person(searchText, searchRank, key)
    WHERE node3.searchText STARTS WITH $p6 AND node3.searchRank IS NOT NULL AND node3.key IS NOT NULL
    WITH node3 LIMIT $p2
    RETURN collect(node3) AS begun11
  }
  UNWIND ([['', $p7]] + one9[2] + CASE WHEN size(begun11) >= $p2 THEN [[$p6, $p7]] ELSE [] END) AS asked12
  CALL (asked12) {
    MATCH (node3:Person)
    USING INDEX node3:Person(searchRank, key)
    WHERE node3.searchText STARTS WITH asked12[0] AND any(words13 IN asked12[1] WHERE all(word14 IN words13 WHERE (' ' + node3.searchText + ' ') CONTAINS word14)) AND node3.searchRank IS NOT NULL AND node3.key IS NOT NULL
    WITH node3 ORDER BY node3.searchRank, node3.key LIMIT $p5
    RETURN collect(node3) AS known15
  }
  UNWIND (same10 + CASE WHEN size(begun11) >= $p2 THEN [] ELSE begun11 END + one9[1] + known15) AS node3
  RETURN collect(DISTINCT node3) AS few16
}
CALL (looked8) {
  UNWIND looked8[1][1] AS one17
  CALL (one17) {
    MATCH (node3:Character)
    USING INDEX node3:Character(searchText, searchRank, key)
    WHERE node3.searchText = $p4 AND node3.searchRank IS NOT NULL AND node3.key IS NOT NULL
    WITH node3 ORDER BY node3.searchText, node3.searchRank, node3.key LIMIT $p5
    RETURN collect(node3) AS same18
  }
  CALL (one17) {
    MATCH (node3:Character)
    USING INDEX node3:Character(searchText, searchRank, key)
    WHERE node3.searchText STARTS WITH $p6 AND node3.searchRank IS NOT NULL AND node3.key IS NOT NULL
    WITH node3 LIMIT $p2
    RETURN collect(node3) AS begun19
  }
  UNWIND ([['', $p7]] + one17[2] + CASE WHEN size(begun19) >= $p2 THEN [[$p6, $p7]] ELSE [] END) AS asked20
  CALL (asked20) {
    MATCH (node3:Character)
    USING INDEX node3:Character(searchRank, key)
    WHERE node3.searchText STARTS WITH asked20[0] AND any(words21 IN asked20[1] WHERE all(word22 IN words21 WHERE (' ' + node3.searchText + ' ') CONTAINS word22)) AND node3.searchRank IS NOT NULL AND node3.key IS NOT NULL
    WITH node3 ORDER BY node3.searchRank, node3.key LIMIT $p5
    RETURN collect(node3) AS known23
  }
  UNWIND (same18 + CASE WHEN size(begun19) >= $p2 THEN [] ELSE begun19 END + one17[1] + known23) AS node3
  RETURN collect(DISTINCT node3) AS few24
}
CALL (kinds1, looked8, few16, few24) {
  UNWIND [[kinds1[0], (looked8[0][0] + few16)], [kinds1[1], (looked8[1][0] + few24)]] AS found25
  UNWIND found25[1] AS node3
  WITH node3, found25[0] AS kind26, node3.searchText AS text27
  WITH node3, kind26, CASE WHEN text27 = $p4 THEN 5 WHEN text27 STARTS WITH $p6 THEN 4 WHEN any(words28 IN $p3 WHERE all(word29 IN words28 WHERE (' ' + text27 + ' ') CONTAINS word29)) THEN 3 WHEN any(words30 IN $p7 WHERE all(word31 IN words30 WHERE (' ' + text27) CONTAINS word31)) THEN 2 ELSE 0 END AS tier32 WHERE tier32 > 0
  WITH node3, kind26, tier32, 0 - node3.searchRank AS popularity33
  WITH node3, tier32, kind26[2] * ([0.0, 0.3, 0.55, 0.7, 0.7, 1.0][tier32] + toFloat(popularity33) / (popularity33 + kind26[3])) AS score34, kind26[1] AS number35
  WITH node3, score34, number35 ORDER BY score34 DESC, number35, node3.key LIMIT $p5
  RETURN collect([score34, number35, node3]) AS best36
}
CALL (best36) {
  UNWIND best36 AS one37
  WITH one37[2] AS person38, one37[0] AS score39, one37[1] AS number40 WHERE number40 = 1
  CALL (person38) {
    MATCH (person38)-[:ACTED_IN]->(film41)
    WITH film41 ORDER BY 0 - film41.year, film41.key LIMIT $p8
    RETURN collect([film41.title]) AS rows42
  }
  RETURN collect([person38.key, person38.name, rows42, score39, number40]) AS rows43
}
CALL (best36) {
  UNWIND best36 AS one44
  WITH one44[2] AS character45, one44[0] AS score46, one44[1] AS number47 WHERE number47 = 2
  CALL (character45) {
    MATCH (character45)-[:APPEARS_IN]->(film48)
    WITH film48 ORDER BY 0 - film48.year, film48.key LIMIT $p9
    RETURN collect([film48.title]) AS rows49
  }
  RETURN collect([character45.key, character45.name, rows49, score46, number47]) AS rows50
}
CALL () {
  MATCH (c51:Catalogue)
  RETURN [['Film[searchText]', 0, 1.0, coalesce(max(c51.wellKnownFilm), 10), 2000], ['Person[searchText]', 1, 1.0, coalesce(max(c51.wellKnownPerson), 10), 2000], ['Character[searchText]', 2, 0.5, coalesce(max(c51.wellKnownCharacter), 10), 2000], ['Place[searchText]', 3, 0.5, coalesce(max(c51.wellKnownPlace), 10), 2147483647], ['Keyword[searchText]', 4, 0.5, coalesce(max(c51.wellKnownKeyword), 10), 2147483647]] AS kinds52
}
CALL (best36, kinds52) {
  CALL () {
    MATCH (node53:Film)
    WHERE node53.title = $p10
    RETURN collect(node53) AS same54
  }
  CALL () {
    MATCH (node53:Person)
    WHERE node53.name = $p10
    RETURN collect(node53) AS same55
  }
  CALL () {
    MATCH (node53:Character)
    WHERE node53.name = $p10
    RETURN collect(node53) AS same56
  }
  CALL () {
    MATCH (node53:Place)
    WHERE node53.name = $p10
    RETURN collect(node53) AS same57
  }
  CALL () {
    MATCH (node53:Keyword)
    WHERE node53.name = $p10
    RETURN collect(node53) AS same58
  }
  UNWIND [[kinds52[0], same54], [kinds52[1], same55], [kinds52[2], same56], [kinds52[3], same57], [kinds52[4], same58]] AS found59
  UNWIND found59[1] AS node53
  WITH node53 WHERE node53.searchText = $p11
  RETURN count(node53) AS count60
}
RETURN rows43, rows50, count60
// {"p0": "+to*", "p1": "+to", "p2": 2000, "p3": [[" to "]], "p4": "to", "p5": 5, "p6": "to", "p7": [[" to"]], "p8": 2, "p9": 1, "p10": "?", "p11": "?"}

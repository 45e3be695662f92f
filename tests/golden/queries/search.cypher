CALL () {
  MATCH (c0:Catalogue)
  RETURN [['Film[searchText]', 0, 1.0, coalesce(max(c0.wellKnownFilm), 10), 2000], ['Person[searchText]', 1, 1.0, coalesce(max(c0.wellKnownPerson), 10), 2000], ['Character[searchText]', 2, 0.5, coalesce(max(c0.wellKnownCharacter), 10), 2000], ['Place[searchText]', 3, 0.5, coalesce(max(c0.wellKnownPlace), 10), 2147483647], ['Keyword[searchText]', 4, 0.5, coalesce(max(c0.wellKnownKeyword), 10), 2147483647]] AS kinds1
}
CALL (kinds1) {
  UNWIND kinds1 AS kind2
  CALL db.index.fulltext.queryNodes(kind2[0], $p0, {limit: $p1}) YIELD node AS node3
  WITH node3 WHERE any(words4 IN $p2 WHERE all(word5 IN words4 WHERE (' ' + node3.searchText) CONTAINS word5))
  WITH node3 LIMIT 1
  RETURN count(node3) = 0 AS forgives6
}
CALL (kinds1, forgives6) {
  UNWIND kinds1 AS kind7
  CALL db.index.fulltext.queryNodes(kind7[0], CASE WHEN forgives6 THEN $p3 ELSE $p0 END) YIELD node AS node8
  WITH node8 WHERE (any(words9 IN $p2 WHERE all(word10 IN words9 WHERE (' ' + node8.searchText) CONTAINS word10)) OR (forgives6 AND all(pattern11 IN $p4 WHERE node8.searchText =~ pattern11)))
  RETURN count(node8) AS count12
}
CALL (kinds1, forgives6) {
  UNWIND kinds1 AS kind13
  CALL (kind13, forgives6) {
    CALL db.index.fulltext.queryNodes(kind13[0], CASE WHEN forgives6 THEN $p3 ELSE $p0 END, {limit: kind13[4]}) YIELD node AS node14
    RETURN collect(node14) AS some15
  }
  CALL (kind13, some15) {
    UNWIND CASE WHEN size(some15) >= kind13[4] THEN [1] ELSE [] END AS once16
    CALL (kind13, once16) {
      CALL db.index.fulltext.queryNodes(kind13[0], $p5, {limit: kind13[4]}) YIELD node AS node14
      RETURN collect(node14) AS whole17
    }
    RETURN collect([kind13, CASE WHEN size(whole17) >= $p1 THEN [] ELSE whole17 END, CASE WHEN size(whole17) >= $p1 THEN [['', $p6]] ELSE [] END]) AS many18
  }
  RETURN collect([CASE WHEN size(some15) >= kind13[4] THEN [] ELSE some15 END, many18]) AS looked19
}
CALL (looked19, forgives6) {
  UNWIND looked19[0][1] AS one20
  CALL (one20) {
    MATCH (node14:Film)
    USING INDEX node14:Film(searchText, searchRank, key)
    WHERE node14.searchText = $p7 AND node14.searchRank IS NOT NULL AND node14.key IS NOT NULL
    WITH node14 ORDER BY node14.searchText, node14.searchRank, node14.key LIMIT $p8
    RETURN collect(node14) AS same21
  }
  CALL (one20) {
    MATCH (node14:Film)
    USING INDEX node14:Film(searchText, searchRank, key)
    WHERE node14.searchText STARTS WITH $p9 AND node14.searchRank IS NOT NULL AND node14.key IS NOT NULL
    WITH node14 LIMIT $p1
    RETURN collect(node14) AS begun22
  }
  UNWIND ([['', $p2]] + one20[2] + CASE WHEN size(begun22) >= $p1 THEN [[$p9, $p2]] ELSE [] END) AS asked23
  CALL (asked23, forgives6) {
    MATCH (node14:Film)
    USING INDEX node14:Film(searchRank, key)
    WHERE node14.searchText STARTS WITH asked23[0] AND (any(words24 IN asked23[1] WHERE all(word25 IN words24 WHERE (' ' + node14.searchText + ' ') CONTAINS word25)) OR (forgives6 AND all(pattern26 IN $p4 WHERE node14.searchText =~ pattern26))) AND node14.searchRank IS NOT NULL AND node14.key IS NOT NULL
    WITH node14 ORDER BY node14.searchRank, node14.key LIMIT $p8
    RETURN collect(node14) AS known27
  }
  UNWIND (same21 + CASE WHEN size(begun22) >= $p1 THEN [] ELSE begun22 END + one20[1] + known27) AS node14
  RETURN collect(DISTINCT node14) AS few28
}
CALL (looked19, forgives6) {
  UNWIND looked19[1][1] AS one29
  CALL (one29) {
    MATCH (node14:Person)
    USING INDEX node14:Person(searchText, searchRank, key)
    WHERE node14.searchText = $p7 AND node14.searchRank IS NOT NULL AND node14.key IS NOT NULL
    WITH node14 ORDER BY node14.searchText, node14.searchRank, node14.key LIMIT $p8
    RETURN collect(node14) AS same30
  }
  CALL (one29) {
    MATCH (node14:Person)
    USING INDEX node14:Person(searchText, searchRank, key)
    WHERE node14.searchText STARTS WITH $p9 AND node14.searchRank IS NOT NULL AND node14.key IS NOT NULL
    WITH node14 LIMIT $p1
    RETURN collect(node14) AS begun31
  }
  UNWIND ([['', $p2]] + one29[2] + CASE WHEN size(begun31) >= $p1 THEN [[$p9, $p2]] ELSE [] END) AS asked32
  CALL (asked32, forgives6) {
    MATCH (node14:Person)
    USING INDEX node14:Person(searchRank, key)
    WHERE node14.searchText STARTS WITH asked32[0] AND (any(words33 IN asked32[1] WHERE all(word34 IN words33 WHERE (' ' + node14.searchText + ' ') CONTAINS word34)) OR (forgives6 AND all(pattern35 IN $p4 WHERE node14.searchText =~ pattern35))) AND node14.searchRank IS NOT NULL AND node14.key IS NOT NULL
    WITH node14 ORDER BY node14.searchRank, node14.key LIMIT $p8
    RETURN collect(node14) AS known36
  }
  UNWIND (same30 + CASE WHEN size(begun31) >= $p1 THEN [] ELSE begun31 END + one29[1] + known36) AS node14
  RETURN collect(DISTINCT node14) AS few37
}
CALL (looked19, forgives6) {
  UNWIND looked19[2][1] AS one38
  CALL (one38) {
    MATCH (node14:Character)
    USING INDEX node14:Character(searchText, searchRank, key)
    WHERE node14.searchText = $p7 AND node14.searchRank IS NOT NULL AND node14.key IS NOT NULL
    WITH node14 ORDER BY node14.searchText, node14.searchRank, node14.key LIMIT $p8
    RETURN collect(node14) AS same39
  }
  CALL (one38) {
    MATCH (node14:Character)
    USING INDEX node14:Character(searchText, searchRank, key)
    WHERE node14.searchText STARTS WITH $p9 AND node14.searchRank IS NOT NULL AND node14.key IS NOT NULL
    WITH node14 LIMIT $p1
    RETURN collect(node14) AS begun40
  }
  UNWIND ([['', $p2]] + one38[2] + CASE WHEN size(begun40) >= $p1 THEN [[$p9, $p2]] ELSE [] END) AS asked41
  CALL (asked41, forgives6) {
    MATCH (node14:Character)
    USING INDEX node14:Character(searchRank, key)
    WHERE node14.searchText STARTS WITH asked41[0] AND (any(words42 IN asked41[1] WHERE all(word43 IN words42 WHERE (' ' + node14.searchText + ' ') CONTAINS word43)) OR (forgives6 AND all(pattern44 IN $p4 WHERE node14.searchText =~ pattern44))) AND node14.searchRank IS NOT NULL AND node14.key IS NOT NULL
    WITH node14 ORDER BY node14.searchRank, node14.key LIMIT $p8
    RETURN collect(node14) AS known45
  }
  UNWIND (same39 + CASE WHEN size(begun40) >= $p1 THEN [] ELSE begun40 END + one38[1] + known45) AS node14
  RETURN collect(DISTINCT node14) AS few46
}
CALL (kinds1, forgives6, looked19, few28, few37, few46) {
  UNWIND [[kinds1[0], (looked19[0][0] + few28)], [kinds1[1], (looked19[1][0] + few37)], [kinds1[2], (looked19[2][0] + few46)], [kinds1[3], looked19[3][0]], [kinds1[4], looked19[4][0]]] AS found47
  UNWIND found47[1] AS node14
  WITH node14, forgives6, found47[0] AS kind48, node14.searchText AS text49
  WITH node14, kind48, CASE WHEN text49 = $p7 THEN 5 WHEN text49 STARTS WITH $p9 THEN 4 WHEN any(words50 IN $p6 WHERE all(word51 IN words50 WHERE (' ' + text49 + ' ') CONTAINS word51)) THEN 3 WHEN any(words52 IN $p2 WHERE all(word53 IN words52 WHERE (' ' + text49) CONTAINS word53)) THEN 2 WHEN (forgives6 AND all(pattern54 IN $p4 WHERE text49 =~ pattern54)) THEN 1 ELSE 0 END AS tier55 WHERE tier55 > 0
  WITH node14, kind48, tier55, 0 - node14.searchRank AS popularity56
  WITH node14, tier55, kind48[2] * ([0.0, 0.3, 0.55, 0.7, 0.7, 1.0][tier55] + toFloat(popularity56) / (popularity56 + kind48[3])) AS score57, kind48[1] AS number58
  WITH node14, score57, number58, tier55 ORDER BY score57 DESC, number58, node14.key LIMIT $p8
  RETURN collect([score57, number58, node14, CASE WHEN (tier55 IN [2, 3] AND NOT (all(word59 IN $p2[0] WHERE (' ' + split(node14.searchText, '\t')[0]) CONTAINS word59))) THEN 'JOINED' ELSE ['NOTHING', 'TYPING_ERROR', 'WORD_BEGINNINGS', 'WORDS', 'BEGINNING', 'EXACT'][tier55] END]) AS best60
}
CALL (kinds1, forgives6, best60) {
  UNWIND best60 AS one61
  WITH one61[2] AS film62, one61[0] AS score63, one61[1] AS number64, one61[3] AS match65 WHERE number64 = 0
  RETURN collect([score63, number64, film62.key, match65, film62.title, film62.year]) AS rows66
}
CALL (kinds1, forgives6, best60) {
  UNWIND best60 AS one67
  WITH one67[2] AS person68, one67[0] AS score69, one67[1] AS number70, one67[3] AS match71 WHERE number70 = 1
  RETURN collect([score69, number70, person68.key, match71, person68.name]) AS rows72
}
CALL (kinds1, forgives6, best60) {
  UNWIND best60 AS one73
  WITH one73[2] AS character74, one73[0] AS score75, one73[1] AS number76, one73[3] AS match77 WHERE number76 = 2
  RETURN collect([score75, number76, character74.key, match77, character74.name]) AS rows78
}
CALL (kinds1, forgives6, best60) {
  UNWIND best60 AS one79
  WITH one79[2] AS place80, one79[0] AS score81, one79[1] AS number82, one79[3] AS match83 WHERE number82 = 3
  RETURN collect([score81, number82, place80.key, match83]) AS rows84
}
CALL (kinds1, forgives6, best60) {
  UNWIND best60 AS one85
  WITH one85[2] AS keyword86, one85[0] AS score87, one85[1] AS number88, one85[3] AS match89 WHERE number88 = 4
  RETURN collect([score87, number88, keyword86.key, match89]) AS rows90
}
RETURN count12, rows66, rows72, rows78, rows84, rows90
// {"p0": "(+the* +matrx*) thematrx*", "p1": 2000, "p2": [[" the", " matrx"], [" thematrx"]], "p3": "(+(the*) +(matrx* /m(.?trx|.atrx|tarx|a(.?rx|.trx|rtx|t(.?x|.rx|r.x))).*|matxr|matr.?/)) thematrx*", "p4": ["(?s)(?:.* )?(?:the[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:matrx[^ ]*|m([^ ]?trx|[^ ]atrx|tarx|a([^ ]?rx|[^ ]trx|rtx|t([^ ]?x|[^ ]rx|r[^ ]x)))[^ ]*|matxr|matr[^ ]?)(?: .*)?"], "p5": "(+the +matrx) thematrx", "p6": [[" the ", " matrx "], [" thematrx "]], "p7": "the matrx \t thematrx", "p8": 3, "p9": "the matrx"}

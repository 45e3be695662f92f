CALL () {
  CALL () {
    CALL db.index.fulltext.queryNodes('Film[searchText]', $p0, {limit: $p1}) YIELD node AS film0
    WITH film0 WHERE all(word1 IN $p2 WHERE (' ' + film0.searchText) CONTAINS (' ' + word1))
    WITH film0 LIMIT 1
    RETURN count(film0) AS fitting2
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Person[searchText]', $p0, {limit: $p1}) YIELD node AS person3
    WITH person3 WHERE all(word4 IN $p2 WHERE (' ' + person3.searchText) CONTAINS (' ' + word4))
    WITH person3 LIMIT 1
    RETURN count(person3) AS fitting5
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Character[searchText]', $p0, {limit: $p1}) YIELD node AS character6
    WITH character6 WHERE all(word7 IN $p2 WHERE (' ' + character6.searchText) CONTAINS (' ' + word7))
    WITH character6 LIMIT 1
    RETURN count(character6) AS fitting8
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Place[searchText]', $p0, {limit: $p1}) YIELD node AS place9
    WITH place9 WHERE all(word10 IN $p2 WHERE (' ' + place9.searchText) CONTAINS (' ' + word10))
    WITH place9 LIMIT 1
    RETURN count(place9) AS fitting11
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Keyword[searchText]', $p0, {limit: $p1}) YIELD node AS keyword12
    WITH keyword12 WHERE all(word13 IN $p2 WHERE (' ' + keyword12.searchText) CONTAINS (' ' + word13))
    WITH keyword12 LIMIT 1
    RETURN count(keyword12) AS fitting14
  }
  RETURN (fitting2 + fitting5 + fitting8 + fitting11 + fitting14) = 0 AS forgives15
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Film[searchText]', CASE WHEN forgives15 THEN $p3 ELSE $p0 END) YIELD node AS film16
  WITH film16 WHERE (all(word17 IN $p2 WHERE (' ' + film16.searchText) CONTAINS (' ' + word17)) OR (forgives15 AND all(pattern18 IN $p4 WHERE film16.searchText =~ pattern18)))
  RETURN count(film16) AS count19
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Person[searchText]', CASE WHEN forgives15 THEN $p3 ELSE $p0 END) YIELD node AS person20
  WITH person20 WHERE (all(word21 IN $p2 WHERE (' ' + person20.searchText) CONTAINS (' ' + word21)) OR (forgives15 AND all(pattern22 IN $p4 WHERE person20.searchText =~ pattern22)))
  RETURN count(person20) AS count23
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Character[searchText]', CASE WHEN forgives15 THEN $p3 ELSE $p0 END) YIELD node AS character24
  WITH character24 WHERE (all(word25 IN $p2 WHERE (' ' + character24.searchText) CONTAINS (' ' + word25)) OR (forgives15 AND all(pattern26 IN $p4 WHERE character24.searchText =~ pattern26)))
  RETURN count(character24) AS count27
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Place[searchText]', CASE WHEN forgives15 THEN $p3 ELSE $p0 END) YIELD node AS place28
  WITH place28 WHERE (all(word29 IN $p2 WHERE (' ' + place28.searchText) CONTAINS (' ' + word29)) OR (forgives15 AND all(pattern30 IN $p4 WHERE place28.searchText =~ pattern30)))
  RETURN count(place28) AS count31
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', CASE WHEN forgives15 THEN $p3 ELSE $p0 END) YIELD node AS keyword32
  WITH keyword32 WHERE (all(word33 IN $p2 WHERE (' ' + keyword32.searchText) CONTAINS (' ' + word33)) OR (forgives15 AND all(pattern34 IN $p4 WHERE keyword32.searchText =~ pattern34)))
  RETURN count(keyword32) AS count35
}
CALL (forgives15) {
  CALL (forgives15) {
    CALL db.index.fulltext.queryNodes('Film[searchText]', CASE WHEN forgives15 THEN $p3 ELSE $p0 END, {limit: $p1}) YIELD node AS film36
    RETURN collect(film36) AS some37
  }
  CALL (some37, forgives15) {
    UNWIND CASE WHEN size(some37) >= $p1 THEN [1] ELSE [] END AS once38
    CALL (once38, forgives15) {
      MATCH (film36:Film)
      USING INDEX film36:Film(searchText, searchRank, key)
      WHERE film36.searchText = $p5 AND film36.searchRank IS NOT NULL AND film36.key IS NOT NULL
      WITH film36 ORDER BY film36.searchText, film36.searchRank, film36.key LIMIT $p6
      RETURN collect(film36) AS same39
    }
    CALL (once38) {
      CALL db.index.fulltext.queryNodes('Film[searchText]', $p7, {limit: $p1}) YIELD node AS film36
      RETURN collect(film36) AS whole40
    }
    UNWIND CASE WHEN size(whole40) >= $p1 THEN ['', ' '] ELSE [''] END AS ending41
    CALL (ending41, forgives15) {
      MATCH (film36:Film)
      USING INDEX film36:Film(searchRank, key)
      WHERE (all(word42 IN $p2 WHERE (' ' + film36.searchText + ' ') CONTAINS (' ' + word42 + ending41)) OR (forgives15 AND all(pattern43 IN $p4 WHERE film36.searchText =~ pattern43))) AND film36.searchRank IS NOT NULL AND film36.key IS NOT NULL
      WITH film36 ORDER BY film36.searchRank, film36.key LIMIT $p6
      RETURN collect(film36) AS known44
    }
    UNWIND (same39 + CASE WHEN size(whole40) >= $p1 THEN [] ELSE whole40 END + known44) AS film36
    RETURN collect(DISTINCT film36) AS few45
  }
  UNWIND (few45 + CASE WHEN size(some37) >= $p1 THEN [] ELSE some37 END) AS film36
  WITH film36, forgives15, film36.searchText AS text46
  WITH film36, CASE WHEN text46 = $p5 THEN 4 WHEN all(word47 IN $p2 WHERE (' ' + text46 + ' ') CONTAINS (' ' + word47 + ' ')) THEN 3 WHEN all(word48 IN $p2 WHERE (' ' + text46) CONTAINS (' ' + word48)) THEN 2 WHEN (forgives15 AND all(pattern49 IN $p4 WHERE text46 =~ pattern49)) THEN 1 ELSE 0 END AS tier50 WHERE tier50 > 0
  WITH film36, tier50, 0 - film36.searchRank AS known51
  WITH film36, tier50 + toFloat(known51) / (known51 + 10000) AS score52
  WITH film36, score52 ORDER BY score52 DESC, film36.key LIMIT $p6
  RETURN collect([score52, 0, film36.key, film36.title, film36.year]) AS rows53
}
CALL (forgives15) {
  CALL (forgives15) {
    CALL db.index.fulltext.queryNodes('Person[searchText]', CASE WHEN forgives15 THEN $p3 ELSE $p0 END, {limit: $p1}) YIELD node AS person54
    RETURN collect(person54) AS some55
  }
  CALL (some55, forgives15) {
    UNWIND CASE WHEN size(some55) >= $p1 THEN [1] ELSE [] END AS once56
    CALL (once56, forgives15) {
      MATCH (person54:Person)
      USING INDEX person54:Person(searchText, searchRank, key)
      WHERE person54.searchText = $p5 AND person54.searchRank IS NOT NULL AND person54.key IS NOT NULL
      WITH person54 ORDER BY person54.searchText, person54.searchRank, person54.key LIMIT $p6
      RETURN collect(person54) AS same57
    }
    CALL (once56) {
      CALL db.index.fulltext.queryNodes('Person[searchText]', $p7, {limit: $p1}) YIELD node AS person54
      RETURN collect(person54) AS whole58
    }
    UNWIND CASE WHEN size(whole58) >= $p1 THEN ['', ' '] ELSE [''] END AS ending59
    CALL (ending59, forgives15) {
      MATCH (person54:Person)
      USING INDEX person54:Person(searchRank, key)
      WHERE (all(word60 IN $p2 WHERE (' ' + person54.searchText + ' ') CONTAINS (' ' + word60 + ending59)) OR (forgives15 AND all(pattern61 IN $p4 WHERE person54.searchText =~ pattern61))) AND person54.searchRank IS NOT NULL AND person54.key IS NOT NULL
      WITH person54 ORDER BY person54.searchRank, person54.key LIMIT $p6
      RETURN collect(person54) AS known62
    }
    UNWIND (same57 + CASE WHEN size(whole58) >= $p1 THEN [] ELSE whole58 END + known62) AS person54
    RETURN collect(DISTINCT person54) AS few63
  }
  UNWIND (few63 + CASE WHEN size(some55) >= $p1 THEN [] ELSE some55 END) AS person54
  WITH person54, forgives15, person54.searchText AS text64
  WITH person54, CASE WHEN text64 = $p5 THEN 4 WHEN all(word65 IN $p2 WHERE (' ' + text64 + ' ') CONTAINS (' ' + word65 + ' ')) THEN 3 WHEN all(word66 IN $p2 WHERE (' ' + text64) CONTAINS (' ' + word66)) THEN 2 WHEN (forgives15 AND all(pattern67 IN $p4 WHERE text64 =~ pattern67)) THEN 1 ELSE 0 END AS tier68 WHERE tier68 > 0
  WITH person54, tier68, 0 - person54.searchRank AS known69
  WITH person54, tier68 + toFloat(known69) / (known69 + 10) AS score70
  WITH person54, score70 ORDER BY score70 DESC, person54.key LIMIT $p6
  RETURN collect([score70, 1, person54.key, person54.name]) AS rows71
}
CALL (forgives15) {
  CALL (forgives15) {
    CALL db.index.fulltext.queryNodes('Character[searchText]', CASE WHEN forgives15 THEN $p3 ELSE $p0 END, {limit: $p1}) YIELD node AS character72
    RETURN collect(character72) AS some73
  }
  CALL (some73, forgives15) {
    UNWIND CASE WHEN size(some73) >= $p1 THEN [1] ELSE [] END AS once74
    CALL (once74, forgives15) {
      MATCH (character72:Character)
      USING INDEX character72:Character(searchText, searchRank, key)
      WHERE character72.searchText = $p5 AND character72.searchRank IS NOT NULL AND character72.key IS NOT NULL
      WITH character72 ORDER BY character72.searchText, character72.searchRank, character72.key LIMIT $p6
      RETURN collect(character72) AS same75
    }
    CALL (once74) {
      CALL db.index.fulltext.queryNodes('Character[searchText]', $p7, {limit: $p1}) YIELD node AS character72
      RETURN collect(character72) AS whole76
    }
    UNWIND CASE WHEN size(whole76) >= $p1 THEN ['', ' '] ELSE [''] END AS ending77
    CALL (ending77, forgives15) {
      MATCH (character72:Character)
      USING INDEX character72:Character(searchRank, key)
      WHERE (all(word78 IN $p2 WHERE (' ' + character72.searchText + ' ') CONTAINS (' ' + word78 + ending77)) OR (forgives15 AND all(pattern79 IN $p4 WHERE character72.searchText =~ pattern79))) AND character72.searchRank IS NOT NULL AND character72.key IS NOT NULL
      WITH character72 ORDER BY character72.searchRank, character72.key LIMIT $p6
      RETURN collect(character72) AS known80
    }
    UNWIND (same75 + CASE WHEN size(whole76) >= $p1 THEN [] ELSE whole76 END + known80) AS character72
    RETURN collect(DISTINCT character72) AS few81
  }
  UNWIND (few81 + CASE WHEN size(some73) >= $p1 THEN [] ELSE some73 END) AS character72
  WITH character72, forgives15, character72.searchText AS text82
  WITH character72, CASE WHEN text82 = $p5 THEN 4 WHEN all(word83 IN $p2 WHERE (' ' + text82 + ' ') CONTAINS (' ' + word83 + ' ')) THEN 3 WHEN all(word84 IN $p2 WHERE (' ' + text82) CONTAINS (' ' + word84)) THEN 2 WHEN (forgives15 AND all(pattern85 IN $p4 WHERE text82 =~ pattern85)) THEN 1 ELSE 0 END AS tier86 WHERE tier86 > 0
  WITH character72, tier86, 0 - character72.searchRank AS known87
  WITH character72, tier86 + toFloat(known87) / (known87 + 2) AS score88
  WITH character72, score88 ORDER BY score88 DESC, character72.key LIMIT $p6
  RETURN collect([score88, 2, character72.key, character72.name]) AS rows89
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Place[searchText]', CASE WHEN forgives15 THEN $p3 ELSE $p0 END) YIELD node AS place90
  WITH place90, forgives15, place90.searchText AS text91
  WITH place90, CASE WHEN text91 = $p5 THEN 4 WHEN all(word92 IN $p2 WHERE (' ' + text91 + ' ') CONTAINS (' ' + word92 + ' ')) THEN 3 WHEN all(word93 IN $p2 WHERE (' ' + text91) CONTAINS (' ' + word93)) THEN 2 WHEN (forgives15 AND all(pattern94 IN $p4 WHERE text91 =~ pattern94)) THEN 1 ELSE 0 END AS tier95 WHERE tier95 > 0
  WITH place90, tier95, 0 - place90.searchRank AS known96
  WITH place90, tier95 + toFloat(known96) / (known96 + 10) AS score97
  WITH place90, score97 ORDER BY score97 DESC, place90.key LIMIT $p6
  RETURN collect([score97, 3, place90.key]) AS rows98
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', CASE WHEN forgives15 THEN $p3 ELSE $p0 END) YIELD node AS keyword99
  WITH keyword99, forgives15, keyword99.searchText AS text100
  WITH keyword99, CASE WHEN text100 = $p5 THEN 4 WHEN all(word101 IN $p2 WHERE (' ' + text100 + ' ') CONTAINS (' ' + word101 + ' ')) THEN 3 WHEN all(word102 IN $p2 WHERE (' ' + text100) CONTAINS (' ' + word102)) THEN 2 WHEN (forgives15 AND all(pattern103 IN $p4 WHERE text100 =~ pattern103)) THEN 1 ELSE 0 END AS tier104 WHERE tier104 > 0
  WITH keyword99, tier104, 0 - keyword99.searchRank AS known105
  WITH keyword99, tier104 + toFloat(known105) / (known105 + 10) AS score106
  WITH keyword99, score106 ORDER BY score106 DESC, keyword99.key LIMIT $p6
  RETURN collect([score106, 4, keyword99.key]) AS rows107
}
RETURN count19, count23, count27, count31, count35, rows53, rows71, rows89, rows98, rows107
// {"p0": "+the* +matrx*", "p1": 2000, "p2": ["the", "matrx"], "p3": "+(the*) +(matrx* /m(.?trx|.atrx|tarx|a(.?rx|.trx|rtx|t(.?x|.rx|r.x))).*|matxr|matr.?/)", "p4": ["(?s)(?:.* )?(?:the[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:matrx[^ ]*|m([^ ]?trx|[^ ]atrx|tarx|a([^ ]?rx|[^ ]trx|rtx|t([^ ]?x|[^ ]rx|r[^ ]x)))[^ ]*|matxr|matr[^ ]?)(?: .*)?"], "p5": "the matrx", "p6": 3, "p7": "+the +matrx"}

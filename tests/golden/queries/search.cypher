CALL () {
  CALL () {
    CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film0
    WITH film0 WHERE all(word1 IN $p1 WHERE (' ' + film0.searchText) CONTAINS (' ' + word1))
    WITH film0 LIMIT 1
    RETURN count(film0) AS fitting2
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Person[searchText]', $p0) YIELD node AS person3
    WITH person3 WHERE all(word4 IN $p1 WHERE (' ' + person3.searchText) CONTAINS (' ' + word4))
    WITH person3 LIMIT 1
    RETURN count(person3) AS fitting5
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Character[searchText]', $p0) YIELD node AS character6
    WITH character6 WHERE all(word7 IN $p1 WHERE (' ' + character6.searchText) CONTAINS (' ' + word7))
    WITH character6 LIMIT 1
    RETURN count(character6) AS fitting8
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Place[searchText]', $p0) YIELD node AS place9
    WITH place9 WHERE all(word10 IN $p1 WHERE (' ' + place9.searchText) CONTAINS (' ' + word10))
    WITH place9 LIMIT 1
    RETURN count(place9) AS fitting11
  }
  CALL () {
    CALL db.index.fulltext.queryNodes('Keyword[searchText]', $p0) YIELD node AS keyword12
    WITH keyword12 WHERE all(word13 IN $p1 WHERE (' ' + keyword12.searchText) CONTAINS (' ' + word13))
    WITH keyword12 LIMIT 1
    RETURN count(keyword12) AS fitting14
  }
  RETURN (fitting2 + fitting5 + fitting8 + fitting11 + fitting14) = 0 AS forgives15
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Film[searchText]', CASE WHEN forgives15 THEN $p2 ELSE $p0 END) YIELD node AS film16
  WITH film16 WHERE (all(word17 IN $p1 WHERE (' ' + film16.searchText) CONTAINS (' ' + word17)) OR (forgives15 AND all(pattern18 IN $p3 WHERE film16.searchText =~ pattern18)))
  RETURN count(film16) AS count19
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Person[searchText]', CASE WHEN forgives15 THEN $p2 ELSE $p0 END) YIELD node AS person20
  WITH person20 WHERE (all(word21 IN $p1 WHERE (' ' + person20.searchText) CONTAINS (' ' + word21)) OR (forgives15 AND all(pattern22 IN $p3 WHERE person20.searchText =~ pattern22)))
  RETURN count(person20) AS count23
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Character[searchText]', CASE WHEN forgives15 THEN $p2 ELSE $p0 END) YIELD node AS character24
  WITH character24 WHERE (all(word25 IN $p1 WHERE (' ' + character24.searchText) CONTAINS (' ' + word25)) OR (forgives15 AND all(pattern26 IN $p3 WHERE character24.searchText =~ pattern26)))
  RETURN count(character24) AS count27
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Place[searchText]', CASE WHEN forgives15 THEN $p2 ELSE $p0 END) YIELD node AS place28
  WITH place28 WHERE (all(word29 IN $p1 WHERE (' ' + place28.searchText) CONTAINS (' ' + word29)) OR (forgives15 AND all(pattern30 IN $p3 WHERE place28.searchText =~ pattern30)))
  RETURN count(place28) AS count31
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', CASE WHEN forgives15 THEN $p2 ELSE $p0 END) YIELD node AS keyword32
  WITH keyword32 WHERE (all(word33 IN $p1 WHERE (' ' + keyword32.searchText) CONTAINS (' ' + word33)) OR (forgives15 AND all(pattern34 IN $p3 WHERE keyword32.searchText =~ pattern34)))
  RETURN count(keyword32) AS count35
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Film[searchText]', CASE WHEN forgives15 THEN $p2 ELSE $p0 END) YIELD node AS film36
  WITH film36, forgives15, film36.searchText AS text37
  WITH film36, CASE WHEN text37 = $p4 THEN 7 WHEN text37 STARTS WITH $p5 THEN 6 WHEN (text37 CONTAINS $p6 OR text37 ENDS WITH $p7) THEN 5 WHEN text37 STARTS WITH $p4 THEN 4 WHEN all(word38 IN $p1 WHERE (' ' + text37 + ' ') CONTAINS (' ' + word38 + ' ')) THEN 3 WHEN all(word39 IN $p1 WHERE (' ' + text37) CONTAINS (' ' + word39)) THEN 2 WHEN (forgives15 AND all(pattern40 IN $p3 WHERE text37 =~ pattern40)) THEN 1 ELSE 0 END AS tier41 WHERE tier41 > 0
  WITH film36, tier41, CASE WHEN film36.votes > 0 THEN film36.votes ELSE 0 END AS known42
  WITH film36, tier41 + toFloat(known42) / (known42 + 10000) AS score43
  WITH film36, score43 ORDER BY score43 DESC, film36.key LIMIT $p8
  RETURN collect([score43, 0, film36.key, film36.title, film36.year]) AS rows44
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Person[searchText]', CASE WHEN forgives15 THEN $p2 ELSE $p0 END) YIELD node AS person45
  WITH person45, forgives15, person45.searchText AS text46
  WITH person45, CASE WHEN text46 = $p4 THEN 7 WHEN text46 STARTS WITH $p5 THEN 6 WHEN (text46 CONTAINS $p6 OR text46 ENDS WITH $p7) THEN 5 WHEN text46 STARTS WITH $p4 THEN 4 WHEN all(word47 IN $p1 WHERE (' ' + text46 + ' ') CONTAINS (' ' + word47 + ' ')) THEN 3 WHEN all(word48 IN $p1 WHERE (' ' + text46) CONTAINS (' ' + word48)) THEN 2 WHEN (forgives15 AND all(pattern49 IN $p3 WHERE text46 =~ pattern49)) THEN 1 ELSE 0 END AS tier50 WHERE tier50 > 0
  WITH person45, tier50, (COUNT { (person45)-[:ACTED_IN]->() } + COUNT { (person45)-[:DIRECTED]->() }) AS known51
  WITH person45, tier50 + toFloat(known51) / (known51 + 10) AS score52
  WITH person45, score52 ORDER BY score52 DESC, person45.key LIMIT $p8
  RETURN collect([score52, 1, person45.key, person45.name]) AS rows53
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Character[searchText]', CASE WHEN forgives15 THEN $p2 ELSE $p0 END) YIELD node AS character54
  WITH character54, forgives15, character54.searchText AS text55
  WITH character54, CASE WHEN text55 = $p4 THEN 7 WHEN text55 STARTS WITH $p5 THEN 6 WHEN (text55 CONTAINS $p6 OR text55 ENDS WITH $p7) THEN 5 WHEN text55 STARTS WITH $p4 THEN 4 WHEN all(word56 IN $p1 WHERE (' ' + text55 + ' ') CONTAINS (' ' + word56 + ' ')) THEN 3 WHEN all(word57 IN $p1 WHERE (' ' + text55) CONTAINS (' ' + word57)) THEN 2 WHEN (forgives15 AND all(pattern58 IN $p3 WHERE text55 =~ pattern58)) THEN 1 ELSE 0 END AS tier59 WHERE tier59 > 0
  WITH character54, tier59, COUNT { (character54)-[:APPEARS_IN]->() } AS known60
  WITH character54, tier59 + toFloat(known60) / (known60 + 2) AS score61
  WITH character54, score61 ORDER BY score61 DESC, character54.key LIMIT $p8
  RETURN collect([score61, 2, character54.key, character54.name]) AS rows62
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Place[searchText]', CASE WHEN forgives15 THEN $p2 ELSE $p0 END) YIELD node AS place63
  WITH place63, forgives15, place63.searchText AS text64
  WITH place63, CASE WHEN text64 = $p4 THEN 7 WHEN text64 STARTS WITH $p5 THEN 6 WHEN (text64 CONTAINS $p6 OR text64 ENDS WITH $p7) THEN 5 WHEN text64 STARTS WITH $p4 THEN 4 WHEN all(word65 IN $p1 WHERE (' ' + text64 + ' ') CONTAINS (' ' + word65 + ' ')) THEN 3 WHEN all(word66 IN $p1 WHERE (' ' + text64) CONTAINS (' ' + word66)) THEN 2 WHEN (forgives15 AND all(pattern67 IN $p3 WHERE text64 =~ pattern67)) THEN 1 ELSE 0 END AS tier68 WHERE tier68 > 0
  WITH place63, tier68, COUNT { (place63)<-[:SET_IN]-() } AS known69
  WITH place63, tier68 + toFloat(known69) / (known69 + 10) AS score70
  WITH place63, score70 ORDER BY score70 DESC, place63.key LIMIT $p8
  RETURN collect([score70, 3, place63.key]) AS rows71
}
CALL (forgives15) {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', CASE WHEN forgives15 THEN $p2 ELSE $p0 END) YIELD node AS keyword72
  WITH keyword72, forgives15, keyword72.searchText AS text73
  WITH keyword72, CASE WHEN text73 = $p4 THEN 7 WHEN text73 STARTS WITH $p5 THEN 6 WHEN (text73 CONTAINS $p6 OR text73 ENDS WITH $p7) THEN 5 WHEN text73 STARTS WITH $p4 THEN 4 WHEN all(word74 IN $p1 WHERE (' ' + text73 + ' ') CONTAINS (' ' + word74 + ' ')) THEN 3 WHEN all(word75 IN $p1 WHERE (' ' + text73) CONTAINS (' ' + word75)) THEN 2 WHEN (forgives15 AND all(pattern76 IN $p3 WHERE text73 =~ pattern76)) THEN 1 ELSE 0 END AS tier77 WHERE tier77 > 0
  WITH keyword72, tier77, COUNT { (keyword72)<-[:HAS_KEYWORD]-() } AS known78
  WITH keyword72, tier77 + toFloat(known78) / (known78 + 10) AS score79
  WITH keyword72, score79 ORDER BY score79 DESC, keyword72.key LIMIT $p8
  RETURN collect([score79, 4, keyword72.key]) AS rows80
}
RETURN count19, count23, count27, count31, count35, rows44, rows53, rows62, rows71, rows80
// {"p0": "+the* +matrx*", "p1": ["the", "matrx"], "p2": "+(the*) +(matrx* /matr.x.*|m.?trx.*|m.atrx.*|mtarx.*|ma.?rx.*|ma.trx.*|martx.*|mat.?x.*|mat.rx.*|matrx.|m.?trx|m.atrx|mtarx|ma.?rx|ma.trx|martx|mat.?x|mat.rx|matxr|matr.?|matr.x/)", "p3": ["(?s)(?:.* )?(?:(?:the)[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:(?:matrx|matr[^ ]x|m[^ ]?trx|m[^ ]atrx|mtarx|ma[^ ]?rx|ma[^ ]trx|martx|mat[^ ]?x|mat[^ ]rx)[^ ]*|matrx[^ ]|m[^ ]?trx|m[^ ]atrx|mtarx|ma[^ ]?rx|ma[^ ]trx|martx|mat[^ ]?x|mat[^ ]rx|matxr|matr[^ ]?|matr[^ ]x)(?: .*)?"], "p4": "the matrx", "p5": "the matrx ", "p6": " the matrx ", "p7": " the matrx", "p8": 3}

CALL () {
  CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film0
  WITH film0 WHERE all(pattern1 IN $p1 WHERE film0.searchText =~ pattern1)
  RETURN count(film0) AS count2
}
CALL () {
  CALL db.index.fulltext.queryNodes('Person[searchText]', $p0) YIELD node AS person3
  WITH person3 WHERE all(pattern4 IN $p1 WHERE person3.searchText =~ pattern4)
  RETURN count(person3) AS count5
}
CALL () {
  CALL db.index.fulltext.queryNodes('Character[searchText]', $p0) YIELD node AS character6
  WITH character6 WHERE all(pattern7 IN $p1 WHERE character6.searchText =~ pattern7)
  RETURN count(character6) AS count8
}
CALL () {
  CALL db.index.fulltext.queryNodes('Place[searchText]', $p0) YIELD node AS place9
  WITH place9 WHERE all(pattern10 IN $p1 WHERE place9.searchText =~ pattern10)
  RETURN count(place9) AS count11
}
CALL () {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', $p0) YIELD node AS keyword12
  WITH keyword12 WHERE all(pattern13 IN $p1 WHERE keyword12.searchText =~ pattern13)
  RETURN count(keyword12) AS count14
}
CALL () {
  CALL db.index.fulltext.queryNodes('Film[searchText]', $p0) YIELD node AS film15
  WITH film15, film15.searchText AS text16
  WITH film15, CASE WHEN text16 = $p2 THEN 7 WHEN text16 STARTS WITH $p3 THEN 6 WHEN (text16 CONTAINS $p4 OR text16 ENDS WITH $p5) THEN 5 WHEN text16 STARTS WITH $p2 THEN 4 WHEN all(word17 IN $p6 WHERE (' ' + text16 + ' ') CONTAINS (' ' + word17 + ' ')) THEN 3 WHEN all(word17 IN $p6 WHERE (' ' + text16) CONTAINS (' ' + word17)) THEN 2 WHEN all(pattern18 IN $p1 WHERE text16 =~ pattern18) THEN 1 ELSE 0 END AS tier19 WHERE tier19 > 0
  WITH film15, tier19 + CASE WHEN film15.votes > 0 THEN toFloat(film15.votes) / (film15.votes + 10000) ELSE 0.0 END AS score20
  WITH film15, score20 ORDER BY score20 DESC, film15.key LIMIT $p7
  RETURN collect([score20, 0, film15.key, film15.title, film15.year]) AS rows21
}
CALL () {
  CALL db.index.fulltext.queryNodes('Person[searchText]', $p0) YIELD node AS person22
  WITH person22, person22.searchText AS text23
  WITH person22, CASE WHEN text23 = $p2 THEN 7 WHEN text23 STARTS WITH $p3 THEN 6 WHEN (text23 CONTAINS $p4 OR text23 ENDS WITH $p5) THEN 5 WHEN text23 STARTS WITH $p2 THEN 4 WHEN all(word24 IN $p6 WHERE (' ' + text23 + ' ') CONTAINS (' ' + word24 + ' ')) THEN 3 WHEN all(word24 IN $p6 WHERE (' ' + text23) CONTAINS (' ' + word24)) THEN 2 WHEN all(pattern25 IN $p1 WHERE text23 =~ pattern25) THEN 1 ELSE 0 END AS tier26 WHERE tier26 > 0
  WITH person22, tier26 + toFloat((COUNT { (person22)-[:ACTED_IN]->() } + COUNT { (person22)-[:DIRECTED]->() })) / ((COUNT { (person22)-[:ACTED_IN]->() } + COUNT { (person22)-[:DIRECTED]->() }) + 10) AS score27
  WITH person22, score27 ORDER BY score27 DESC, person22.key LIMIT $p7
  RETURN collect([score27, 1, person22.key, person22.name]) AS rows28
}
CALL () {
  CALL db.index.fulltext.queryNodes('Character[searchText]', $p0) YIELD node AS character29
  WITH character29, character29.searchText AS text30
  WITH character29, CASE WHEN text30 = $p2 THEN 7 WHEN text30 STARTS WITH $p3 THEN 6 WHEN (text30 CONTAINS $p4 OR text30 ENDS WITH $p5) THEN 5 WHEN text30 STARTS WITH $p2 THEN 4 WHEN all(word31 IN $p6 WHERE (' ' + text30 + ' ') CONTAINS (' ' + word31 + ' ')) THEN 3 WHEN all(word31 IN $p6 WHERE (' ' + text30) CONTAINS (' ' + word31)) THEN 2 WHEN all(pattern32 IN $p1 WHERE text30 =~ pattern32) THEN 1 ELSE 0 END AS tier33 WHERE tier33 > 0
  WITH character29, tier33 + toFloat(COUNT { (character29)-[:APPEARS_IN]->() }) / (COUNT { (character29)-[:APPEARS_IN]->() } + 2) AS score34
  WITH character29, score34 ORDER BY score34 DESC, character29.key LIMIT $p7
  RETURN collect([score34, 2, character29.key, character29.name]) AS rows35
}
CALL () {
  CALL db.index.fulltext.queryNodes('Place[searchText]', $p0) YIELD node AS place36
  WITH place36, place36.searchText AS text37
  WITH place36, CASE WHEN text37 = $p2 THEN 7 WHEN text37 STARTS WITH $p3 THEN 6 WHEN (text37 CONTAINS $p4 OR text37 ENDS WITH $p5) THEN 5 WHEN text37 STARTS WITH $p2 THEN 4 WHEN all(word38 IN $p6 WHERE (' ' + text37 + ' ') CONTAINS (' ' + word38 + ' ')) THEN 3 WHEN all(word38 IN $p6 WHERE (' ' + text37) CONTAINS (' ' + word38)) THEN 2 WHEN all(pattern39 IN $p1 WHERE text37 =~ pattern39) THEN 1 ELSE 0 END AS tier40 WHERE tier40 > 0
  WITH place36, tier40 + toFloat(COUNT { (place36)<-[:SET_IN]-() }) / (COUNT { (place36)<-[:SET_IN]-() } + 10) AS score41
  WITH place36, score41 ORDER BY score41 DESC, place36.key LIMIT $p7
  RETURN collect([score41, 3, place36.key]) AS rows42
}
CALL () {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', $p0) YIELD node AS keyword43
  WITH keyword43, keyword43.searchText AS text44
  WITH keyword43, CASE WHEN text44 = $p2 THEN 7 WHEN text44 STARTS WITH $p3 THEN 6 WHEN (text44 CONTAINS $p4 OR text44 ENDS WITH $p5) THEN 5 WHEN text44 STARTS WITH $p2 THEN 4 WHEN all(word45 IN $p6 WHERE (' ' + text44 + ' ') CONTAINS (' ' + word45 + ' ')) THEN 3 WHEN all(word45 IN $p6 WHERE (' ' + text44) CONTAINS (' ' + word45)) THEN 2 WHEN all(pattern46 IN $p1 WHERE text44 =~ pattern46) THEN 1 ELSE 0 END AS tier47 WHERE tier47 > 0
  WITH keyword43, tier47 + toFloat(COUNT { (keyword43)<-[:HAS_KEYWORD]-() }) / (COUNT { (keyword43)<-[:HAS_KEYWORD]-() } + 10) AS score48
  WITH keyword43, score48 ORDER BY score48 DESC, keyword43.key LIMIT $p7
  RETURN collect([score48, 4, keyword43.key]) AS rows49
}
RETURN count2, count5, count8, count11, count14, rows21, rows28, rows35, rows42, rows49
// {"p0": "+(the*) +(matrx* /matr.x.*|m.?trx.*|m.atrx.*|mtarx.*|ma.?rx.*|ma.trx.*|martx.*|mat.?x.*|mat.rx.*|matrx.|m.?trx|m.atrx|mtarx|ma.?rx|ma.trx|martx|mat.?x|mat.rx|matxr|matr.?|matr.x/)", "p1": ["(?s)(?:.* )?(?:(?:the)[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:(?:matrx|matr[^ ]x|m[^ ]?trx|m[^ ]atrx|mtarx|ma[^ ]?rx|ma[^ ]trx|martx|mat[^ ]?x|mat[^ ]rx)[^ ]*|matrx[^ ]|m[^ ]?trx|m[^ ]atrx|mtarx|ma[^ ]?rx|ma[^ ]trx|martx|mat[^ ]?x|mat[^ ]rx|matxr|matr[^ ]?|matr[^ ]x)(?: .*)?"], "p2": "the matrx", "p3": "the matrx ", "p4": " the matrx ", "p5": " the matrx", "p6": ["the", "matrx"], "p7": 3}

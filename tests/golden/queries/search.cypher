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
  WITH film15, CASE WHEN film15.searchText = $p2 THEN 7 WHEN film15.searchText STARTS WITH ($p2 + ' ') THEN 6 WHEN (' ' + film15.searchText + ' ') CONTAINS (' ' + $p2 + ' ') THEN 5 WHEN film15.searchText STARTS WITH $p2 THEN 4 WHEN all(word16 IN $p3 WHERE (' ' + film15.searchText + ' ') CONTAINS (' ' + word16 + ' ')) THEN 3 WHEN all(word16 IN $p3 WHERE (' ' + film15.searchText) CONTAINS (' ' + word16)) THEN 2 WHEN all(pattern17 IN $p1 WHERE film15.searchText =~ pattern17) THEN 1 ELSE 0 END AS tier18 WHERE tier18 > 0
  WITH film15, tier18 + CASE WHEN film15.votes > 0 THEN toFloat(film15.votes) / (film15.votes + 10000) ELSE 0.0 END AS score19
  WITH film15, score19 ORDER BY score19 DESC, film15.key LIMIT $p4
  RETURN collect([score19, 0, film15.key, film15.title, film15.year]) AS rows20
}
CALL () {
  CALL db.index.fulltext.queryNodes('Person[searchText]', $p0) YIELD node AS person21
  WITH person21, CASE WHEN person21.searchText = $p2 THEN 7 WHEN person21.searchText STARTS WITH ($p2 + ' ') THEN 6 WHEN (' ' + person21.searchText + ' ') CONTAINS (' ' + $p2 + ' ') THEN 5 WHEN person21.searchText STARTS WITH $p2 THEN 4 WHEN all(word22 IN $p3 WHERE (' ' + person21.searchText + ' ') CONTAINS (' ' + word22 + ' ')) THEN 3 WHEN all(word22 IN $p3 WHERE (' ' + person21.searchText) CONTAINS (' ' + word22)) THEN 2 WHEN all(pattern23 IN $p1 WHERE person21.searchText =~ pattern23) THEN 1 ELSE 0 END AS tier24 WHERE tier24 > 0
  WITH person21, tier24 + toFloat((COUNT { (person21)-[:ACTED_IN]->() } + COUNT { (person21)-[:DIRECTED]->() })) / ((COUNT { (person21)-[:ACTED_IN]->() } + COUNT { (person21)-[:DIRECTED]->() }) + 10) AS score25
  WITH person21, score25 ORDER BY score25 DESC, person21.key LIMIT $p4
  RETURN collect([score25, 1, person21.key, person21.name]) AS rows26
}
CALL () {
  CALL db.index.fulltext.queryNodes('Character[searchText]', $p0) YIELD node AS character27
  WITH character27, CASE WHEN character27.searchText = $p2 THEN 7 WHEN character27.searchText STARTS WITH ($p2 + ' ') THEN 6 WHEN (' ' + character27.searchText + ' ') CONTAINS (' ' + $p2 + ' ') THEN 5 WHEN character27.searchText STARTS WITH $p2 THEN 4 WHEN all(word28 IN $p3 WHERE (' ' + character27.searchText + ' ') CONTAINS (' ' + word28 + ' ')) THEN 3 WHEN all(word28 IN $p3 WHERE (' ' + character27.searchText) CONTAINS (' ' + word28)) THEN 2 WHEN all(pattern29 IN $p1 WHERE character27.searchText =~ pattern29) THEN 1 ELSE 0 END AS tier30 WHERE tier30 > 0
  WITH character27, tier30 + toFloat(COUNT { (character27)-[:APPEARS_IN]->() }) / (COUNT { (character27)-[:APPEARS_IN]->() } + 2) AS score31
  WITH character27, score31 ORDER BY score31 DESC, character27.key LIMIT $p4
  RETURN collect([score31, 2, character27.key, character27.name]) AS rows32
}
CALL () {
  CALL db.index.fulltext.queryNodes('Place[searchText]', $p0) YIELD node AS place33
  WITH place33, CASE WHEN place33.searchText = $p2 THEN 7 WHEN place33.searchText STARTS WITH ($p2 + ' ') THEN 6 WHEN (' ' + place33.searchText + ' ') CONTAINS (' ' + $p2 + ' ') THEN 5 WHEN place33.searchText STARTS WITH $p2 THEN 4 WHEN all(word34 IN $p3 WHERE (' ' + place33.searchText + ' ') CONTAINS (' ' + word34 + ' ')) THEN 3 WHEN all(word34 IN $p3 WHERE (' ' + place33.searchText) CONTAINS (' ' + word34)) THEN 2 WHEN all(pattern35 IN $p1 WHERE place33.searchText =~ pattern35) THEN 1 ELSE 0 END AS tier36 WHERE tier36 > 0
  WITH place33, tier36 + toFloat(COUNT { (place33)<-[:SET_IN]-() }) / (COUNT { (place33)<-[:SET_IN]-() } + 10) AS score37
  WITH place33, score37 ORDER BY score37 DESC, place33.key LIMIT $p4
  RETURN collect([score37, 3, place33.key]) AS rows38
}
CALL () {
  CALL db.index.fulltext.queryNodes('Keyword[searchText]', $p0) YIELD node AS keyword39
  WITH keyword39, CASE WHEN keyword39.searchText = $p2 THEN 7 WHEN keyword39.searchText STARTS WITH ($p2 + ' ') THEN 6 WHEN (' ' + keyword39.searchText + ' ') CONTAINS (' ' + $p2 + ' ') THEN 5 WHEN keyword39.searchText STARTS WITH $p2 THEN 4 WHEN all(word40 IN $p3 WHERE (' ' + keyword39.searchText + ' ') CONTAINS (' ' + word40 + ' ')) THEN 3 WHEN all(word40 IN $p3 WHERE (' ' + keyword39.searchText) CONTAINS (' ' + word40)) THEN 2 WHEN all(pattern41 IN $p1 WHERE keyword39.searchText =~ pattern41) THEN 1 ELSE 0 END AS tier42 WHERE tier42 > 0
  WITH keyword39, tier42 + toFloat(COUNT { (keyword39)<-[:HAS_KEYWORD]-() }) / (COUNT { (keyword39)<-[:HAS_KEYWORD]-() } + 10) AS score43
  WITH keyword39, score43 ORDER BY score43 DESC, keyword39.key LIMIT $p4
  RETURN collect([score43, 4, keyword39.key]) AS rows44
}
RETURN count2, count5, count8, count11, count14, rows20, rows26, rows32, rows38, rows44
// {"p0": "+(the*) +(matrx* /matr.x.*|m.?trx.*|m.atrx.*|mtarx.*|ma.?rx.*|ma.trx.*|martx.*|mat.?x.*|mat.rx.*|matrx.|m.?trx|m.atrx|mtarx|ma.?rx|ma.trx|martx|mat.?x|mat.rx|matxr|matr.?|matr.x/)", "p1": ["(?s)(?:.* )?(?:(?:the)[^ ]*)(?: .*)?", "(?s)(?:.* )?(?:(?:matrx|matr[^ ]x|m[^ ]?trx|m[^ ]atrx|mtarx|ma[^ ]?rx|ma[^ ]trx|martx|mat[^ ]?x|mat[^ ]rx)[^ ]*|matrx[^ ]|m[^ ]?trx|m[^ ]atrx|mtarx|ma[^ ]?rx|ma[^ ]trx|martx|mat[^ ]?x|mat[^ ]rx|matxr|matr[^ ]?|matr[^ ]x)(?: .*)?"], "p2": "the matrx", "p3": ["the", "matrx"], "p4": 3}
